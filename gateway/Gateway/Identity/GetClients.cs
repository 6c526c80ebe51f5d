using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Cluster.Gateway.Identity;

/// <summary>Who is registered and when each was last here, in the order of the client ids; never with a secret.</summary>
public static class GetClients
{
    private const int PageSizeMax = 200;

    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    /// <param name="Credentials">Its secrets by their ids; none for a client that signs.</param>
    public sealed record Item(
        string ClientId, string? Organisation, string Role, string? DisplayName, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt,
        DateTimeOffset? LastUsedAt, bool Signs, IReadOnlyList<Credential> Credentials);

    public sealed record Credential(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

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
        var ids = stored.ConvertAll(client => client.ClientId!);
        var uses = await database.ClientUses.AsNoTracking().Where(use => ids.Contains(use.ClientId)).ToDictionaryAsync(use => use.ClientId, use => use.LastUsedAt);
        var secrets = (await database.ClientSecrets.AsNoTracking().Where(secret => ids.Contains(secret.ClientId)).ToListAsync())
            .OrderBy(secret => secret.CreatedAt)
            .ToLookup(secret => secret.ClientId, secret => new Credential(secret.Id, secret.CreatedAt, secret.ExpiresAt, secret.LastUsedAt));

        var items = new List<Item>(size);
        foreach (var row in stored.Take(size))
        {
            var client = await Client.Read(clients, row);
            items.Add(new Item(
                client.ClientId, client.Organisation, client.Role, client.DisplayName, client.KindList, client.ExpiresAt,
                uses.TryGetValue(client.ClientId, out var used) ? used : null, client.Keys is not null, [.. secrets[client.ClientId]]));
        }

        return Results.Ok(new Page(items, stored.Count > size ? items[^1].ClientId : null));
    }
}
