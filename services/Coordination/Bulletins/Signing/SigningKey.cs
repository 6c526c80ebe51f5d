using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Coordination.Bulletins.Signing;

/// <summary>
/// A key pair (P-256) that signs the files of bulletins. As the secrets of webhooks are, it is kept in the service's own database; each replica reads it
/// from there, and what it signed can be checked for as long as the row is there.
/// </summary>
/// <param name="KeyId">The thumbprint of the public half (RFC 7638).</param>
/// <param name="PrivateKey">PKCS #8.</param>
public sealed record SigningKey(string KeyId, DateTimeOffset CreatedAt, byte[] PrivateKey)
{
    public static SigningKey New(DateTimeOffset at)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(ThumbprintOf(key), at, key.ExportPkcs8PrivateKey());
    }

    /// <summary>The public half as a JWK.</summary>
    public PublicKey Public()
    {
        using var key = Open();
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new PublicKey("EC", "P-256", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y), KeyId, "ES256", "sig");
    }

    internal ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(PrivateKey, out _);
        return key;
    }

    private static string ThumbprintOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var members = new JsonObject
        {
            ["crv"] = "P-256", ["kty"] = "EC", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y),
        };
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members.ToJsonString())));
    }
}

/// <summary>A JWK (RFC 7517).</summary>
public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid, string Alg, string Use);
