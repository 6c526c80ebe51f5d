using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>
/// What was told of a project's money beside the project itself. Months and years are held against the total when they come; here the total is held
/// against them when it is the one that moves.
/// </summary>
/// <param name="InvestedWan">The highest cumulative value of its months.</param>
/// <param name="SinceStartWan">The highest of 自开工累计 alone: what the year saw is not all.</param>
/// <param name="PlannedWan">The highest plan of a year.</param>
internal sealed record SpentSoFar(decimal? InvestedWan, decimal? SinceStartWan, decimal? PlannedWan)
{
    private const int Whole = 100;

    private const string ReadSql = """
        select w.key, m.invested, m.since_start, y.planned
        from unnest($1) as w (key)
        cross join lateral (
            select max(coalesce(since_start_wan, year_to_date_wan)) as invested, max(since_start_wan) as since_start
            from project_months where project = w.key) m
        cross join lateral (select max(planned_wan) as planned from project_years where project = w.key) y
        """;

    /// <summary>One statement for all, and only for those of whom it is asked: most rows move neither their total nor to their completion.</summary>
    public static async Task<Dictionary<string, SpentSoFar>> Read(IEnumerable<Project> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var asked = rows.Where(r => IsLowered(r) || r.Stage == ProjectStage.Completed).Select(r => r.Stored?.Key).OfType<string>().Distinct().ToArray();
        var spent = new Dictionary<string, SpentSoFar>();
        if (asked.Length == 0)
        {
            return spent;
        }

        await using var command = new NpgsqlCommand(ReadSql, connection) { Parameters = { new() { Value = asked } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            spent.Add(reader.GetString(0), new SpentSoFar(
                reader.GetFieldValue<decimal?>(1), reader.GetFieldValue<decimal?>(2), reader.GetFieldValue<decimal?>(3)));
        }

        return spent;
    }

    /// <summary>A total that goes below what was invested or planned is refused; one that only gets nearer to them again is no worse than before.</summary>
    public static IEnumerable<Fault> FaultsOf(Project row)
    {
        if (row.Spent is not { } spent || !IsLowered(row) || row.AsOf < row.Stored!.AsOf)
        {
            yield break;
        }

        var field = row.AdjustedTotalWan is null && row.Stored.AdjustedTotalWan is null ? "totalWan" : "adjustedTotalWan";
        if (spent.InvestedWan > row.LimitWan)
        {
            yield return Fault.Of(field, PortfolioRefusals.TotalBelowInvested, row.LimitWan, spent.InvestedWan);
        }

        if (spent.PlannedWan > row.LimitWan)
        {
            yield return Fault.Of(field, PortfolioRefusals.TotalBelowPlanned, row.LimitWan, spent.PlannedWan);
        }
    }

    /// <summary>竣工 needs a cumulative near the total (government standards §3.2). Settlements come late and under the estimate, so it is a doubt.</summary>
    public static RowNote? DoubtOf(Project row, decimal percentFrom) =>
        row is { Stage: ProjectStage.Completed, LimitWan: > 0 and var total, Spent.SinceStartWan: { } invested } && invested * Whole < percentFrom * total
            ? RowNote.Doubt(
                Fault.Of("stage", PortfolioRefusals.CompletedFarFromTotal, invested, total, Math.Round(invested * Whole / total, 1, MidpointRounding.AwayFromZero)),
                StageGates.Codes.Write(row.Stage))
            : null;

    private static bool IsLowered(Project row) => row.Stored is { } stored && row.LimitWan < (stored.LimitWan ?? decimal.MaxValue);
}
