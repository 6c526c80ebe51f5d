using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Gateway.Identity;

/// <summary>The public keys of a client that signs its requests instead of sharing a secret (private_key_jwt, RFC 7523).</summary>
public static class ClientKeys
{
    private const int CountMax = 4;
    private const int RsaBitsMin = 2048;

    private static readonly string[] Curves = ["P-256", "P-384", "P-521"];
    private static readonly JsonSerializerOptions OnlyWhatIsSet = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A key set as it is stored: public members only, always written alike; null where one of the keys cannot be used.</summary>
    public static string? Read(JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Object
            || !given.TryGetProperty("keys", out var keys)
            || keys.ValueKind != JsonValueKind.Array
            || keys.GetArrayLength() is < 1 or > CountMax)
        {
            return null;
        }

        var read = keys.EnumerateArray().Select(ReadOne).ToList();
        return read.Contains(null) || read.DistinctBy(key => key!.Kid).Count() < read.Count
            ? null
            : JsonSerializer.Serialize(new { keys = read }, OnlyWhatIsSet);
    }

    private static PublicKey? ReadOne(JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Object || given.TryGetProperty("d", out _)) // a private key that was sent is nobody's secret any more
        {
            return null;
        }

        try
        {
            var key = new JsonWebKey(given.GetRawText());
            return key switch
            {
                { Kid: null or "" } => null,
                { Kty: JsonWebAlgorithmsKeyTypes.RSA, E: not null } when key.KeySize >= RsaBitsMin => new(key.Kty, key.Kid, key.N, key.E, null, null, null),
                { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, X: not null, Y: not null } when Curves.Contains(key.Crv) =>
                    new(key.Kty, key.Kid, null, null, key.Crv, key.X, key.Y),
                _ => null,
            };
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record PublicKey(
        [property: JsonPropertyName("kty")] string Kty,
        [property: JsonPropertyName("kid")] string Kid,
        [property: JsonPropertyName("n")] string? N,
        [property: JsonPropertyName("e")] string? E,
        [property: JsonPropertyName("crv")] string? Crv,
        [property: JsonPropertyName("x")] string? X,
        [property: JsonPropertyName("y")] string? Y);
}
