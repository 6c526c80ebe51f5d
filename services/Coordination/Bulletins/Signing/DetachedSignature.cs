using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Coordination.Bulletins.Signing;

/// <summary>A JWS whose payload is the file beside it (RFC 7515, appendix F): header, nothing, signature. ES256.</summary>
internal static class DetachedSignature
{
    private const string Algorithm = "ES256";

    public static string Of(byte[] file, SigningKey key)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject { ["alg"] = Algorithm, ["kid"] = key.KeyId }.ToJsonString()));
        using var signing = key.Open();
        var signature = signing.SignData(InputOf(header, file), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{header}..{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The key that it says it was made with; null where it is no such signature.</summary>
    public static string? KeyIdIn(string signature)
    {
        try
        {
            return signature.Split('.') is [var header, "", _]
                && JsonNode.Parse(Base64Url.DecodeFromChars(header)) is JsonObject members
                && members["alg"]?.GetValue<string>() == Algorithm
                ? members["kid"]?.GetValue<string>()
                : null;
        }
        catch (Exception failure) when (failure is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static bool IsValid(string signature, byte[] file, SigningKey key)
    {
        try
        {
            if (KeyIdIn(signature) != key.KeyId)
            {
                return false;
            }

            var parts = signature.Split('.');
            using var signing = key.Open();
            return signing.VerifyData(
                InputOf(parts[0], file), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] InputOf(string header, byte[] file) => Encoding.ASCII.GetBytes($"{header}.{Base64Url.EncodeToString(file)}");
}
