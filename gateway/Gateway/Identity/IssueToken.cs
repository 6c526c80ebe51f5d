using System.Security.Claims;
using System.Text.Json.Serialization;
using Cluster.Gateway.Identity.Persons;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cluster.Gateway.Identity;

/// <summary>A client that has proved itself gets a token that says whose it is. OpenIddict has checked secret or signature, grant and scopes.</summary>
public static class IssueToken
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>What can be asked for, for the document of the interface alone: OpenIddict reads the form.</summary>
    public sealed record Form(
        [property: JsonPropertyName("grant_type")] string GrantType, [property: JsonPropertyName("client_id")] string ClientId,
        [property: JsonPropertyName("client_secret")] string? ClientSecret, [property: JsonPropertyName("client_assertion_type")] string? ClientAssertionType,
        [property: JsonPropertyName("client_assertion")] string? ClientAssertion, [property: JsonPropertyName("scope")] string? Scope);

    /// <summary>What OpenIddict answers.</summary>
    public sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);

    public static async Task<IResult> Handle(HttpContext context, ClientRegister clients, GatewayDb database, Sessions sessions, IdentityEvents events, TimeProvider time)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsAuthorizationCodeGrantType())
        {
            return await Authorize.Redeem(context, database, sessions, time);
        }

        var client = await Client.Read(clients, (await clients.FindByClientIdAsync(request.ClientId!))!);
        var now = time.GetUtcNow();
        if (client.ExpiresAt <= now)
        {
            return Refuse(Errors.InvalidClient, $"The registration ended at {client.ExpiresAt:u}; operations can prolong it.");
        }

        IReadOnlyList<string> scopes = request.GetScopes() is { Length: > 0 } asked ? asked : client.Permitted;
        await database.InTransaction(async () =>
        {
            if (await ClientUse.Record(database, client.ClientId, clients.Shown?.Id, now))
            {
                await events.OfClient(client.ClientId, new ClientSignedIn(clients.Shown?.Id, scopes), by: client);
            }
        });
        var identity = new ClaimsIdentity(Scheme, Claims.Subject, Access.RoleClaim)
            .SetClaim(Claims.Subject, client.ClientId)
            .SetClaim(Access.RoleClaim, client.Role)
            .SetClaim(Access.OrganisationClaim, client.Organisation)
            .SetClaim(RevocationList.CredentialClaim, clients.Shown?.Id.ToString())
            .SetScopes(scopes)
            .SetResources(Authentication.Audience)
            .SetDestinations(_ => [Destinations.AccessToken])
            .SetAccessTokenLifetime(Lifetime(now, client.ExpiresAt, clients.Shown?.ExpiresAt));

        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    /// <summary>No token outlives what it was given for.</summary>
    private static TimeSpan Lifetime(DateTimeOffset now, params ReadOnlySpan<DateTimeOffset?> ends)
    {
        var lifetime = Access.TokenLifetime;
        foreach (var end in ends)
        {
            lifetime = end is { } moment && moment - now < lifetime ? moment - now : lifetime;
        }

        return lifetime;
    }

    public static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]);
}
