using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The periods of the plans that tasks are of. A task of a ledger that says no plan has none, and nothing is outside of it.</summary>
internal sealed class PlanPeriods
{
    private const string Sql = """
        select t.key, p.period_start, p.period_end from tasks t join themes h on h.key = t.theme join plans p on p.key = h.plan where t.key = any($1)
        """;

    private readonly Dictionary<string, (DateOnly First, DateOnly Last)> _periods = [];

    private PlanPeriods()
    {
    }

    public static async Task<PlanPeriods> Read(string[] tasks, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = tasks } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var periods = new PlanPeriods();
        while (await reader.ReadAsync(cancellation))
        {
            periods._periods.Add(reader.GetString(0), (reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly>(2)));
        }

        return periods;
    }

    public DateOnly? LastDayOf(string task) => _periods.TryGetValue(task, out var period) ? period.Last : null;

    /// <summary>The same as a sequence of at most one.</summary>
    public IEnumerable<Fault> FaultsOf(string field, string? task, DateOnly first, DateOnly last, string said) =>
        FaultOf(field, task, first, last, said) is { } outside ? [outside] : [];

    /// <param name="said">As the sender wrote it: a day, a quarter, a year.</param>
    /// <returns>Null where some of it lies in the period.</returns>
    public Fault? FaultOf(string field, string? task, DateOnly first, DateOnly last, string said) =>
        task is not null && _periods.TryGetValue(task, out var period) && (last < period.First || first > period.Last)
            ? Fault.Of(field, PlanRefusals.OutsidePeriod, said, $"{period.First:yyyy-MM-dd}", $"{period.Last:yyyy-MM-dd}")
                .Allowing([$"{period.First:yyyy-MM-dd} … {period.Last:yyyy-MM-dd}"])
            : null;
}
