using System.Security.Claims;
using Cluster.Gateway.Identity.Account;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Scopes = Cluster.ServiceDefaults.Scopes;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>
/// The authorization code flow (with PKCE): a page sends its reader here, who signs in if need be and goes back with a code; the page redeems
/// the code for a token that says who it is. OpenIddict has checked client, address and challenge.
/// </summary>
public static class Authorize
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>
    /// Browsers are sent to the public address, wherever a page has read about it; the page itself goes on where it has asked, which may be
    /// an address of the inner network.
    /// </summary>
    public static ValueTask Publish(HandleConfigurationRequestContext context)
    {
        var issuer = context.Options.Issuer!;
        context.AuthorizationEndpoint = new Uri(issuer, context.Options.AuthorizationEndpointUris[0]);
        context.EndSessionEndpoint = new Uri(issuer, context.Options.EndSessionEndpointUris[0]);
        return default;
    }

    public static async Task<IResult> Handle(HttpContext context, Sessions sessions, PasswordRules rules, TimeProvider time)
    {
        var here = context.Request.GetEncodedPathAndQuery();
        if (await sessions.Find(context) is not var (person, session))
        {
            return PasswordForm.SignInFirst(here);
        }

        if (PasswordForm.MustChange(person, rules, time))
        {
            return Results.LocalRedirect($"/account/password?returnUrl={Uri.EscapeDataString(here)}");
        }

        return person.Role is null
            ? Results.LocalRedirect("/account")
            : SignIn(person, session, sessions, time, context.GetOpenIddictServerRequest()!.GetScopes());
    }

    /// <summary>The code was given for a session; if that has ended meanwhile, so has the code.</summary>
    public static async Task<IResult> Redeem(HttpContext context, GatewayDb database, Sessions sessions, TimeProvider time)
    {
        var shown = (await context.AuthenticateAsync(Scheme)).Principal!;
        var sessionId = Guid.Parse(shown.GetClaim(RevocationList.CredentialClaim)!);
        var session = await database.Sessions.AsNoTracking().FirstOrDefaultAsync(one => one.Id == sessionId);
        var person = session is null ? null : await database.Persons.AsNoTracking().FirstOrDefaultAsync(one => one.Id == session.PersonId && !one.Disabled);
        return person?.Role is null
            ? IssueToken.Refuse(Errors.InvalidGrant, "The session that this code was given for has ended.")
            : SignIn(person, session!, sessions, time, shown.GetScopes());
    }

    public static async Task<IResult> EndSession(HttpContext context, Sessions sessions)
    {
        await sessions.End(context);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]);
    }

    private static IResult SignIn(Person person, Session session, Sessions sessions, TimeProvider time, IEnumerable<string> scopes)
    {
        var rest = sessions.EndOf(session) - time.GetUtcNow();
        var lifetime = rest < Access.TokenLifetime ? rest : Access.TokenLifetime;
        var identity = new ClaimsIdentity(Scheme, Claims.Name, Access.RoleClaim)
            .SetClaim(Claims.Subject, person.Id.ToString())
            .SetClaim(Claims.Name, person.DisplayName)
            .SetClaim(Access.RoleClaim, PersonRoles.InServices(person.Role!))
            .SetClaim(Access.PositionClaim, person.Role)
            .SetClaim(Access.OrganisationClaim, person.Organisation)
            .SetClaim(RevocationList.CredentialClaim, session.Id.ToString())
            .SetScopes(scopes.Where(scope => scope != Scopes.Write || PersonRoles.InServices(person.Role!) is Roles.Department or Roles.Office or Roles.Operator))
            .SetResources(Authentication.Audience)
            .SetAccessTokenLifetime(lifetime)
            .SetIdentityTokenLifetime(lifetime)
            .SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }
}
