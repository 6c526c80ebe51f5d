using Cluster.Contracts;
using Cluster.Coordination.Plan;
using Cluster.Coordination.ReadModels;
using Npgsql;

namespace Cluster.Coordination.Overview;

/// <summary>A target of the plan with the newest value that a service measured, for the whole city.</summary>
/// <param name="Period">The day the value is true for.</param>
/// <param name="Met">Null while nothing was measured, or nothing can be compared.</param>
public sealed record IndicatorSummary(
    string Code, string Indicator, string IndicatorEn, string? Task, string? Comparison, decimal? Target, string? Unit, DateOnly? Due,
    decimal? Value, DateOnly? Period, BilingualSource? Source, bool? Met);

/// <summary>How targets stand, wherever that is shown: in the overview, and with the task that they belong to.</summary>
internal static class ReadIndicators
{
    /// <summary>Of targets g.</summary>
    public const string Selection = """
        select g.key, g.indicator, g.indicator_en, g.task, g.comparison, g.value, g.unit, g.due,
               v.value, v.period, v.source_zh, v.source_en
        from targets g
        left join indicator_values v on v.code = g.key and v.region = '150200'
        """;

    public static async Task<List<IndicatorSummary>> From(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var indicators = new List<IndicatorSummary>();
        while (await reader.ReadAsync(cancellation))
        {
            var comparison = reader.GetText(4);
            var target = reader.GetFieldValue<decimal?>(5);
            var value = reader.GetFieldValue<decimal?>(8);
            indicators.Add(new IndicatorSummary(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetText(3), comparison, target,
                reader.GetText(6), reader.GetFieldValue<DateOnly?>(7), value, reader.GetFieldValue<DateOnly?>(9),
                value is null ? null : new BilingualSource(reader.GetString(10), reader.GetString(11)),
                Target.IsMet(comparison is null ? null : Target.Comparisons.Parse(comparison), target, value)));
        }

        return indicators;
    }
}
