using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity;

/// <summary>One of the at most two live secrets of a client (密钥), so that a system changes from the old to the new one without a gap.</summary>
public sealed record ClientSecret(Guid Id, string ClientId, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    public const int LiveMax = 2;

    public bool IsLive(DateTimeOffset now) => ExpiresAt is not { } end || now < end;
}

/// <summary>When a client was last given a token; kept beside its registration, which does not change with it.</summary>
public sealed record ClientUse(string ClientId, DateTimeOffset LastUsedAt)
{
    /// <summary>To the minute: a client that asks for a token every second does not cost a write every second.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <returns>Whether it was the first time within the grain.</returns>
    public static async Task<bool> Record(GatewayDb database, string clientId, Guid? secretId, DateTimeOffset now)
    {
        var earlier = now - Grain;
        var isFirst = await database.Database.ExecuteSqlAsync($"""
            INSERT INTO client_uses AS known (client_id, last_used_at) VALUES ({clientId}, {now})
            ON CONFLICT (client_id) DO UPDATE SET last_used_at = excluded.last_used_at WHERE known.last_used_at < {earlier}
            """) == 1;
        if (secretId is { } id)
        {
            await database.Database.ExecuteSqlAsync($"""
                UPDATE client_secrets SET last_used_at = {now} WHERE id = {id} AND (last_used_at IS NULL OR last_used_at < {earlier})
                """);
        }

        return isFirst;
    }
}
