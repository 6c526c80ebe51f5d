using Cluster.Coordination.ReadModels;
using Cluster.Ingestion.Past;
using Cluster.Portfolio.Evidence;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Supervision.Evidence;

/// <summary>What is known of a file of an order.</summary>
/// <param name="Key">As a feedback names it.</param>
/// <param name="Type">Media type, as its content has it.</param>
/// <param name="Sha256">Of its bytes; 64 hexadecimal digits, lower case. Also its ETag.</param>
public sealed record OrderEvidenceView(Guid Key, string Owner, string Name, string Type, long SizeBytes, string Sha256, DateTimeOffset FiledAt)
{
    internal static OrderEvidenceView Of(OrderEvidence evidence) => new(
        evidence.Key, evidence.Owner, evidence.Name, evidence.File.Type, evidence.SizeBytes, evidence.Sha256, evidence.FiledAt);
}

/// <summary>The files of an order, for whoever sees the order.</summary>
internal static class GetOrderEvidence
{
    private const string ListSql = $"select {OrderEvidence.Columns} from order_evidence e where e.number = $1 order by e.filed_at, e.key";

    private const string OneSql = $"""
        select {OrderEvidence.Columns} from order_evidence e join supervision_orders o using (number)
        where {GetOrders.SeenSql} and e.number = $2 and e.key = $3
        """;

    private const string UnknownSql = """
        select given from unnest($2) with ordinality as asked (given, place)
        where not exists (select from order_evidence e where e.number = $1 and e.key::text = given)
        order by place
        """;

    public static async Task<List<OrderEvidenceView>> Of(string number, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(ListSql);
        command.Parameters.Add(new() { Value = number });
        return (await OrderEvidence.Read(command, cancellation)).ConvertAll(OrderEvidenceView.Of);
    }

    /// <returns>Keys that are of no evidence of this order.</returns>
    public static async Task<List<string>> Unknown(string number, string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(UnknownSql, connection) { Parameters = { new() { Value = number }, new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var unknown = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            unknown.Add(reader.GetString(0));
        }

        return unknown;
    }

    public static async Task<IResult> Download(HttpContext context, string number, Guid key, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(OneSql);
        command.Parameters.Add(SqlText.Of(context.User.SeesOnly()));
        command.Parameters.Add(new() { Value = SqlText.Asked(number) });
        command.Parameters.Add(new() { Value = key });
        return await OrderEvidence.Read(command, cancellation) is [var found]
            ? await EvidenceBytes.Send(context, found.File, database, cancellation)
            : Problem.Of(Refusals.NotFound).AsResult();
    }
}
