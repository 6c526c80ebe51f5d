using System.Text.Json.Serialization;
using Cluster.Gateway.Identity;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Cluster.Gateway.Cadence;

/// <summary>Says how often a push is expected, also of a system that has never pushed; without a number it is learned again.</summary>
public static class SetCadence
{
    private const long SecondsMin = PushCadence.RunSeconds;
    private const long SecondsMax = 400L * 24 * 60 * 60;

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(long? EverySeconds);

    public static async Task<IResult> Handle(
        string clientId, string service, string resource, Body body, GatewayDb database, IOpenIddictApplicationManager clients, IdentityEvents events,
        TimeProvider time)
    {
        if (!Client.IsKind(Scopes.WriteOf(service, resource)) || !Client.IsIdentifier(clientId) || await clients.FindByClientIdAsync(clientId) is null)
        {
            return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }

        if (body.EverySeconds is { } seconds and (< SecondsMin or > SecondsMax))
        {
            return Problem.Of(Refusals.CadenceOutOfRange, SecondsMin, SecondsMax).With("field", "everySeconds").AsResult();
        }

        var (kind, now) = ($"{service}/{resource}", time.GetUtcNow());
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Lock(clientId);
        var known = await database.PushCadences.AsNoTracking().FirstOrDefaultAsync(one => one.ClientId == clientId && one.Resource == kind);
        await database.Database.ExecuteSqlAsync($"""
            INSERT INTO push_cadences AS known (client_id, resource, since, gap_seconds, every_seconds)
            VALUES ({clientId}, {kind}, {now}, ARRAY[]::bigint[], {body.EverySeconds})
            ON CONFLICT (client_id, resource) DO UPDATE SET every_seconds = excluded.every_seconds, alarmed_at = NULL
            """);
        await events.OfClient(clientId, new CadenceSet(kind, body.EverySeconds), known is null ? null : new CadenceSet(kind, known.EverySeconds));
        await transaction.CommitAsync();
        return Results.NoContent();
    }
}
