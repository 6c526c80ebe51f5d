using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Cadence;

/// <summary>Who pushes what, how often, when last, and who has gone silent; the silent ones first.</summary>
public static class GetPushes
{
    public sealed record Page(int Silent, IReadOnlyList<Item> Items);

    /// <param name="EverySeconds">How often a push is expected; null while too little is known.</param>
    /// <param name="Learned">From the gaps between earlier pushes; otherwise somebody said so.</param>
    public sealed record Item(
        string ClientId, string Resource, DateTimeOffset? LastAt, long? EverySeconds, bool Learned, DateTimeOffset? SilentSince);

    public static async Task<Page> Handle(GatewayDb database, TimeProvider time, bool silent = false)
    {
        var now = time.GetUtcNow();
        var items = (await database.PushCadences.AsNoTracking().ToListAsync())
            .Select(one => new Item(
                one.ClientId, one.Resource, one.LastAt, (long?)one.Expected?.TotalSeconds, one.EverySeconds is null, one.SilentSince(now)))
            .OrderBy(item => item.SilentSince ?? DateTimeOffset.MaxValue).ThenBy(item => item.ClientId, StringComparer.Ordinal)
            .ThenBy(item => item.Resource, StringComparer.Ordinal)
            .ToList();
        return new Page(items.Count(item => item.SilentSince is not null), silent ? items.FindAll(item => item.SilentSince is not null) : items);
    }
}
