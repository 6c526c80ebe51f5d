using Cluster.Contracts;
using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>Extensions and reopenings as they are stored.</summary>
internal static class StoredAllowances
{
    public static readonly Codes<AllowanceKind> Kinds = new((AllowanceKind.Extension, "extension", "延期"), (AllowanceKind.Reopening, "reopening", "重新开放"));

    public const string Columns = "kind, organisation, period, reason, granted_by, granted_at, until";

    public const string RebuildSql = """
        insert into report_allowances (period, organisation, version, kind, reason, granted_by, granted_at, until)
        select body ->> 'period', body ->> 'organisation', version, body ->> 'kind', body ->> 'reason', body ->> 'by', written_at, (body ->> 'until')::date
        from log_events join log_writes on log_writes.id = write_id
        where aggregate ^@ 'coordination/report-allowances/'
        """;

    private const string OfSql = $"select {Columns} from report_allowances where organisation = any($1)";

    public static async Task<List<Allowance>> Of(string[] organisations, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OfSql, connection) { Parameters = { new() { Value = organisations } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Read(reader, cancellation);
    }

    public static async Task<List<Allowance>> Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var allowances = new List<Allowance>();
        while (await reader.ReadAsync(cancellation))
        {
            allowances.Add(Allowance.Stored(
                Kinds.Parse(reader.GetString(0)), reader.GetString(1), Period.Parse(reader.GetString(2)), reader.GetString(3), reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateOnly>(6)));
        }

        return allowances;
    }
}
