using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity;

/// <summary>Registers a system or changes its registration; the same registration twice changes nothing.</summary>
public sealed class PutClient(GatewayDb database, ClientRegister clients, Revocations revocations, IdentityEvents events)
{
    /// <param name="Secret">Left out for a client that is known already: its secrets stay as they are.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(
        string? Organisation, string? Role, string? DisplayName, string? Secret, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt, JsonElement? Keys);

    public sealed record Answer(
        string ClientId, string? Organisation, string Role, string? DisplayName, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, Outcome Outcome);

    public static async Task<IResult> Handle(string clientId, Body body, PutClient put, TimeProvider time)
    {
        if (ConfiguredClients.Include(clientId))
        {
            return Problem.Of(Refusals.ClientConfigured, clientId).AsResult();
        }

        var keys = body.Keys is { ValueKind: not JsonValueKind.Null } given ? ClientKeys.Read(given) ?? "" : null;
        var client = new Client(
            clientId, body.Organisation, body.Role ?? "", body.DisplayName, Client.InOrder(body.Scopes ?? []),
            body.ExpiresAt?.ToUniversalTime(), keys);
        List<FieldError> errors = [.. client.Check(time.GetUtcNow()), .. CheckScopes(body.Scopes), .. await put.CheckProof(client, body.Secret)];
        if (errors.Count > 0)
        {
            return Problem.Of(Refusals.ClientInvalid).With("errors", errors).AsResult();
        }

        var outcome = await put.Save(client, body.Secret);
        var answer = new Answer(
            client.ClientId, client.Organisation, client.Role, client.DisplayName, client.KindList, client.ExpiresAt, outcome);
        return outcome == Outcome.Created ? Results.Created($"/identity/clients/{clientId}", answer) : Results.Ok(answer);
    }

    /// <summary>None at all would read as all of them, once stored.</summary>
    private static IEnumerable<FieldError> CheckScopes(IReadOnlyList<string>? scopes) =>
        scopes is { Count: 0 } ? [new FieldError("scopes", Refusals.ScopesEmpty)] : [];

    /// <summary>A client proves itself by a secret or by keys, and never by both.</summary>
    private async Task<IEnumerable<FieldError>> CheckProof(Client client, string? secret) => (client.Keys, secret) switch
    {
        ("", _) => [new FieldError("keys", Refusals.KeysUnusable)],
        (not null, not null) => [new FieldError("secret", Refusals.SecretBesideKeys)],
        (not null, null) => [],
        (null, null or "") when secret is "" || !await HasSecret(client.ClientId) => [new FieldError("secret", Refusals.Required)],
        (null, null) => [],
        _ => Client.CheckSecret(secret) is { } error ? [error] : [],
    };

    private Task<bool> HasSecret(string clientId) =>
        Client.IsIdentifier(clientId) ? database.ClientSecrets.AnyAsync(one => one.ClientId == clientId) : Task.FromResult(false);

    /// <summary>Tokens that say what the client no longer is are revoked with the change; a secret that is given replaces all others.</summary>
    public async Task<Outcome> Save(Client client, string? secret)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Lock(client.ClientId);

        var stored = await clients.FindByClientIdAsync(client.ClientId);
        if (stored is null)
        {
            await clients.CreateAsync(client.Describe());
            await ReplaceSecrets(client, secret);
            await events.OfClient(client.ClientId, ClientRegistered.Of(client, secretReplaced: false));
            await transaction.CommitAsync();
            return Outcome.Created;
        }

        var isKnown = secret is null || await clients.FindSecret(client.ClientId, secret) is not null;
        var before = await Client.Read(clients, stored);
        if (before == client && isKnown)
        {
            return Outcome.Unchanged;
        }

        await clients.UpdateAsync(stored, client.Describe());
        await events.OfClient(client.ClientId, ClientRegistered.Of(client, secretReplaced: !isKnown), ClientRegistered.Of(before, secretReplaced: false));
        if (!isKnown || client.Keys is not null)
        {
            await ReplaceSecrets(client, secret);
        }

        await revocations.Add(database, client.ClientId, includingThisSecond: false);
        await transaction.CommitAsync();
        await revocations.Refresh();
        return Outcome.Updated;
    }

    private async Task ReplaceSecrets(Client client, string? secret)
    {
        await database.ClientSecrets.Where(one => one.ClientId == client.ClientId).ExecuteDeleteAsync();
        if (client.Keys is null && secret is not null)
        {
            await clients.StoreSecret(client.ClientId, secret, expiresAt: null);
        }
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
