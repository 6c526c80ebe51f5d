using System.Security.Claims;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cluster.Gateway.Identity;

/// <summary>A client that has shown its secret gets a token that says whose it is. OpenIddict has checked secret, grant and scopes.</summary>
public static class IssueToken
{
    public static async Task<IResult> Handle(HttpContext context, IOpenIddictApplicationManager clients)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var client = await Client.Read(clients, (await clients.FindByClientIdAsync(request.ClientId!))!);

        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Subject, Access.RoleClaim)
            .SetClaim(Claims.Subject, client.ClientId)
            .SetClaim(Access.RoleClaim, client.Role)
            .SetClaim(Access.OrganisationClaim, client.Organisation)
            .SetScopes(request.GetScopes() is { Length: > 0 } asked ? asked : client.Scopes)
            .SetResources(Authentication.Audience)
            .SetDestinations(_ => [Destinations.AccessToken]);

        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
