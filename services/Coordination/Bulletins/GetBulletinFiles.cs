using Cluster.Coordination.Bulletins.Documents;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <summary>The files of a bulletin: of an issued one as they were given out, of a draft as they would be made of what was collected.</summary>
internal static class GetBulletinFiles
{
    public static void MapGetBulletinFiles(this RouteGroupBuilder bulletins, BulletinOptions options)
    {
        bulletins.MapGet("{key}/document", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string key, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            if (await GetBulletins.Find(context, key, connection, cancellation) is not var (bulletin, _))
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            return Results.Ok(BulletinFormats.DocumentOf(bulletin, await StoredBulletins.Content(connection, bulletin.Key, cancellation)));
        }).WithSummary("文字、表格和图，每个数带来源地址 Its words, tables and charts, each figure with the address of its rows").Produces<BulletinDocument>();

        bulletins.MapGet("{key}/files/{format}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string key, string format, string? asOf, CancellationToken cancellation) =>
        {
            if (!BulletinFormats.All.TryGetValue(format, out var kind))
            {
                return Problem.Of(BulletinRefusals.UnknownFormat, Refusal.Repeat(format)).With("allowed", BulletinFormats.All.Keys).AsResult();
            }

            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            if (await GetBulletins.Find(context, key, connection, cancellation) is not var (bulletin, _))
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            var bytes = await StoredBulletins.File(connection, bulletin.Key, format, cancellation);
            if (bytes is null && format == BulletinFormats.Signature)
            {
                return Problem.Of(BulletinRefusals.NotIssued, bulletin.Key).AsResult();
            }

            bytes ??= BulletinFormats.Make(format, bulletin, await StoredBulletins.Content(connection, bulletin.Key, cancellation), options);
            return Results.File(bytes, kind.Type, $"{bulletin.Key}.{kind.Ending}");
        }).WithSummary("下载：text、docx、pdf、json、signature Download by format").Produces<byte[]>(contentType: "application/octet-stream");
    }
}
