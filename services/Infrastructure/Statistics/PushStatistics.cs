using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Infrastructure.Statistics;

/// <summary>
/// A department reports one statistic (统计数据) by region and period. Period, kind and unit are judged here against what the statistic means; a
/// subclass says which figures it has.
/// </summary>
public abstract class PushStatistics<T, TEvent>(TimeProvider time, string name, Meaning meaning, IReadOnlyList<Field> required, IReadOnlyList<Field> optional)
    : Push<T, TEvent>(
        "infrastructure", name,
        [meaning.Region, StatisticFields.Period, StatisticFields.Kind, .. required, .. meaning.Unit is null ? Array.Empty<Field>() : [StatisticFields.Unit]],
        [.. optional, StatisticFields.Note, StatisticFields.Demonstration])
    where T : Statistic
    where TEvent : StatisticReported
{
    private readonly Meaning _meaning = meaning;

    public sealed override T Build(Row row)
    {
        var statistic = BuildOwn(row) with
        {
            Region = row.Get(_meaning.Region),
            Period = row.Get(StatisticFields.Period),
            Kind = row.Get(StatisticFields.Kind),
            Unit = _meaning.Unit is null ? null : row.Get(StatisticFields.Unit),
            Note = row.Find(StatisticFields.Note),
            Demonstration = row.Find(StatisticFields.Demonstration) ?? false,
        };
        if (!row.IsSound)
        {
            return statistic;
        }

        FaultsOf(statistic).ForEach(row.Refuse);
        return InUnit(statistic) with { Key = KeyOf(statistic) };
    }

    public sealed override TEvent Describe(T resource) => DescribeOwn(resource) with
    {
        Key = resource.Key, Owner = resource.Owner, Region = resource.Region, Period = resource.Period, Kind = PeriodWords.Kinds.Write(resource.Kind),
        Unit = resource.Unit, Note = resource.Note, Demonstration = resource.Demonstration,
    };

    /// <summary>The owner, and the figures that only this statistic has; what is wrong between them is refused.</summary>
    protected abstract T BuildOwn(Row row);

    /// <summary>The figures that only this statistic tells.</summary>
    protected abstract TEvent DescribeOwn(T statistic);

    /// <summary>Its amounts, each in another unit; a statistic of plain counts has none.</summary>
    protected virtual T Converted(T statistic, Func<decimal?, decimal?> convert) => statistic;

    /// <summary>What the figure is of, in the order in which one would ask.</summary>
    protected virtual string KeyOf(T statistic) => $"{statistic.Region}.{statistic.Period}";

    private List<Fault> FaultsOf(T statistic)
    {
        var faults = new List<Fault>();
        if (statistic.Period.FirstDay > time.Today())
        {
            faults.Add(Fault.Of(StatisticFields.Period.Name, InfrastructureRefusals.PeriodInFuture, statistic.Period));
        }

        if (!_meaning.PeriodTypes.Contains(statistic.Period.Type))
        {
            var wanted = _meaning.PeriodTypes.Select(PeriodWords.Types.WordOf).ToList();
            var given = PeriodWords.Types.WordOf(statistic.Period.Type);
            faults.Add(Fault.Of(
                StatisticFields.Period.Name, InfrastructureRefusals.WrongPeriodType, string.Join('、', wanted.Select(w => w.Zh)), statistic.Period, given.Zh,
                string.Join(" or ", wanted.Select(w => w.Code)), given.Code).Allowing([.. wanted.Select(w => w.Code)]));
        }

        if (statistic.Kind != _meaning.Kind)
        {
            var (wanted, given) = (PeriodWords.Kinds.WordOf(_meaning.Kind), PeriodWords.Kinds.WordOf(statistic.Kind));
            faults.Add(Fault.Of(StatisticFields.Kind.Name, InfrastructureRefusals.WrongKind, wanted.Zh, given.Zh, wanted.Code, given.Code).Allowing([wanted.Code]));
        }

        if (statistic.Unit is { } unit && Units.Factor(unit, _meaning.Unit!) is null)
        {
            faults.Add(Fault.Of(StatisticFields.Unit.Name, InfrastructureRefusals.UnitNotConvertible, _meaning.Unit, Refusal.Repeat(unit))
                .Allowing([.. Units.ConvertibleTo(_meaning.Unit!)]));
        }

        return faults;
    }

    private T InUnit(T statistic)
    {
        if (statistic.Unit is not { } stated || stated == _meaning.Unit || Units.Factor(stated, _meaning.Unit!) is not { } factor)
        {
            return statistic;
        }

        var converted = Converted(statistic, amount => amount is { } some ? Units.Convert(some, stated, _meaning.Unit!) : null) with { Unit = _meaning.Unit };
        return factor == 1 // another name of the same unit
            ? converted
            : converted.Noting(new RowNote(StatisticFields.Unit.Name, "unit-converted", stated, _meaning.Unit!));
    }
}

/// <summary>The fields that every statistic has.</summary>
internal static class StatisticFields
{
    public static readonly PeriodField Period = new("period", "期间", "The period");
    public static readonly CodeField<MeasureKind> Kind = new("kind", "数据性质", "The kind", PeriodWords.Kinds);
    public static readonly UnitField Unit = new("unit", "计量单位", "The unit");
    public static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);
    public static readonly FlagField Demonstration = new("demonstration", "演示数据", "The demonstration flag");

    /// <summary>An amount in the unit that the row states; there is nothing of which there is less than nothing.</summary>
    public static DecimalField Amount(string name, string zh, string en) => new(name, zh, en, "", 0m, 100_000_000_000m, 6);

    public static DecimalField Share(string name, string zh, string en) => new(name, zh, en, "%", 0m, 100m, 2);
}
