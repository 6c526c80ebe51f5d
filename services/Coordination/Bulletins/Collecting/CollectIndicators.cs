using Cluster.Contracts;
using Cluster.Coordination.Overview;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>The plan's targets as the overview shows them, each value with its day.</summary>
internal static class CollectIndicators
{
    /// <summary>Without those of a plan that begins after the quarter.</summary>
    private const string Sql = $"""
        {ReadIndicators.Selection}
        where not exists (
            select from tasks t join themes th on th.key = t.theme join plans p on p.key = th.plan
            where t.key = g.task and p.period_start > $1)
        order by g.key
        """;

    public static async Task<IndicatorFigures> Read(Quarter quarter, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = quarter.LastDay } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = (await ReadIndicators.From(reader, cancellation))
            .ConvertAll(i => new IndicatorFigure(i.Code, i.Indicator, i.Task, i.Comparison, i.Target, i.Unit, i.Value, i.Period, i.Met));
        return new IndicatorFigures(
            "/api/coordination/overview", items.Count, items.Count(i => i.Met == true), items.Count(i => i.Met == false), items.Count(i => i.Met is null), items);
    }
}
