using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Figures;

/// <summary>A department reports figures (数据) of measures, each saying its unit and its kind.</summary>
public sealed class PushFigures(TimeProvider time) : Push<Figure, FigureReported>(
    "coordination", "figures", [MeasureKey, Region, PeriodOf, Kind, Value, Unit], [Correction, Note])
{
    private const decimal ValueMax = 1_000_000_000_000m;

    private static readonly TextField MeasureKey = new("measure", "指标", "The measure", MaxLength: 60) { RefersTo = Measure.Referred };
    private static readonly DivisionCodeField Region = new("region", "地区", "The region");
    private static readonly PeriodField PeriodOf = new("period", "期间", "The period");
    private static readonly CodeField<MeasureKind> Kind = new("kind", "数据性质", "The kind", Measure.Kinds);
    private static readonly DecimalField Value = new("value", "数值", "The value", "", -ValueMax, ValueMax, 8);
    private static readonly UnitField Unit = new("unit", "计量单位", "The unit");
    private static readonly TextField Correction = new("correction", "更正原因", "The reason of the correction", MaxLength: 500, Lines: true);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);

    public override Figure Build(Row row)
    {
        var figure = new Figure
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Measure = row.Get(MeasureKey),
            Region = row.Get(Region),
            Period = row.Get(PeriodOf),
            FirstDay = default,
            Kind = row.Get(Kind),
            Value = row.Get(Value),
            Unit = row.Get(Unit),
            Correction = row.Find(Correction),
            Note = row.Find(Note),
        };
        if (figure.Period.FirstDay > time.Today())
        {
            row.Refuse(Fault.Of(PeriodOf.Name, CoordinationRefusals.PeriodInFuture, figure.Period));
        }

        return row.IsSound
            ? figure with { Key = Figure.KeyOf(figure.Measure, figure.Region, figure.Period), FirstDay = figure.Period.FirstDay }
            : figure;
    }

    public override FigureReported Describe(Figure resource) => new(
        resource.Key, resource.Owner, resource.Measure, resource.Region, resource.Period, Measure.Kinds.Write(resource.Kind), resource.Value,
        resource.Unit, resource.Correction, resource.Note);

    /// <summary>Puts the value into the measure's unit, and keeps the reason of a value that is only said again.</summary>
    public override async Task<Func<Figure, Figure>?> Resolve(
        IReadOnlyList<Figure> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var meanings = await connection.ReadMeanings(rows, cancellation);
        var corrections = await connection.ReadCorrections(rows, cancellation);
        return row =>
        {
            var figure = meanings.TryGetValue(row.Measure, out var meaning) ? InUnitOf(row with { Meaning = meaning }, meaning.Unit) : row;
            return figure.Correction is null && corrections.TryGetValue(figure.Key, out var corrected) && corrected.Value == figure.Value
                ? figure with { Correction = corrected.Correction }
                : figure;
        };
    }

    public override async Task<Func<Figure, IEnumerable<Fault>>> Check(
        IReadOnlyList<Figure> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var stored = await connection.ReadSeries(rows, cancellation);
        var faults = rows.ToDictionary(r => r.Key, r => FaultsOf(r).ToList());
        foreach (var series in rows.Where(r => r.Meaning is not null).GroupBy(r => r.Series))
        {
            var meaning = series.First().Meaning!;
            var said = stored[series.Key].ToList();
            var known = new Lazy<Dictionary<(MeasureKind, Period), decimal>>(() => KnownIn(series, said, meaning));
            foreach (var row in series.Where(r => r.Kind != meaning.Kind))
            {
                faults[row.Key].Add(WrongKind(row, meaning, known.Value));
            }

            if (meaning.IsCumulative)
            {
                RefuseFalls(series, said, meaning, faults);
            }
        }

        return row => faults[row.Key];
    }

    /// <summary>A figure that somebody owes stands in the report filled in; one that was typed otherwise is asked about.</summary>
    public override async Task Then(IReadOnlyList<Change<Figure>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        await FigureFacts.Keep(changes, transaction, cancellation);
        await CompareFigures.Run(
            [.. changes.Select(c => c.After.Measure).Distinct()], [.. changes.Select(c => c.After.Period.ToString()).Distinct()], transaction, cancellation);
    }

    private static Figure InUnitOf(Figure row, string unit)
    {
        if (row.Unit == unit || Units.Convert(row.Value, row.Unit, unit) is not { } value)
        {
            return row;
        }

        var figure = row with { Value = value, Unit = unit };
        return value == row.Value // another name of the same unit
            ? figure
            : figure.Noting(new RowNote(Value.Name, "unit-converted", $"{row.Value} {row.Unit}", $"{value} {unit}"));
    }

    private static IEnumerable<Fault> FaultsOf(Figure row)
    {
        if (row.Meaning is not { } meaning)
        {
            yield return Fault.Of(MeasureKey.Name, CoordinationRefusals.UnknownMeasure, row.Measure);
            yield break;
        }

        if (meaning.Reporters.Count > 0 && !meaning.Reporters.Contains(row.Owner))
        {
            yield return Fault.Of(MeasureKey.Name, CoordinationRefusals.NotYourMeasure, row.Owner, row.Measure).Allowing([.. meaning.Reporters]);
        }

        if (row.Period.Type != meaning.PeriodType)
        {
            var (given, wanted) = (Measure.PeriodTypes.WordOf(row.Period.Type), Measure.PeriodTypes.WordOf(meaning.PeriodType));
            yield return Fault.Of(
                PeriodOf.Name, CoordinationRefusals.WrongPeriodType, row.Measure, wanted.Zh, row.Period, given.Zh, wanted.Code, given.Code)
                .Allowing([wanted.Code]);
        }

        if (row.Unit != meaning.Unit)
        {
            yield return Fault.Of(Unit.Name, CoordinationRefusals.UnitNotConvertible, row.Measure, meaning.Unit, row.Unit)
                .Allowing([.. Units.ConvertibleTo(meaning.Unit)]);
        }
        else if (row.Kind == meaning.Kind)
        {
            if (decimal.Round(row.Value, meaning.Decimals) != row.Value)
            {
                yield return Fault.Of(Value.Name, CoordinationRefusals.TooManyDecimals, row.Measure, meaning.Decimals, meaning.Unit, row.Value);
            }

            if (row.Value < meaning.Min || row.Value > meaning.Max)
            {
                yield return Fault.Of(Value.Name, CoordinationRefusals.OutOfBounds, row.Measure, meaning.Bounds, row.Value).Allowing([meaning.Bounds]);
            }
        }
    }

    /// <summary>What is stored, and what the rows of this call say: a table of twelve months in the wrong kind explains itself.</summary>
    private static Dictionary<(MeasureKind, Period), decimal> KnownIn(IEnumerable<Figure> rows, List<StoredFigure> stored, Meaning meaning)
    {
        var known = stored.ToDictionary(s => (meaning.Kind, s.Period), s => s.Value);
        foreach (var row in rows.Where(r => r.Unit == meaning.Unit))
        {
            known[(row.Kind, row.Period)] = row.Value;
        }

        return known;
    }

    private static Fault WrongKind(Figure row, Meaning meaning, Dictionary<(MeasureKind, Period), decimal> known)
    {
        var (given, right) = (Measure.Kinds.WordOf(row.Kind), Measure.Kinds.WordOf(meaning.Kind));
        var other = row.Unit == meaning.Unit && row.Period.Type == meaning.PeriodType
            ? OtherKind.Of(row.Value, row.Period, row.Kind, meaning.Kind, known)
            : default;
        var (refusal, found, unit) = other switch
        {
            { Value: { } value } => (CoordinationRefusals.WrongKindComputed, Units.Convert(value, row.Unit, meaning.Unit), meaning.Unit),
            { Missing: { } missing } => (CoordinationRefusals.WrongKindMissing, (object?)missing, ""),
            _ => (CoordinationRefusals.WrongKind, null, ""),
        };
        return Fault.Of(Kind.Name, refusal, row.Measure, right.Zh, given.Zh, right.Code, given.Code, row.Period, found, unit).Allowing([right.Code]);
    }

    /// <summary>
    /// Only rows that would be written are counted: those that are refused already, another's, and those that come late change nothing in the series.
    /// </summary>
    private static void RefuseFalls(
        IEnumerable<Figure> series, List<StoredFigure> stored, Meaning meaning, Dictionary<string, List<Fault>> faults)
    {
        var there = stored.ToDictionary(s => s.Period);
        var rows = series.Where(r => faults[r.Key].Count == 0 && (!there.TryGetValue(r.Period, out var said) || (said.Owner == r.Owner && !(r.AsOf < said.AsOf))))
            .ToDictionary(r => r.Key);
        foreach (var (key, against) in new CumulativeNeverFalls(meaning.Kind == MeasureKind.CumulativeInYear, stored.Select(s => (s.Period, s.Value)), rows.Values.Select(r => r.Cumulative)).Judge())
        {
            faults[key].Add(Fault.Of(
                Value.Name, against.IsLater ? CoordinationRefusals.CumulativeAboveLater : CoordinationRefusals.CumulativeFalls,
                rows[key].Period, rows[key].Value, against.Period, against.Value, meaning.Unit));
        }
    }
}
