using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <summary>How far a resolution has come by the end of a quarter, as its lead reports it: like a task.</summary>
public sealed record ResolutionReport : Resource
{
    public required string Resolution { get; init; }

    public required Quarter Period { get; init; }

    /// <summary>0 to 100, cumulative.</summary>
    public required decimal ProgressPercent { get; init; }

    public required string Words { get; init; }

    public static string KeyOf(string resolution, Quarter period) => $"{resolution}.{period}";
}

/// <summary>The lead of a resolution, of a joint conference or between cities, reports on it every quarter.</summary>
public sealed class PushResolutionReports(TimeProvider time) : Push<ResolutionReport, ResolutionReported>(
    "coordination", "resolution-reports", [Resolution, Period, ProgressPercent, Words], [])
{
    private static readonly TextField Resolution = new("resolution", "议定事项", "The resolution", MaxLength: 80);
    private static readonly QuarterField Period = new("period", "报告期", "The period");
    private static readonly DecimalField ProgressPercent = new("progressPercent", "累计进度", "The cumulative progress", "%", 0m, 100m, 2);
    private static readonly TextField Words = new("words", "进展情况", "The words", MaxLength: 2_000, Lines: true);

    /// <summary>Held, so that nothing is finished or given to another unit meanwhile.</summary>
    private const string DecidedSql = """
        select number, lead, decided_on, state = 'done', entered_at from matters where number = any($1) and decided_on is not null order by number for share
        """;

    private const string AdoptedSql = "select key, lead, adopted_on from cooperation_resolutions where key = any($1)";

    public override ResolutionReport Build(Row row)
    {
        var report = new ResolutionReport
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Resolution = row.Get(Resolution),
            Period = row.Get(Period),
            ProgressPercent = row.Get(ProgressPercent),
            Words = row.Get(Words),
        };
        if (report.Period > Quarter.Of(time.Today()))
        {
            row.Refuse(Fault.Of(Period.Name, CoordinationRefusals.PeriodInFuture, report.Period));
        }

        return row.IsSound ? report with { Key = ResolutionReport.KeyOf(report.Resolution, report.Period) } : report;
    }

    public override ResolutionReported Describe(ResolutionReport resource) =>
        new(resource.Resolution, resource.Owner, resource.Period, resource.ProgressPercent, resource.Words);

    public override async Task<Func<ResolutionReport, IEnumerable<Fault>>> Check(
        IReadOnlyList<ResolutionReport> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var decided = await ReadDecided([.. rows.Select(r => r.Resolution).Distinct()], names, connection, cancellation);
        return row => decided.TryGetValue(row.Resolution, out var resolution)
            ? Faults(row, resolution)
            : [Fault.Of(Resolution.Name, MatterRefusals.UnknownResolution, Refusal.Repeat(row.Resolution))];
    }

    private static IEnumerable<Fault> Faults(ResolutionReport row, (string Lead, DateOnly Day, DateOnly? DoneOn) resolution)
    {
        if (resolution.Lead != row.Owner)
        {
            yield return Fault.Of(Resolution.Name, MatterRefusals.NotResolutionLead, row.Owner, row.Resolution).Allowing([resolution.Lead]);
        }
        else if (resolution.DoneOn is { } day)
        {
            yield return Fault.Of(Resolution.Name, MatterRefusals.ResolutionDone, row.Resolution, $"{day:yyyy-MM-dd}");
        }
        else if (row.Period < Quarter.Of(resolution.Day))
        {
            yield return Fault.Of(Period.Name, MatterRefusals.BeforeDecision, row.Resolution, $"{resolution.Day:yyyy-MM-dd}", row.Period);
        }
    }

    private static async Task<Dictionary<string, (string Lead, DateOnly Day, DateOnly? DoneOn)>> ReadDecided(
        string[] keys, OrganisationNames names, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { DecidedSql, AdoptedSql })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = keys } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var decided = new Dictionary<string, (string, DateOnly, DateOnly?)>();
        while (await reader.ReadAsync(cancellation))
        {
            decided.Add(reader.GetString(0), (
                reader.GetString(1), reader.GetFieldValue<DateOnly>(2),
                reader.GetBoolean(3) ? DateOnly.FromDateTime(reader.GetFieldValue<DateTimeOffset>(4).AtEdge().DateTime) : null));
        }

        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            decided.Add(reader.GetString(0), (names.Resolve(reader.GetString(1)), reader.GetFieldValue<DateOnly>(2), null));
        }

        return decided;
    }
}
