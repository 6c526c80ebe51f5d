using System.Security.Cryptography;
using System.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Cluster.Gateway.Identity;

/// <summary>A client's assertion that was shown, remembered for as long as it would be good.</summary>
/// <param name="Id">A hash of the client and the assertion's <c>jti</c>; of what was signed, where it has none.</param>
public sealed record ShownAssertion(string Id, DateTimeOffset ExpiresAt);

/// <summary>
/// An assertion is good once (RFC 7523, 3, jti), at whichever replica: one that somebody has read on the way opens nothing. It is looked at after
/// everything else about it was found right.
/// </summary>
public sealed class ShownAssertions(GatewayDb database, TimeProvider time) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    /// <summary>What OpenIddict allows a client's clock to be wrong, and a little more.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>For one that does not say when it ends.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        var now = time.GetUtcNow();
        var id = IdOf(context);
        var end = (context.ClientAssertionPrincipal!.GetExpirationDate() ?? now + Kept) + ClockSkew;
        await database.ShownAssertions.Where(one => one.ExpiresAt < now).ExecuteDeleteAsync();
        if (await database.Database.ExecuteSqlAsync($"INSERT INTO shown_assertions (id, expires_at) VALUES ({id}, {end}) ON CONFLICT DO NOTHING") == 0)
        {
            context.Reject(Errors.InvalidClient, "The client assertion was shown before. Sign a new one, with a jti of its own, for each request.");
        }
    }

    /// <summary>Of what was signed, as the signature itself can be written in more than one way.</summary>
    private static string IdOf(ProcessAuthenticationContext context) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        context.ClientAssertionPrincipal!.GetClaim(Claims.JwtId) is { Length: > 0 } number
            ? $"{context.ClientAssertionPrincipal!.GetClaim(Claims.Subject)} {number}"
            : context.ClientAssertion![..context.ClientAssertion!.LastIndexOf('.')])));
}
