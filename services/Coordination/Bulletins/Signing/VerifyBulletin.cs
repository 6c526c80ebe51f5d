using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Signing;

public sealed record PublicKeys(IReadOnlyList<PublicKey> Keys);

/// <summary>What is known of a file that says it is a bulletin.</summary>
/// <param name="IsValid">Whether every byte is as this service signed it.</param>
/// <param name="KeyId">The key that the signature names.</param>
/// <param name="State">Where the bulletin stands today: a true one may have been withdrawn or superseded since. Null of one that is not valid.</param>
public sealed record BulletinVerification(bool IsValid, string? KeyId, string? Key, string? Number, string? State, string? SupersededBy);

/// <summary>Whether a signed JSON that somebody has is one of ours, and still stands.</summary>
internal static class VerifyBulletin
{
    /// <summary>Carries the detached signature, as the file with the ending jws has it.</summary>
    public const string Header = "Bulletin-Signature";

    public static void MapVerifyBulletin(this RouteGroupBuilder bulletins)
    {
        bulletins.MapGet("signing-keys", async (NpgsqlDataSource database, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            return new PublicKeys([.. (await StoredKeys.All(connection, cancellation)).Select(k => k.Public())]);
        }).WithSummary("签名公钥 The public keys (JWK set)");

        bulletins.MapPost("verify", async (HttpContext context, NpgsqlDataSource database, CancellationToken cancellation) =>
        {
            using var file = new MemoryStream();
            await context.Request.Body.CopyToAsync(file, cancellation);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            return await Verify(file.ToArray(), context.Request.Headers[Header].ToString().Trim(), connection, cancellation);
        }).WithSummary($"核验签名：正文为 JSON 文件，签名在 {Header} 头 Verify a file: the body is the JSON, its signature is in the header").Accepts<JsonObject>("application/json");
    }

    public static async Task<BulletinVerification> Verify(byte[] file, string signature, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var keyId = DetachedSignature.KeyIdIn(signature);
        var key = (await StoredKeys.All(connection, cancellation)).Find(k => k.KeyId == keyId);
        if (key is null || !DetachedSignature.IsValid(signature, file, key))
        {
            return new BulletinVerification(false, keyId, Key: null, Number: null, State: null, SupersededBy: null);
        }

        using var json = JsonDocument.Parse(file);
        var bulletin = await StoredBulletins.Find(connection, json.RootElement.GetProperty("bulletin").GetProperty("key").GetString()!, cancellation);
        return new BulletinVerification(
            true, keyId, bulletin?.Key, bulletin?.Number, bulletin is null ? null : BulletinMoves.States.Write(bulletin.State), bulletin?.SupersededBy);
    }
}
