using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Figures;

/// <summary>The office defines measures (指标口径). What the figures that are there mean cannot be changed under them.</summary>
public sealed class PushMeasures() : Push<Measure, MeasureDefined>(
    "coordination", "measures", [Key, Name, NameEn, Unit, Decimals, PeriodTypeCode, Kind], [Min, Max, Reporters, TargetKey, Note])
{
    private const decimal BoundMax = 1_000_000_000_000m;

    private static readonly TextField Key = new("key", "指标编码", "The measure's code", MaxLength: 60);
    private static readonly TextField Name = new("name", "指标名称", "The name", MaxLength: 200);
    private static readonly TextField NameEn = new("nameEn", "英文名称", "The English name", MaxLength: 300);
    private static readonly UnitField Unit = new("unit", "计量单位", "The unit");
    private static readonly IntegerField Decimals = new("decimals", "小数位数", "The decimal places", "", 0, 6);
    private static readonly CodeField<PeriodType> PeriodTypeCode = new("periodType", "期间类型", "The type of period", Measure.PeriodTypes);
    private static readonly CodeField<MeasureKind> Kind = new("kind", "数据性质", "The kind", Measure.Kinds);
    private static readonly DecimalField Min = new("min", "下限", "The lower bound", "", -BoundMax, BoundMax, 6);
    private static readonly DecimalField Max = new("max", "上限", "The upper bound", "", -BoundMax, BoundMax, 6);
    private static readonly TextListField Reporters = new("reporters", "报送单位", "The reporters", MaxLength: 60, MaxCount: 60);
    private static readonly TextField TargetKey = new("target", "目标", "The plan's target", MaxLength: 10);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 500, Lines: true);

    /// <summary>Held until the end, as a figure holds them that is being written: none comes between the look and the change.</summary>
    private const string DefinedSql = "select key, unit, period_type, kind from measures where key = any($1) order by key for update";

    private const string InUseSql = "select m from unnest($1) as m where exists (select from figures f where f.measure = m)";

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Measure Build(Row row)
    {
        var measure = new Measure
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Name = row.Get(Name),
            NameEn = row.Get(NameEn),
            Unit = row.Get(Unit),
            Decimals = (int)row.Get(Decimals),
            PeriodType = row.Get(PeriodTypeCode),
            Kind = row.Get(Kind),
            Min = row.Find(Min),
            Max = row.Find(Max),
            Reporters = row.Find(Reporters) ?? [],
            Target = row.Find(TargetKey),
            Note = row.Find(Note),
        };
        if (measure.Unit is { } unit && Units.Find(unit) is null)
        {
            row.Refuse(Fault.Of(Unit.Name, CoordinationRefusals.UnknownUnit, Refusal.Repeat(unit)).Allowing(Units.All));
        }

        if (measure.Min > measure.Max)
        {
            row.Refuse(Fault.Of(Min.Name, CoordinationRefusals.BoundsReversed, measure.Min, measure.Max));
        }

        return measure;
    }

    public override MeasureDefined Describe(Measure resource) => new(
        resource.Key, resource.Name, resource.NameEn, resource.Unit, resource.Decimals, Measure.PeriodTypes.Write(resource.PeriodType),
        Measure.Kinds.Write(resource.Kind), resource.Min, resource.Max, resource.Reporters, resource.Target, resource.Note);

    public override async Task<Func<Measure, Measure>?> Resolve(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        return measure => measure with { Reporters = names.Resolve(measure.Reporters) };
    }

    public override async Task<Func<Measure, IEnumerable<Fault>>> Check(
        IReadOnlyList<Measure> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var targets = await connection.ReadKeys("targets", cancellation);
        var defined = await ReadDefined([.. rows.Select(r => r.Key)], connection, cancellation);
        var switched = rows.Where(r => defined.TryGetValue(r.Key, out var meaning) && meaning != MeaningOf(r)).Select(r => r.Key).ToArray();
        var inUse = await ReadInUse(switched, connection, cancellation);
        return measure =>
        [
            .. from reporter in measure.Reporters
               where !names.IsRegistered(reporter)
               select Fault.Of(Reporters.Name, CoordinationRefusals.UnknownOrganisation, reporter),
            .. measure.Target is null || targets.Contains(measure.Target)
                ? [] : new[] { Fault.Of(TargetKey.Name, CoordinationRefusals.UnknownTarget, measure.Target).Allowing(targets) },
            .. inUse.Contains(measure.Key) ? Switched(defined[measure.Key], MeaningOf(measure)) : [],
        ];
    }

    private static IEnumerable<Fault> Switched((string Unit, string PeriodType, string Kind) stored, (string Unit, string PeriodType, string Kind) given) =>
        from change in new[]
        {
            (Field: (Field)Unit, stored.Unit, Given: given.Unit), (PeriodTypeCode, stored.PeriodType, given.PeriodType), (Kind, stored.Kind, given.Kind),
        }
        where change.Item2 != change.Given
        select Fault.Of(change.Field.Name, CoordinationRefusals.MeasureInUse, change.Field.Zh, change.Item2, change.Given, change.Field.En)
            .Allowing([change.Item2]);

    private static (string Unit, string PeriodType, string Kind) MeaningOf(Measure measure) =>
        (measure.Unit, Measure.PeriodTypes.Write(measure.PeriodType), Measure.Kinds.Write(measure.Kind));

    private static async Task<Dictionary<string, (string Unit, string PeriodType, string Kind)>> ReadDefined(
        string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DefinedSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var defined = new Dictionary<string, (string, string, string)>();
        while (await reader.ReadAsync(cancellation))
        {
            defined.Add(reader.GetString(0), (reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return defined;
    }

    private static async Task<HashSet<string>> ReadInUse(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var inUse = new HashSet<string>();
        if (keys.Length > 0)
        {
            await using var command = new NpgsqlCommand(InUseSql, connection) { Parameters = { new() { Value = keys } } };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                inUse.Add(reader.GetString(0));
            }
        }

        return inUse;
    }
}
