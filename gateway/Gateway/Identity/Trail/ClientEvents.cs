namespace Cluster.Gateway.Identity.Trail;

// What can happen to a system's credential (凭证事件).

/// <summary>A registration is so from now on; with what it was before, where it was changed.</summary>
/// <param name="Keys">Public keys; null for a client with secrets.</param>
/// <param name="SecretReplaced">All secrets were replaced by one.</param>
public sealed record ClientRegistered(
    string? Organisation, string Role, string? DisplayName, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string? Keys, string? Site,
    bool SecretReplaced)
{
    public static ClientRegistered Of(Client client, bool secretReplaced) => new(
        client.Organisation, client.Role, client.DisplayName, client.KindList, client.ExpiresAt, client.Keys, client.Site, secretReplaced);
}

public sealed record ClientRevoked(string ClientId);

public sealed record SecretAdded(Guid SecretId, DateTimeOffset? ExpiresAt);

public sealed record SecretRemoved(Guid SecretId);

/// <summary>A token was given: what a sign-in is to a system. Told once a minute at most.</summary>
/// <param name="SecretId">The secret that was shown; null for one that signs.</param>
public sealed record ClientSignedIn(Guid? SecretId, IReadOnlyList<string> Scopes);

/// <summary>No token was given, as the client is unknown, revoked or has shown a wrong secret. Told once a minute at most for an address.</summary>
/// <param name="Error">RFC 6749, 5.2.</param>
public sealed record TokenRefused(string Error);

/// <summary>How often a push is expected; null to learn it.</summary>
public sealed record CadenceSet(string Resource, long? EverySeconds);
