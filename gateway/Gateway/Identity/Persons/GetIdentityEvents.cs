using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Sign-ins and changes of accounts and roles, newest first; for the audit administrator and auditors.</summary>
public static class GetIdentityEvents
{
    private const int PageSizeMax = 500;

    public sealed record Page(IReadOnlyList<IdentityEvent> Items, long? Next);

    public static async Task<Page> Handle(GatewayDb database, int pageSize = 100, long before = long.MaxValue)
    {
        var size = Math.Clamp(pageSize, 1, PageSizeMax);
        var found = await database.IdentityEvents.AsNoTracking()
            .Where(one => one.Id < before).OrderByDescending(one => one.Id).Take(size + 1).ToListAsync();
        return new Page([.. found.Take(size)], found.Count > size ? found[size - 1].Id : null);
    }
}
