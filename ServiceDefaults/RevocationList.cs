using System.Collections.Frozen;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Cluster.ServiceDefaults;

/// <summary>Tokens of this client, person, secret or session that were issued before this moment are void (令牌作废).</summary>
public sealed record RevokedTokens(string Subject, DateTimeOffset IssuedBefore);

/// <summary>
/// The revocations that still matter, in memory: a request is held against them without asking anybody. The gateway fills it from its
/// database, every other program from the gateway.
/// </summary>
public sealed class RevocationList
{
    /// <summary>The secret or the session that a token was issued for.</summary>
    public const string CredentialClaim = "credential";

    private volatile FrozenDictionary<string, DateTimeOffset> _issuedBefore = FrozenDictionary<string, DateTimeOffset>.Empty;

    public void Replace(IEnumerable<RevokedTokens> revoked) =>
        _issuedBefore = revoked.ToFrozenDictionary(one => one.Subject, one => one.IssuedBefore);

    public bool Cover(JsonWebToken token)
    {
        var issuedBefore = _issuedBefore;
        if (issuedBefore.Count == 0)
        {
            return false;
        }

        var issued = new DateTimeOffset(token.IssuedAt, TimeSpan.Zero);
        return Covers(issuedBefore, token.Subject, issued)
            || (token.TryGetPayloadValue<string>(CredentialClaim, out var credential) && Covers(issuedBefore, credential, issued));
    }

    public bool Cover(string subject, DateTimeOffset issued) => Covers(_issuedBefore, subject, issued);

    private static bool Covers(FrozenDictionary<string, DateTimeOffset> issuedBefore, string? subject, DateTimeOffset issued) =>
        subject is not null && issuedBefore.TryGetValue(subject, out var limit) && issued < limit;
}
