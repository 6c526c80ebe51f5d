using Cluster.Contracts.Cooperation;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Cooperation.Ports;

/// <summary>A department pushes port figures (口岸统计数据) as they were published.</summary>
public sealed class PushPortStatistics(TimeProvider time) : Push<PortStatistic, PortStatisticReported>(
    "cooperation", "port-statistics",
    [Key, Port, PeriodStart, PeriodEnd, Kind, Direction, Neighbour, Measure, Value, Unit], [YoyPct, Qualifier, Source])
{
    private const string HoldersSql = """
        select fact.ordinal, stored.key
        from unnest($1, $2, $3, $4, $5, $6)
            with ordinality as fact (port, period_start, period_end, direction, neighbour, measure, ordinal)
        join port_statistics as stored using (port, period_start, period_end, direction, neighbour, measure)
        """;

    private static readonly TextField Key = new("key", "数据编码", "The figure's key", MaxLength: 200);
    private static readonly TextField Port = new("port", "口岸", "The port", MaxLength: 60);
    private static readonly DateField PeriodStart = new("periodStart", "期间起始日", "The period's first day");
    private static readonly DateField PeriodEnd = new("periodEnd", "期间截止日", "The period's last day");
    private static readonly CodeField<PeriodKind> Kind = new("periodKind", "期间类别", "The kind of period", StatisticPeriod.Kinds);
    private static readonly CodeField<PortDirection> Direction = new("direction", "方向", "The direction", PortStatistic.Directions);
    private static readonly CodeField<Neighbour> Neighbour = new("neighbour", "邻国", "The neighbour", PortStatistic.Neighbours);
    private static readonly CodeField<PortMeasure> Measure = new("measure", "统计指标", "The measure", PortStatistic.Measures);
    private static readonly DecimalField Value = new("value", "数值", "The value", "", 0m, 100_000_000_000m, 4);
    private static readonly TextField Unit = new("unit", "计量单位", "The unit", MaxLength: 20);
    private static readonly DecimalField YoyPct = new("yoyPct", "同比", "The change on the year before", "%", -100m, 1_000_000m, 2);
    private static readonly TextField Qualifier = new("qualifier", "限定语", "The qualifier", MaxLength: 100);
    private static readonly TextField Source = new("source", "来源", "The source", MaxLength: 500);

    public override PortStatistic Build(Row row)
    {
        var statistic = new PortStatistic
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Port = row.Get(Port),
            PeriodStart = row.Get(PeriodStart),
            PeriodEnd = row.Get(PeriodEnd),
            PeriodKind = row.Get(Kind),
            Direction = row.Get(Direction),
            Neighbour = row.Get(Neighbour),
            Measure = row.Get(Measure),
            Value = row.Get(Value),
            Unit = row.Get(Unit),
            YoyPct = row.Find(YoyPct),
            Qualifier = row.Find(Qualifier),
            Source = row.Find(Source),
        };
        if (row.IsSound)
        {
            Judge(statistic, row);
        }

        return statistic;
    }

    public override PortStatisticReported Describe(PortStatistic resource) => new(
        resource.Key, resource.Owner, resource.Port, resource.PeriodStart, resource.PeriodEnd,
        StatisticPeriod.Kinds.Write(resource.PeriodKind), PortStatistic.Directions.Write(resource.Direction),
        PortStatistic.Neighbours.Write(resource.Neighbour), PortStatistic.Measures.Write(resource.Measure),
        resource.Value, resource.Unit, resource.YoyPct, resource.Qualifier, resource.Source);

    /// <summary>A fact has one key: the one it is stored under, and before it is stored no two rows may claim it.</summary>
    public override async Task<Func<PortStatistic, IEnumerable<Fault>>> Check(
        IReadOnlyList<PortStatistic> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var holders = await FindHolders(rows, connection, cancellation);
        var claims = rows.ToLookup(r => r.Fact, r => r.Key);
        return row =>
        {
            var other = holders.TryGetValue(row.Fact, out var holder)
                ? holder == row.Key ? null : holder
                : claims[row.Fact].FirstOrDefault(key => key != row.Key);
            return other is null ? [] : [Fault.Of(Key.Name, CooperationRefusals.SameFactUnderAnotherKey, other).Allowing([other])];
        };
    }

    private void Judge(PortStatistic statistic, Row row)
    {
        var rule = StatisticPeriod.Rules[statistic.PeriodKind];
        if (!rule.Fits(new StatisticPeriod(statistic.PeriodStart, statistic.PeriodEnd)))
        {
            row.Refuse(Fault.Of(
                Kind.Name, CooperationRefusals.PeriodDoesNotFitKind,
                $"{statistic.PeriodStart:yyyy-MM-dd}", $"{statistic.PeriodEnd:yyyy-MM-dd}",
                StatisticPeriod.Kinds.Write(statistic.PeriodKind), rule.Zh, rule.En));
        }

        if (statistic.PeriodEnd > time.Today())
        {
            row.Refuse(Fault.Of(PeriodEnd.Name, CooperationRefusals.PeriodInFuture, $"{statistic.PeriodEnd:yyyy-MM-dd}"));
        }

        var units = PortStatistic.Units[statistic.Measure];
        if (!units.Contains(statistic.Unit))
        {
            row.Refuse(Fault.Of(Unit.Name, CooperationRefusals.WrongUnit, statistic.Unit, PortStatistic.Measures.Write(statistic.Measure))
                .Allowing(units));
        }
    }

    private static async Task<Dictionary<PortFact, string>> FindHolders(
        IReadOnlyList<PortStatistic> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(HoldersSql, connection)
        {
            Parameters =
            {
                new() { Value = rows.Select(r => r.Port).ToArray() },
                new() { Value = rows.Select(r => r.PeriodStart).ToArray() },
                new() { Value = rows.Select(r => r.PeriodEnd).ToArray() },
                new() { Value = rows.Select(r => PortStatistic.Directions.Write(r.Direction)).ToArray() },
                new() { Value = rows.Select(r => PortStatistic.Neighbours.Write(r.Neighbour)).ToArray() },
                new() { Value = rows.Select(r => PortStatistic.Measures.Write(r.Measure)).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var holders = new Dictionary<PortFact, string>();
        while (await reader.ReadAsync(cancellation))
        {
            holders[rows[(int)reader.GetInt64(0) - 1].Fact] = reader.GetString(1);
        }

        return holders;
    }
}
