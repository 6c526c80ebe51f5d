using Cluster.Contracts.Ecology;
using Cluster.Ecology.Stations;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Ecology.DailyValues;

/// <summary>A department pushes the daily values (日值) of its stations.</summary>
public sealed class PushDailyValues(TimeProvider time) : PushReadings<DailyValue, DailyValueReported, DailyValuesRecorded>(
    "ecology", "daily-values", [StationKey, ParameterCode, Date, Unit, Quality], [Value, Demonstration])
{
    private static readonly TextField StationKey = new("station", "监测点位", "The station", MaxLength: 100) { RefersTo = Station.Referred };
    private static readonly CodeField<Parameter> ParameterCode = new("parameter", "监测参数", "The parameter", Measurand.Codes);
    private static readonly DateField Date = new("date", "监测日期", "The day");
    private static readonly TextField Unit = new("unit", "单位", "The unit", MaxLength: 20);
    private static readonly CodeField<DataQuality> Quality = new("quality", "数据质量", "The quality", DailyValue.Qualities);

    // What the document says of the field; a row is read with the bounds of its parameter.
    private static readonly DecimalField Value = new(
        "value", "监测值", "The value", "", Measurand.All.Min(m => m.Min), Measurand.All.Max(m => m.Max), Measurand.All.Max(m => m.Decimals));

    private static readonly FlagField Demonstration = new("demonstration", "演示数据", "The demonstration flag");

    private const string StationsSql = "select key, kind, owner from stations where key = any($1)";

    public override DailyValue Build(Row row)
    {
        // The parameter first: it decides how the value and the unit are read.
        var parameter = row.Get(ParameterCode);
        var measurand = row.IsSound ? Measurand.Of(parameter) : null;
        var value = new DailyValue
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Station = row.Get(StationKey),
            Parameter = parameter,
            Date = row.Get(Date),
            Value = measurand is null ? row.Find(Value) : measurand.ReadValue(row),
            Quality = row.Get(Quality),
            Demonstration = row.Find(Demonstration) ?? false,
        };
        var unit = row.Get(Unit);
        if (unit is not null && measurand?.IsUnit(unit) == false)
        {
            row.Refuse(Fault.Of(Unit.Name, EcologyRefusals.WrongUnit, measurand.Code, measurand.Unit, unit).Allowing([measurand.Unit]));
        }

        if (value.Date > time.Today())
        {
            row.Refuse(Fault.Of(Date.Name, EcologyRefusals.DateInFuture, $"{value.Date:yyyy-MM-dd}"));
        }

        if (row.IsSound)
        {
            RefuseContradiction(value, row);
        }

        return row.IsSound ? value with { Key = DailyValue.KeyOf(value.Station, parameter, value.Date) } : value;
    }

    public override DailyValueReported Describe(DailyValue resource)
    {
        var measurand = Measurand.Of(resource.Parameter);
        return new DailyValueReported(
            resource.Key, resource.Owner, resource.Station, measurand.Code, resource.Date, resource.Value, measurand.Unit,
            DailyValue.Qualities.Write(resource.Quality), resource.Demonstration);
    }

    protected override DailyValuesRecorded Record(IReadOnlyList<DailyValueReported> readings) => new(
        readings[0].Owner,
        [.. readings.Select(r => new RecordedValue(r.Station, r.Parameter, r.Date, r.Value, r.Unit, r.Quality, r.Demonstration))]);

    public override async Task<Func<DailyValue, IEnumerable<Fault>>> Check(
        IReadOnlyList<DailyValue> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var stations = await ReadStations([.. rows.Select(v => v.Station).Distinct()], connection, cancellation);
        return value => FaultOf(value, stations) is { } fault ? [fault] : [];
    }

    public override Task Then(IReadOnlyList<Change<DailyValue>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        MeasureSourceWater.AfterValues(changes, transaction, cancellation);

    /// <summary>A value that stands or is doubted is there; one that is missing is not; during maintenance there may be one.</summary>
    private static void RefuseContradiction(DailyValue value, Row row)
    {
        if (value is { Value: null, Quality: DataQuality.Valid or DataQuality.Doubtful })
        {
            row.Refuse(Fault.Of(Value.Name, EcologyRefusals.ValueMissing, DailyValue.Qualities.Write(value.Quality)));
        }

        if (value is { Value: not null, Quality: DataQuality.Missing })
        {
            row.Refuse(Fault.Of(Value.Name, EcologyRefusals.ValueOfMissing));
        }
    }

    private static Fault? FaultOf(DailyValue value, Dictionary<string, (StationKind Kind, string Owner)> stations)
    {
        if (!stations.TryGetValue(value.Station, out var station))
        {
            return Fault.Of(StationKey.Name, EcologyRefusals.UnknownStation, value.Station);
        }

        if (station.Owner != value.Owner)
        {
            return Fault.Of(StationKey.Name, EcologyRefusals.StationNotYours, value.Station, value.Owner);
        }

        var measurand = Measurand.Of(value.Parameter);
        return measurand.Kinds.Contains(station.Kind)
            ? null
            : Fault.Of(ParameterCode.Name, EcologyRefusals.ParameterOfOtherKind, measurand.Code, Station.Kinds.Write(station.Kind))
                .Allowing(Measurand.CodesAt(station.Kind));
    }

    private static async Task<Dictionary<string, (StationKind Kind, string Owner)>> ReadStations(
        string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(StationsSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stations = new Dictionary<string, (StationKind Kind, string Owner)>();
        while (await reader.ReadAsync(cancellation))
        {
            stations.Add(reader.GetString(0), (Station.Kinds.Parse(reader.GetString(1)), reader.GetString(2)));
        }

        return stations;
    }
}
