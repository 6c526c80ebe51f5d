using System.Security.Cryptography;
using System.Text;
using Cluster.Coordination.Bulletins.Signing;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <summary>Whether an issued bulletin, made again from what is stored, comes out as it was given out.</summary>
/// <param name="IsEqual">The JSON and the text are the same bytes, and the signature fits the JSON.</param>
public sealed record BulletinRebuild(string Key, string Number, bool IsEqual, bool IsSignatureValid, IReadOnlyList<RebuiltFile> Files);

/// <param name="IsEqual">Byte for byte; null where one of the two is not there.</param>
/// <param name="GivenOut">SHA-256 of what was kept on the day of issue; null where none was.</param>
/// <param name="Rebuilt">SHA-256 of what is made today; null where it cannot be made.</param>
/// <param name="Code">Why it cannot be made.</param>
public sealed record RebuiltFile(string Format, bool? IsEqual, string? GivenOut, string? Rebuilt, string? Code);

/// <summary>A bulletin is made again of its figures, its template and its number (重建核对), and compared with the files that were kept.</summary>
internal static class RebuildBulletin
{
    /// <summary>DOCX and PDF depend on the libraries and fonts of the day too; they are compared and decide nothing.</summary>
    private static readonly string[] Deciding = [BulletinFormats.Json, BulletinFormats.Text];

    public static void MapRebuildBulletin(this RouteGroupBuilder bulletins, BulletinOptions options) =>
        bulletins.MapGet("{key}/rebuild", async (HttpContext context, NpgsqlDataSource database, string key, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            if (await GetBulletins.Find(context, key, AsOfConnection.Now(connection), cancellation) is not var (bulletin, _))
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            return bulletin.Number is { } number
                ? Results.Ok(await Rebuild(bulletin, number, options, connection, cancellation))
                : Problem.Of(BulletinRefusals.NotIssued, bulletin.Key).AsResult();
        }).WithSummary("重建并与印发时逐字节核对 Make it again and compare it byte for byte").Produces<BulletinRebuild>();

    private static async Task<BulletinRebuild> Rebuild(
        Bulletin bulletin, string number, BulletinOptions options, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var stored = AsOfConnection.Now(connection);
        var content = await StoredBulletins.Content(stored, bulletin.Key, cancellation);
        var files = new List<RebuiltFile>();
        foreach (var format in BulletinFormats.All.Keys.Where(f => f != BulletinFormats.Signature))
        {
            files.Add(Compare(format, await StoredBulletins.File(stored, bulletin.Key, format, cancellation), bulletin, content, options));
        }

        var (json, signature) = (
            await StoredBulletins.File(stored, bulletin.Key, BulletinFormats.Json, cancellation),
            await StoredBulletins.File(stored, bulletin.Key, BulletinFormats.Signature, cancellation));
        var isSigned = json is not null && signature is not null
            && (await VerifyBulletin.Verify(json, Encoding.ASCII.GetString(signature), connection, cancellation)).IsValid;
        return new BulletinRebuild(
            bulletin.Key, number, isSigned && files.Where(f => Deciding.Contains(f.Format)).All(f => f.IsEqual == true), isSigned, files);
    }

    private static RebuiltFile Compare(string format, byte[]? givenOut, Bulletin bulletin, BulletinContent content, BulletinOptions options)
    {
        try
        {
            var rebuilt = BulletinFormats.Make(format, bulletin, content, options);
            return new RebuiltFile(format, givenOut?.AsSpan().SequenceEqual(rebuilt), DigestOf(givenOut), DigestOf(rebuilt), Code: null);
        }
        catch (RefusedException refused)
        {
            return new RebuiltFile(format, IsEqual: null, DigestOf(givenOut), Rebuilt: null, refused.Problem.Extensions["code"] as string);
        }
    }

    private static string? DigestOf(byte[]? bytes) => bytes is null ? null : Convert.ToHexStringLower(SHA256.HashData(bytes));
}
