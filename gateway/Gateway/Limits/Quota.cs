using System.Globalization;
using System.Threading.RateLimiting;
using Cluster.ServiceDefaults;

namespace Cluster.Gateway.Limits;

/// <summary>
/// How often one credential may ask (调用限额), so that a system gone wild takes nothing from the others. Whoever shows no credential is counted by
/// address. Each replica of the gateway counts for itself; the answer says what is left (draft-ietf-httpapi-ratelimit-headers).
/// </summary>
public sealed class Quota : IAsyncDisposable
{
    private const string Name = "\"requests\"";

    private readonly int _perSecond;
    private readonly int _burst;
    private readonly string _policy;
    private readonly PartitionedRateLimiter<HttpContext> _credentials;

    public Quota(IConfiguration configuration)
    {
        _perSecond = Read(configuration, "Quota:RequestsPerSecond", 100);
        _burst = Read(configuration, "Quota:Burst", 1_000);
        _policy = string.Create(CultureInfo.InvariantCulture, $"{Name};q={_burst};w={SecondsFor(_burst)}");
        _credentials = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(CredentialOf(context), _ =>
            new TokenBucketRateLimiterOptions { TokenLimit = _burst, TokensPerPeriod = _perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }));
    }

    public ValueTask DisposeAsync() => _credentials.DisposeAsync();

    public async Task Take(HttpContext context, RequestDelegate next)
    {
        using var lease = _credentials.AttemptAcquire(context);
        var left = (int)(_credentials.GetStatistics(context)?.CurrentAvailablePermits ?? 0);
        context.Response.Headers["RateLimit-Policy"] = _policy;
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"{Name};r={left};t={SecondsFor(_burst - left)}");
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "1";
        await Problem.Of(Refusals.QuotaExceeded, _perSecond, _burst).With("limit", _perSecond).Write(context);
    }

    private int SecondsFor(int requests) => (requests + _perSecond - 1) / _perSecond;

    private static string CredentialOf(HttpContext context) =>
        context.User.FindFirst("sub")?.Value ?? $"address {context.Connection.RemoteIpAddress}";

    private static int Read(IConfiguration configuration, string setting, int otherwise) =>
        configuration.GetValue(setting, otherwise) is > 0 and var given
            ? given
            : throw new InvalidOperationException($"{setting} has to be a whole number above 0.");
}

public static class QuotaSetup
{
    public static void AddQuota(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Quota>();

    /// <summary>Counts by address what comes before it is known who asks, and by credential what comes after.</summary>
    public static void UseQuota(this WebApplication app, params string[] areas)
    {
        var quota = app.Services.GetRequiredService<Quota>();
        app.Use((context, next) => Array.Exists(areas, area => context.Request.Path.StartsWithSegments(area, StringComparison.OrdinalIgnoreCase))
            ? quota.Take(context, next)
            : next(context));
    }
}
