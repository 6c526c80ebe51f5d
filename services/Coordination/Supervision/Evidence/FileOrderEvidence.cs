using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Evidence;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision.Evidence;

/// <param name="Outcome">created, or unchanged where the order had the same file.</param>
public sealed record OrderEvidenceResult(Outcome Outcome, OrderEvidenceView Evidence);

/// <summary>
/// The lead files what its feedback will name (上传佐证材料), under the same limits as a project's evidence and as long as it owes feedback. The same file
/// again is unchanged.
/// </summary>
internal static class FileOrderEvidence
{
    /// <summary>Files of an order.</summary>
    public const int CountMax = 100;

    private const string SameSql = $"select {OrderEvidence.Columns} from order_evidence e where e.number = $1 and e.sha256 = $2";

    private const string CountSql = "select count(*) from order_evidence where number = $1";

    private const string InsertSql = """
        insert into order_evidence (key, number, owner, name, type, size_bytes, sha256, filed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public static async Task<IResult> Handle(
        HttpContext context, EventLog log, NpgsqlDataSource database, PortfolioOptions options, string number, CancellationToken cancellation)
    {
        var caller = context.Caller();
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            await Own(number, caller, connection, cancellation); // before twenty megabytes are taken for nothing
        }

        await using var upload = await Upload.Take(context.Request, options.EvidenceBytesMax, cancellation);
        var type = await upload.DemandType(cancellation);
        var name = upload.DemandName(context.Request, type);

        await using var transaction = await log.Begin(caller, cancellation);
        var order = await Own(number, caller, transaction.Connection, cancellation);
        var evidence = new OrderEvidence
        {
            Key = Guid.CreateVersion7(transaction.StartedAt), Number = order.Number, Owner = caller.Organisation, Name = name, Type = type,
            SizeBytes = upload.SizeBytes, Sha256 = upload.Sha256, FiledAt = InstantField.Kept(transaction.StartedAt),
        };
        var result = await FindSame(evidence, transaction.Connection, cancellation) is { } same
            ? new OrderEvidenceResult(Outcome.Unchanged, OrderEvidenceView.Of(same))
            : new OrderEvidenceResult(Outcome.Created, OrderEvidenceView.Of(await Write(evidence, order, upload.Content, transaction, cancellation)));
        context.Response.Headers.ETag = evidence.File.Tag;
        context.Response.Headers.Location = $"/api/coordination/{OrderEndpoints.Name}/{order.Number}/evidence/{result.Evidence.Key}";
        return Results.Json(result, statusCode: result.Outcome == Outcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Held until the end of the transaction; where there is none it is only a look. To whom it does not concern it is not there.</summary>
    private static async Task<SupervisionOrder> Own(string number, Caller caller, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await StoredOrders.Hold(connection, number, cancellation) is not var (order, _) || !order.Concerned.Contains(caller.Organisation))
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        if (order.Lead != caller.Organisation)
        {
            throw new RefusedException(Problem.Of(OrderRefusals.NotLead, order.Number, caller.Organisation));
        }

        return OrderMoves.Take(order.State, OrderCommand.Feedback).Refusal is { } refusal
            ? throw new RefusedException(Problem.Of(refusal, order.Number, order.EnteredBy, $"{order.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"))
            : order;
    }

    /// <summary>The order is held, so nobody files another of it in between.</summary>
    private static async Task<OrderEvidence> Write(
        OrderEvidence evidence, SupervisionOrder order, Stream content, LogTransaction transaction, CancellationToken cancellation)
    {
        await using (var count = new NpgsqlCommand(CountSql, transaction.Connection) { Parameters = { new() { Value = order.Number } } })
        {
            if ((long)(await count.ExecuteScalarAsync(cancellation))! >= CountMax)
            {
                throw new RefusedException(Problem.Of(OrderRefusals.EvidenceTooMany, order.Number, CountMax).With("field", "file").With("limit", CountMax));
            }
        }

        await using (var insert = new NpgsqlCommand(InsertSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = evidence.Key }, new() { Value = evidence.Number }, new() { Value = evidence.Owner }, new() { Value = evidence.Name },
                new() { Value = evidence.File.Type }, new() { Value = evidence.SizeBytes }, new() { Value = evidence.Sha256 }, new() { Value = evidence.FiledAt },
            },
        })
        {
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await EvidenceBytes.Write(evidence.Key, content, transaction.Connection, cancellation);
        transaction.Append(
            evidence.Aggregate, 1,
            new OrderEvidenceFiled(
                $"{evidence.Key}", evidence.Number, evidence.Owner, evidence.Name, evidence.File.Type, evidence.SizeBytes, evidence.Sha256),
            concerns: order.Concerned);
        await transaction.Commit(cancellation);
        return evidence;
    }

    private static async Task<OrderEvidence?> FindSame(OrderEvidence evidence, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SameSql, connection) { Parameters = { new() { Value = evidence.Number }, new() { Value = evidence.Sha256 } } };
        return (await OrderEvidence.Read(command, cancellation)).FirstOrDefault();
    }
}
