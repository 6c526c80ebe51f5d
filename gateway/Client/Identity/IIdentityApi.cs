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

    /// <summary>A second secret beside the first, so that a system changes over without a gap; the answer is the only place that shows it.</summary>
    /// <param name="clientId">Whose.</param>
    /// <param name="request">Until when it is good.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Post("/identity/clients/{clientId}/secrets")]
    Task<NewSecret> AddSecret(string clientId, [Body] SecretRequest request, CancellationToken cancellation = default);

    /// <summary>Takes a secret away, and the tokens that were given for it.</summary>
    [Delete("/identity/clients/{clientId}/secrets/{secretId}")]
    Task DeleteSecret(string clientId, Guid secretId, CancellationToken cancellation = default);

    /// <summary>The first three administrators and the office's first account, while nobody has one; later it makes none.</summary>
    [Post("/identity/users/first-administrators")]
    Task<FirstAdministrators> CreateFirstAdministrators(CancellationToken cancellation = default);
}

/// <summary>Who can sign in first.</summary>
/// <param name="Administrators">One for each of the three roles, and the office; empty where there are accounts already.</param>
public sealed record FirstAdministrators(IReadOnlyList<FirstAdministrator> Administrators);

/// <summary>An account that has just been made.</summary>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="Role">system-administrator, security-administrator, audit-administrator or office.</param>
/// <param name="OneTimePassword">To be changed at the first sign-in.</param>
public sealed record FirstAdministrator(string UserName, string Role, string OneTimePassword)
{
    /// <summary>Says who it is, without the password.</summary>
    public override string ToString() => $"{UserName} {Role}";
}

/// <summary>What a new secret shall be like.</summary>
/// <param name="ExpiresAt">Null for no end.</param>
public sealed record SecretRequest(DateTimeOffset? ExpiresAt = null);

/// <summary>A secret as it is shown once.</summary>
/// <param name="SecretId">Its name in the register.</param>
/// <param name="Secret">The secret itself.</param>
/// <param name="CreatedAt">Since when it is good.</param>
/// <param name="ExpiresAt">Until when; null for no end.</param>
public sealed record NewSecret(Guid SecretId, string Secret, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Says which it is, without the secret.</summary>
    public override string ToString() => SecretId.ToString();
}

/// <summary>Whose system it is and what it may do.</summary>
/// <param name="Organisation">Registered short name; null for an operator.</param>
/// <param name="Role">department, office, operator or reader.</param>
/// <param name="DisplayName">At most 100 characters.</param>
/// <param name="Secret">32 to 256 characters; kept as a hash only. Null leaves the secrets of a known client as they are.</param>
public sealed record ClientRegistration(string? Organisation, string Role, string? DisplayName, string? Secret)
{
    /// <summary>The kinds of data it may write, such as infrastructure.segments.write; null for all of its organisation.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Until when it may enter; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

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
