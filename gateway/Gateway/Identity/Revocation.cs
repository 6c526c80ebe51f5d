using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity;

/// <summary>A row of what <see cref="RevokedTokens"/> tells the services.</summary>
/// <param name="Subject">A client, a person, a client's secret or a person's session.</param>
public sealed record Revocation(string Subject, DateTimeOffset IssuedBefore);

/// <summary>Every replica hears of a new revocation within <see cref="RefreshInterval"/>; services ask one of them.</summary>
public sealed class Revocations(IServiceScopeFactory scopes, RevocationList list, TimeProvider time, ILogger<Revocations> logger)
    : Periodic(Revocations.RefreshInterval, time, logger)
{
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private volatile IReadOnlyList<RevokedTokens> current = [];

    public IReadOnlyList<RevokedTokens> Current => current;

    /// <summary>Joins the caller's transaction. A token's time of issue is in whole seconds, hence the choice about the running one.</summary>
    public async Task Add(GatewayDb database, string subject, bool includingThisSecond)
    {
        var now = Time.GetUtcNow();
        var thisSecond = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var limit = includingThisSecond ? thisSecond.AddSeconds(1) : thisSecond;
        await database.Database.ExecuteSqlAsync($"""
            INSERT INTO revocations (subject, issued_before) VALUES ({subject}, {limit})
            ON CONFLICT (subject) DO UPDATE SET issued_before = excluded.issued_before
            """);

        var expired = now - Kept; // no token and no session from before is good any more
        await database.Revocations.Where(revocation => revocation.IssuedBefore < expired).ExecuteDeleteAsync();
    }

    public async Task Refresh(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<GatewayDb>().Revocations.AsNoTracking().ToListAsync(cancellationToken);
        current = rows.ConvertAll(row => new RevokedTokens(row.Subject, row.IssuedBefore));
        list.Replace(current);
    }

    /// <summary>While it cannot be read, the revocations that are known stay in force.</summary>
    protected override Task TakeTurn(CancellationToken cancellation) => Refresh(cancellation);
}
