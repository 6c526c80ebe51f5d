using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Who has an account, in the order of the user names; for the system and the security administrator.</summary>
public static class GetUsers
{
    private const int PageSizeMax = 200;

    public sealed record Page(IReadOnlyList<Users.User> Items, string? Next);

    public static async Task<Page> Handle(GatewayDb database, int pageSize = 100, string after = "")
    {
        var size = Math.Clamp(pageSize, 1, PageSizeMax);
        var start = after.ToUpperInvariant(); // as names are stored
        var found = await database.Persons.AsNoTracking()
            .Where(person => person.NormalizedUserName!.CompareTo(start) > 0)
            .OrderBy(person => person.NormalizedUserName)
            .Take(size + 1)
            .ToListAsync();
        return new Page([.. found.Take(size).Select(Users.User.Of)], found.Count > size ? found[size - 1].UserName : null);
    }
}
