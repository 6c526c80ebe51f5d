using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity;

/// <summary>Takes a secret away, and with it the tokens that were given for it; those of the other secret stay good.</summary>
public static class DeleteSecret
{
    public static async Task<IResult> Handle(string clientId, Guid secretId, GatewayDb database, Revocations revocations, IdentityEvents events)
    {
        if (ConfiguredClients.Include(clientId))
        {
            return Problem.Of(Refusals.ClientConfigured, clientId).AsResult();
        }

        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            await database.Lock(clientId);
            if (await database.ClientSecrets.Where(one => one.Id == secretId && one.ClientId == clientId).ExecuteDeleteAsync() == 0)
            {
                return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
            }

            await revocations.Add(database, secretId.ToString(), includingThisSecond: true);
            await events.OfClient(clientId, new SecretRemoved(secretId));
            await transaction.CommitAsync();
        }

        await revocations.Refresh();
        return Results.NoContent();
    }
}
