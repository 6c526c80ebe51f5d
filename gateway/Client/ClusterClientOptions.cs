namespace Cluster.Client;

/// <summary>Where the gateway is, who is asking, and how long to insist.</summary>
public sealed record ClusterClientOptions
{
    /// <summary>Base address of the gateway, such as http://localhost:8080.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>The credential's id, as registered at <c>/identity/clients</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The credential's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>How often a call is sent again when the gateway or a service does not answer or asks to come back later.</summary>
    public int RetriesMax { get; init; } = 4;

    /// <summary>The wait before the first repeat; it doubles with each one, unless the answer says when to come back.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Says who asks, without the secret.</summary>
    public override string ToString() => $"{ClientId} at {Gateway}";
}
