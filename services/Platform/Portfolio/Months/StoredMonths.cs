using Cluster.Contracts;
using Cluster.Portfolio.Curves;
using Npgsql;

namespace Cluster.Portfolio.Months;

/// <summary>
/// What the database has of the projects that a call is about: of each row the month itself, the last one before it and the first one after, and
/// the year's plan with its curve. Nothing further away can be contradicted without contradicting one of these.
/// </summary>
internal sealed class StoredMonths
{
    private const string NeighboursSql = """
        select w.project, n.month, n.year_to_date_wan, n.since_start_wan, n.variance, n.correction, n.as_of, n.progress, n.construction_wan,
               n.equipment_wan, n.other_costs_wan, n.in_place_wan, n.paid_wan
        from unnest($1, $2) as w (project, month)
        cross join lateral (
            (select m.* from project_months m where m.project = w.project and m.month <= w.month order by m.month desc limit 2)
            union all
            (select m.* from project_months m where m.project = w.project and m.month > w.month order by m.month limit 1)) as n
        """;

    private const string PlansSql = """
        select w.key, y.planned_wan, c.accepted_wan
        from unnest($1) as w (key) left join project_years y on y.key = w.key left join project_curves c on c.key = w.key
        """;

    private readonly ILookup<string, StoredMonth> _byProject;
    private readonly ILookup<string, DateOnly> _inCall;
    private readonly Dictionary<string, (decimal? PlannedWan, decimal[]? AcceptedWan)> _plans;

    private StoredMonths(
        ILookup<string, StoredMonth> byProject, ILookup<string, DateOnly> inCall, Dictionary<string, (decimal? PlannedWan, decimal[]? AcceptedWan)> plans) =>
        (_byProject, _inCall, _plans) = (byProject, inCall, plans);

    public static async Task<StoredMonths> Read(IReadOnlyList<ProjectMonth> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(NeighboursSql)
        {
            Parameters = { new() { Value = rows.Select(r => r.Project).ToArray() }, new() { Value = rows.Select(r => r.Month).ToArray() } },
        });
        batch.BatchCommands.Add(new(PlansSql) { Parameters = { new() { Value = rows.Select(PlanOf).Distinct().ToArray() } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var months = new HashSet<(string Project, StoredMonth Month)>();
        while (await reader.ReadAsync(cancellation))
        {
            months.Add((reader.GetString(0), new StoredMonth(
                reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(2), reader.GetFieldValue<decimal?>(3), Text(4), Text(5),
                reader.GetFieldValue<DateTimeOffset?>(6), Text(7), reader.GetFieldValue<decimal?>(8), reader.GetFieldValue<decimal?>(9),
                reader.GetFieldValue<decimal?>(10), reader.GetFieldValue<decimal?>(11), reader.GetFieldValue<decimal?>(12))));
        }

        await reader.NextResultAsync(cancellation);
        var plans = new Dictionary<string, (decimal? PlannedWan, decimal[]? AcceptedWan)>();
        while (await reader.ReadAsync(cancellation))
        {
            plans.Add(reader.GetString(0), (
                reader.GetFieldValue<decimal?>(1), ProjectCurve.Read(await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetFieldValue<string[]>(2))));
        }

        return new StoredMonths(months.ToLookup(m => m.Project, m => m.Month), rows.ToLookup(r => r.Project, r => r.Month), plans);

        string? Text(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
    }

    /// <summary>
    /// Keeps the words of values that are only said again; and all that was said of a month of which only its figure is said again, as a wide
    /// sheet says the months before its last.
    /// </summary>
    public ProjectMonth Continue(ProjectMonth row)
    {
        var same = _byProject[row.Project].FirstOrDefault(m => (m.Month, m.YearToDateWan) == (row.Month, row.YearToDateWan));
        return row.SaysOnlyItsFigure
            ? row with
            {
                SinceStartWan = same.SinceStartWan, ConstructionWan = same.ConstructionWan, EquipmentWan = same.EquipmentWan,
                OtherCostsWan = same.OtherCostsWan, InPlaceWan = same.InPlaceWan, PaidWan = same.PaidWan, Progress = same.Progress,
                Variance = same.Variance, Correction = same.Correction,
            }
            : same.SinceStartWan == row.SinceStartWan
                ? row with { Variance = row.Variance ?? same.Variance, Correction = row.Correction ?? same.Correction }
                : row;
    }

    public IEnumerable<StoredMonth> Of(string project) => _byProject[project];

    /// <summary>The newest month before the row's that the project has, or gets in this call; null for its first.</summary>
    public DateOnly? LastBefore(ProjectMonth row) =>
        _byProject[row.Project].Select(m => m.Month).Concat(_inCall[row.Project]).Where(m => m < row.Month).Select(m => (DateOnly?)m).Max();

    /// <summary>序时 of the row's project in the row's year.</summary>
    public Schedule ScheduleOf(ProjectMonth row, CitySchedule otherwise)
    {
        var (planned, accepted) = _plans.GetValueOrDefault(PlanOf(row));
        return Schedule.Of(planned, accepted, otherwise);
    }

    private static string PlanOf(ProjectMonth row) => Years.ProjectYear.KeyOf(row.Project, row.Month.Year);
}

/// <summary>A month as the database has it.</summary>
internal readonly record struct StoredMonth(
    DateOnly Month, decimal YearToDateWan, decimal? SinceStartWan, string? Variance, string? Correction, DateTimeOffset? AsOf, string? Progress,
    decimal? ConstructionWan, decimal? EquipmentWan, decimal? OtherCostsWan, decimal? InPlaceWan, decimal? PaidWan)
{
    public Period Period => Period.Of(Month, PeriodType.Month);
}
