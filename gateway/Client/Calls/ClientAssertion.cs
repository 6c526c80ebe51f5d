using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cluster.Client.Calls;

/// <summary>What a credential without a shared secret proves itself with (RFC 7523): a statement that only its key can sign.</summary>
internal static class ClientAssertion
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public static string Of(string clientId, ClientKey key, string issuer, DateTimeOffset now)
    {
        using var signer = Signer.Of(key);
        var header = new { alg = signer.Algorithm, kid = key.KeyId, typ = "client-authentication+jwt" };
        var claims = new
        {
            iss = clientId, sub = clientId, aud = issuer, jti = Guid.NewGuid().ToString(),
            iat = now.ToUnixTimeSeconds(), exp = (now + Lifetime).ToUnixTimeSeconds(),
        };
        var statement = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{statement}.{Base64Url.EncodeToString(signer.Sign(Encoding.ASCII.GetBytes(statement)))}";
    }

    private static string Encoded<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    /// <summary>The two kinds of keys that can be registered.</summary>
    private sealed record Signer(string Algorithm, Func<byte[], byte[]> Sign, IDisposable Key) : IDisposable
    {
        public static Signer Of(ClientKey key)
        {
            var rsa = RSA.Create();
            try
            {
                rsa.ImportFromPem(key.Pem);
                return new Signer("RS256", data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), rsa);
            }
            catch (Exception notRsa) when (notRsa is CryptographicException or ArgumentException)
            {
                rsa.Dispose();
                return OfCurve(key.Pem);
            }
        }

        public void Dispose() => Key.Dispose();

        private static Signer OfCurve(string pem)
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            var (algorithm, hash) = curve.KeySize switch
            {
                256 => ("ES256", HashAlgorithmName.SHA256),
                384 => ("ES384", HashAlgorithmName.SHA384),
                _ => ("ES512", HashAlgorithmName.SHA512),
            };
            return new Signer(algorithm, data => curve.SignData(data, hash), curve);
        }
    }
}
