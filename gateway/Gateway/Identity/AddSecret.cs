using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity;

/// <summary>Gives a client a second secret (轮换密钥): both are good until the old one is taken away. The answer is the only place that shows it.</summary>
public static class AddSecret
{
    private const int SecretBytes = 32;

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(DateTimeOffset? ExpiresAt);

    public sealed record Answer(Guid SecretId, string Secret, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

    public static async Task<IResult> Handle(
        string clientId, HttpContext context, GatewayDb database, ClientRegister clients, IdentityEvents events, TimeProvider time)
    {
        if (ConfiguredClients.Include(clientId))
        {
            return Problem.Of(Refusals.ClientConfigured, clientId).AsResult();
        }

        DateTimeOffset? expiresAt;
        try
        {
            expiresAt = context.Request.HasJsonContentType() // without a body it does not end
                ? (await context.Request.ReadFromJsonAsync<Body>(context.RequestAborted))?.ExpiresAt?.ToUniversalTime()
                : null;
        }
        catch (JsonException malformed)
        {
            return Problem.Of(ServiceDefaults.Refusals.MalformedRequest, malformed.Message).With("field", malformed.Path).AsResult();
        }

        var now = time.GetUtcNow();
        if (expiresAt <= now)
        {
            return Problem.Of(Refusals.ClientInvalid).With("errors", new[] { new FieldError("expiresAt", Refusals.InThePast) }).AsResult();
        }

        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Lock(clientId);
        if (!Client.IsIdentifier(clientId) || await clients.FindByClientIdAsync(clientId) is not { } stored)
        {
            return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }

        if ((await Client.Read(clients, stored)).Keys is not null)
        {
            return Problem.Of(Refusals.ClientSigns, clientId).AsResult();
        }

        await database.ClientSecrets.Where(one => one.ClientId == clientId && one.ExpiresAt <= now).ExecuteDeleteAsync();
        if (await database.ClientSecrets.CountAsync(one => one.ClientId == clientId) >= ClientSecret.LiveMax)
        {
            return Problem.Of(Refusals.SecretsFull, ClientSecret.LiveMax).AsResult();
        }

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var added = await clients.StoreSecret(clientId, secret, expiresAt);
        await events.OfClient(clientId, new SecretAdded(added.Id, added.ExpiresAt));
        await transaction.CommitAsync();

        context.Response.Headers.CacheControl = "no-store";
        return Results.Created($"/identity/clients/{clientId}/secrets/{added.Id}", new Answer(added.Id, secret, added.CreatedAt, added.ExpiresAt));
    }
}
