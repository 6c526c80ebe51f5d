using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Cluster.ServiceDefaults;

/// <summary>
/// Asks the gateway which tokens are void, so that a revoked one is refused here too and within a minute. While the gateway does not answer,
/// the revocations already known stay in force; nothing new comes through it in that time either.
/// </summary>
internal sealed partial class RevocationPoll(
    IHttpClientFactory http, IConfiguration configuration, RevocationList list, TimeProvider time, ILogger<RevocationPoll> logger) : BackgroundService
{
    public const string HttpClientName = "revocations";
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Identity:Authority"] is not { Length: > 0 } authority)
        {
            return; // the gateway itself, which knows
        }

        using var untraced = SuppressInstrumentationScope.Begin();
        var address = new Uri(new Uri(authority.TrimEnd('/') + '/'), "connect/revocations");
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                using var client = http.CreateClient(HttpClientName);
                list.Replace(await client.GetFromJsonAsync<List<RevokedTokens>>(address, stoppingToken) ?? []);
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException
                && !stoppingToken.IsCancellationRequested)
            {
                NotHeard(logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Warning, Message = "The gateway does not say which tokens are revoked; those known stay in force: {Reason}")]
    private static partial void NotHeard(ILogger logger, string reason);
}
