using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>As whom the gateway knows a credential. Read from the token, which the services verify, not this client.</summary>
public sealed record SignedIn
{
    /// <summary>The credential's id.</summary>
    [JsonPropertyName("sub")]
    public required string ClientId { get; init; }

    /// <summary>Whose system it is; null for an operator.</summary>
    [JsonPropertyName("organisation")]
    public string? Organisation { get; init; }

    /// <summary>department, office, operator or reader.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>What the token allows, separated by blanks.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>When the token ends, in seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public long ExpiresAtUnixSeconds { get; init; }

    /// <summary>When the token ends; the client takes another by itself.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeSeconds(ExpiresAtUnixSeconds);

    internal static SignedIn By(string token) => token.Split('.') is [_, var claims, _]
        ? JsonSerializer.Deserialize<SignedIn>(Base64Url.DecodeFromChars(claims))!
        : throw new FormatException("The token is not a signed JSON Web Token.");
}
