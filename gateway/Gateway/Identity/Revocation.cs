using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenTelemetry;

namespace Cluster.Gateway.Identity;

/// <summary>Tokens of this client that were issued before this second are void (令牌作废).</summary>
public sealed record Revocation(string ClientId, DateTimeOffset IssuedBefore);

/// <summary>
/// The revocations that still matter, in memory: a request is checked against them without asking the database, and every
/// replica hears of a new one within <see cref="RefreshInterval"/>.
/// </summary>
public sealed partial class Revocations(IServiceScopeFactory scopes, TimeProvider time, ILogger<Revocations> logger) : BackgroundService
{
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private volatile FrozenDictionary<string, DateTimeOffset> issuedBefore = FrozenDictionary<string, DateTimeOffset>.Empty;

    public bool Cover(string clientId, DateTimeOffset issued) =>
        issuedBefore.TryGetValue(clientId, out var limit) && issued < limit;

    /// <summary>Joins the caller's transaction. A token's time of issue is in whole seconds, hence the choice about the running one.</summary>
    public async Task Add(GatewayDb database, string clientId, bool includingThisSecond)
    {
        var now = time.GetUtcNow();
        var thisSecond = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var limit = includingThisSecond ? thisSecond.AddSeconds(1) : thisSecond;
        await database.Database.ExecuteSqlAsync($"""
            INSERT INTO revocations (client_id, issued_before) VALUES ({clientId}, {limit})
            ON CONFLICT (client_id) DO UPDATE SET issued_before = excluded.issued_before
            """);

        var expired = now - Access.TokenLifetime; // no token from before is valid any more
        await database.Revocations.Where(revocation => revocation.IssuedBefore < expired).ExecuteDeleteAsync();
    }

    public async Task Refresh(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<GatewayDb>().Revocations.AsNoTracking().ToListAsync(cancellationToken);
        issuedBefore = rows.ToFrozenDictionary(row => row.ClientId, row => row.IssuedBefore);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin(); // a trace every few seconds would only hide the others
        using var timer = new PeriodicTimer(RefreshInterval, time);
        do
        {
            try
            {
                await Refresh(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or { InnerException: NpgsqlException })
            {
                NotRefreshed(logger, exception); // those already known stay in force until the database is back
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Revocations could not be read; those already known stay in force")]
    private static partial void NotRefreshed(ILogger logger, Exception exception);
}
