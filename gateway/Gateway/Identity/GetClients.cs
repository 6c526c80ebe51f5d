using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Cluster.Gateway.Identity;

/// <summary>Who is registered, in the order of the client ids; never with a secret.</summary>
public static class GetClients
{
    private const int PageSizeMax = 200;

    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    public sealed record Item(string ClientId, string? Organisation, string Role, string? DisplayName);

    public static async Task<IResult> Handle(
        GatewayDb database, IOpenIddictApplicationManager clients, int pageSize = 100, string after = "")
    {
        if (after.Length > 0 && !Client.IsIdentifier(after))
        {
            return Problem.Of(ServiceDefaults.Refusals.MalformedRequest, nameof(after)).With("field", nameof(after)).AsResult();
        }

        var size = Math.Clamp(pageSize, 1, PageSizeMax);
        var stored = await database.Clients.AsNoTracking()
            .Where(client => client.ClientId!.CompareTo(after) > 0)
            .OrderBy(client => client.ClientId)
            .Take(size + 1)
            .ToListAsync();

        var items = new List<Item>(size);
        foreach (var row in stored.Take(size))
        {
            var client = await Client.Read(clients, row);
            items.Add(new Item(client.ClientId, client.Organisation, client.Role, client.DisplayName));
        }

        return Results.Ok(new Page(items, stored.Count > size ? items[^1].ClientId : null));
    }
}
