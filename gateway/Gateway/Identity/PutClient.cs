using System.Text.Json.Serialization;
using Cluster.ServiceDefaults;
using OpenIddict.Abstractions;

namespace Cluster.Gateway.Identity;

/// <summary>Registers a system or changes its registration; the same registration twice changes nothing.</summary>
public sealed class PutClient(GatewayDb database, IOpenIddictApplicationManager clients, Revocations revocations)
{
    public sealed record Body(string? Organisation, string? Role, string? DisplayName, string? Secret);

    public sealed record Answer(string ClientId, string? Organisation, string Role, string? DisplayName, Outcome Outcome);

    public static async Task<IResult> Handle(string clientId, Body body, PutClient put)
    {
        if (ConfiguredClients.Include(clientId))
        {
            return Problem.Of(Refusals.ClientConfigured, clientId).AsResult();
        }

        var client = new Client(clientId, body.Organisation, body.Role ?? "", body.DisplayName);
        var errors = client.Check(body.Secret).ToList();
        if (errors.Count > 0)
        {
            return Problem.Of(Refusals.ClientInvalid).With("errors", errors).AsResult();
        }

        var outcome = await put.Save(client, body.Secret!);
        var answer = new Answer(client.ClientId, client.Organisation, client.Role, client.DisplayName, outcome);
        return outcome == Outcome.Created ? Results.Created($"/identity/clients/{clientId}", answer) : Results.Ok(answer);
    }

    /// <summary>Tokens that say what the client no longer is are revoked with the change.</summary>
    public async Task<Outcome> Save(Client client, string secret)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Lock(client.ClientId);

        var stored = await clients.FindByClientIdAsync(client.ClientId);
        if (stored is null)
        {
            await clients.CreateAsync(client.Describe(secret));
            await transaction.CommitAsync();
            return Outcome.Created;
        }

        if (await Client.Read(clients, stored) == client && await clients.ValidateClientSecretAsync(stored, secret))
        {
            return Outcome.Unchanged;
        }

        await clients.UpdateAsync(stored, client.Describe(secret));
        await revocations.Add(database, client.ClientId, includingThisSecond: false);
        await transaction.CommitAsync();
        await revocations.Refresh();
        return Outcome.Updated;
    }
}

public enum Outcome
{
    [JsonStringEnumMemberName("created")]
    Created,

    [JsonStringEnumMemberName("updated")]
    Updated,

    [JsonStringEnumMemberName("unchanged")]
    Unchanged,
}
