namespace Cluster.Client;

/// <summary>Where the gateway is, who is asking, and how long to insist.</summary>
public sealed record ClusterClientOptions
{
    /// <summary>Base address of the gateway, such as http://localhost:8080.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>The credential's id, as registered at <c>/identity/clients</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The credential's secret; null where it signs with <see cref="ClientKey"/>.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The private key of a credential that shares no secret (<c>private_key_jwt</c>).</summary>
    public ClientKey? ClientKey { get; init; }

    /// <summary>How often a call is sent again when the gateway or a service does not answer or asks to come back later.</summary>
    public int RetriesMax { get; init; } = 4;

    /// <summary>The wait before the first repeat; it doubles with each one, unless the answer says when to come back.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Says who asks, without the secret.</summary>
    public override string ToString() => $"{ClientId} at {Gateway}";
}

/// <summary>The private key that a credential signs with; its public half is registered under the same id.</summary>
/// <param name="KeyId">The <c>kid</c> it was registered under.</param>
/// <param name="Pem">RSA of at least 2,048 bits, or P-256, P-384 or P-521; PKCS#8, PKCS#1 or SEC 1.</param>
public sealed record ClientKey(string KeyId, string Pem)
{
    /// <summary>Says which it is, without the key.</summary>
    public override string ToString() => KeyId;
}
