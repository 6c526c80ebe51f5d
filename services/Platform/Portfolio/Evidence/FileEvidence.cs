using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <summary>
/// A department files a photograph or a document of its project (佐证材料). The file, what is known of it and the event are written in one
/// transaction, or none of them. The same file again for the same purpose is unchanged, so a repeat needs no key.
/// </summary>
/// <param name="service">As in the address.</param>
internal sealed class FileEvidence(string service, EventLog log, PortfolioOptions options)
{
    private const string SameSql = $"""
        select {EvidenceView.Columns} from evidence e
        where e.project = $1 and e.sha256 = $2 and e.purpose = $3 and e.belongs_to is not distinct from $4 and e.withdrawn_at is null
        """;

    private const string CountSql = "select count(*) from evidence where project = $1 and withdrawn_at is null";

    private const string InsertSql = """
        insert into evidence (key, project, owner, name, type, size_bytes, sha256, purpose, belongs_to, filed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public async Task<IResult> Handle(HttpContext context, NpgsqlDataSource database, string name, CancellationToken cancellation)
    {
        var caller = context.Caller();
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            await OwnProject.Hold(name, caller, connection, cancellation); // before twenty megabytes are taken for nothing
        }

        await using var upload = await Upload.Take(context.Request, options.EvidenceBytesMax, cancellation);
        var type = await upload.DemandType(cancellation);
        var purpose = PurposeOf(upload.FieldOf(context.Request, "purpose"));
        var fileName = upload.DemandName(context.Request, type);
        var belongsTo = upload.FieldOf(context.Request, "belongsTo");

        await using var transaction = await log.Begin(caller, cancellation);
        var project = await OwnProject.Hold(name, caller, transaction.Connection, cancellation);
        var evidence = new EvidenceView(
            Guid.CreateVersion7(transaction.StartedAt), project.Key, caller.Organisation, fileName, FileTypes.Codes.Write(type), upload.SizeBytes,
            upload.Sha256, FiledEvidence.Purposes.Write(purpose),
            await Belonging.Find(purpose, belongsTo, project.Key, transaction.Connection, cancellation), transaction.StartedAt, null, null);
        var result = await FindSame(evidence, transaction.Connection, cancellation) is { } same
            ? new EvidenceResult(Outcome.Unchanged, same)
            : new EvidenceResult(Outcome.Created, await Write(evidence, upload.Content, transaction, cancellation));
        context.Response.Headers.ETag = result.Evidence.File.Tag;
        context.Response.Headers.Location = $"/api/{service}/projects/{Uri.EscapeDataString(project.Key)}/evidence/{result.Evidence.Key}";
        return Results.Json(result, statusCode: result.Outcome == Outcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>The project is held, so nobody files another of it in between.</summary>
    private async Task<EvidenceView> Write(EvidenceView evidence, Stream content, LogTransaction transaction, CancellationToken cancellation)
    {
        await using (var count = new NpgsqlCommand(CountSql, transaction.Connection) { Parameters = { new() { Value = evidence.Project } } })
        {
            if ((long)(await count.ExecuteScalarAsync(cancellation))! >= options.EvidencePerProjectMax)
            {
                throw new RefusedException(Problem.Of(EvidenceRefusals.TooMany, options.EvidencePerProjectMax)
                    .With("field", "file").With("limit", options.EvidencePerProjectMax));
            }
        }

        await using (var insert = new NpgsqlCommand(InsertSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = evidence.Key }, new() { Value = evidence.Project }, new() { Value = evidence.Owner }, new() { Value = evidence.Name },
                new() { Value = evidence.Type }, new() { Value = evidence.SizeBytes }, new() { Value = evidence.Sha256 },
                new() { Value = evidence.Purpose }, new NpgsqlParameter<string?> { TypedValue = evidence.BelongsTo }, new() { Value = evidence.FiledAt },
            },
        })
        {
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await EvidenceBytes.Write(evidence.Key, content, transaction.Connection, cancellation);
        transaction.Append(AggregateOf(service, evidence.Key), 1, new EvidenceFiled(
            $"{evidence.Key}", evidence.Owner, evidence.Project, evidence.Name, evidence.Type, evidence.SizeBytes, evidence.Sha256, evidence.Purpose,
            evidence.BelongsTo));
        await transaction.Commit(cancellation);
        return evidence;
    }

    public static string AggregateOf(string service, Guid key) => $"{service}/evidence/{key}";

    private static async Task<EvidenceView?> FindSame(EvidenceView evidence, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SameSql, connection)
        {
            Parameters =
            {
                new() { Value = evidence.Project }, new() { Value = evidence.Sha256 }, new() { Value = evidence.Purpose }, new NpgsqlParameter<string?> { TypedValue = evidence.BelongsTo },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return (await EvidenceView.Read(reader, cancellation)).FirstOrDefault();
    }

    private static EvidencePurpose PurposeOf(string? given) =>
        given is null ? throw RequestForm.Refuse(Fault.Of("purpose", IngestionRefusals.Required, "用途", "The purpose").Allowing(FiledEvidence.Purposes.All))
        : FiledEvidence.Purposes.TryParse(given, out var purpose) ? purpose
        : throw RequestForm.Refuse(Fault.Of("purpose", IngestionRefusals.NotAllowed, "用途", Refusal.Repeat(given), "The purpose").Allowing(FiledEvidence.Purposes.All));
}
