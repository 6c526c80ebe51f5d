using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Cluster.Gateway.Identity;

/// <summary>Revokes a client (吊销): no new token for it, and those it has are refused at the door within seconds.</summary>
public static class DeleteClient
{
    public static async Task<IResult> Handle(
        string clientId, GatewayDb database, IOpenIddictApplicationManager clients, Revocations revocations, IdentityEvents events)
    {
        if (ConfiguredClients.Include(clientId))
        {
            return Problem.Of(Refusals.ClientConfigured, clientId).AsResult();
        }

        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            await database.Lock(clientId);
            if (await clients.FindByClientIdAsync(clientId) is not { } stored)
            {
                return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
            }

            await events.OfClient(clientId, new ClientRevoked(clientId), before: ClientRegistered.Of(await Client.Read(clients, stored), secretReplaced: false));
            await clients.DeleteAsync(stored);
            await database.ClientSecrets.Where(secret => secret.ClientId == clientId).ExecuteDeleteAsync();
            await database.PushCadences.Where(cadence => cadence.ClientId == clientId).ExecuteDeleteAsync();
            await database.ClientUses.Where(use => use.ClientId == clientId).ExecuteDeleteAsync();
            await revocations.Add(database, clientId, includingThisSecond: true);
            await transaction.CommitAsync();
        }

        await revocations.Refresh();
        return Results.NoContent();
    }
}
