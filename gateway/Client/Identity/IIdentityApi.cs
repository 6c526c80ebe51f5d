using Refit;

namespace Cluster.Client;

/// <summary>The register of credentials (接入凭证); role operator.</summary>
public interface IIdentityApi
{
    /// <summary>Registers a system or changes its registration; the same twice changes nothing.</summary>
    /// <param name="clientId">3 to 100 lower-case letters, digits, hyphens, dots and underscores.</param>
    /// <param name="registration">Whose it is and what it may do.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Put("/identity/clients/{clientId}")]
    Task<RegisteredClient> PutClient(string clientId, [Body] ClientRegistration registration, CancellationToken cancellation = default);

    /// <summary>Who is registered, in the order of the ids; never with a secret.</summary>
    [Get("/identity/clients")]
    Task<Page<RegisteredClient>> ListClients(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Revokes a registration and its tokens.</summary>
    [Delete("/identity/clients/{clientId}")]
    Task DeleteClient(string clientId, CancellationToken cancellation = default);
}

/// <summary>Whose system it is and what it may do.</summary>
/// <param name="Organisation">Registered short name; null for an operator.</param>
/// <param name="Role">department, office, operator or reader.</param>
/// <param name="DisplayName">At most 100 characters.</param>
/// <param name="Secret">32 to 256 characters; kept as a hash only.</param>
public sealed record ClientRegistration(string? Organisation, string Role, string? DisplayName, string Secret)
{
    /// <summary>Says whose it is, without the secret.</summary>
    public override string ToString() => $"{Role} {Organisation}";
}

/// <summary>A registered system.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Organisation">Registered short name; null for an operator.</param>
/// <param name="Role">department, office, operator or reader.</param>
/// <param name="DisplayName">A name for people.</param>
/// <param name="Outcome">What the registration changed; null in a list.</param>
public sealed record RegisteredClient(string ClientId, string? Organisation, string Role, string? DisplayName, Outcome? Outcome);
