using Cluster.Contracts;
using Cluster.Ecology.Stations;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ecology.DailyValues;

/// <summary>
/// Source water at class III or better (集中式饮用水水源达到或优于Ⅲ类比例, G10): of the drinking-water sources that have a valid water class,
/// the share whose latest one is Ⅰ, Ⅱ or Ⅲ. Demonstration values count only as long as there are no others, and the source then says so.
/// </summary>
internal static class MeasureSourceWater
{
    private const string Service = "ecology";
    private const string Code = "G10";
    private const string City = "150200";

    private const string AreSourcesSql = "select exists (select from stations where key = any($1) and kind = 'drinking-water-source')";

    private const string ShareSql = """
        with latest as (
            select value.*
            from stations
            cross join lateral (
                select value, date, demonstration
                from daily_values
                where station = stations.key and parameter = 'water-class' and quality = 'valid'
                order by date desc
                limit 1) as value
            where kind = 'drinking-water-source')
        select round(100.0 * count(*) filter (where value <= 3) / nullif(count(*), 0), 2), max(date), bool_or(demonstration)
        from latest
        where demonstration = (select bool_and(demonstration) from latest)
        """;

    private static readonly BilingualSource Source = new(
        "生态：各集中式饮用水水源最新有效水质类别", "Ecology: the latest valid water class of each drinking-water source");

    private static readonly BilingualSource DemonstrationSource = new($"{Source.Zh}（演示数据）", $"{Source.En} (demonstration data)");

    public static async Task AfterValues(
        IReadOnlyList<Change<DailyValue>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var stations = changes.Where(c => c.After.Parameter == Parameter.WaterClass).Select(c => c.After.Station).Distinct().ToArray();
        if (stations.Length > 0 && await AreSources(stations, transaction.Connection, cancellation))
        {
            await Measure(transaction, cancellation);
        }
    }

    /// <summary>A station that was filed under the wrong kind has values already.</summary>
    public static Task AfterStations(
        IReadOnlyList<Change<Station>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        changes.Any(c => c.Before is { } before && IsSource(before) != IsSource(c.After))
            ? Measure(transaction, cancellation)
            : Task.CompletedTask;

    private static bool IsSource(Station station) => station.Kind == StationKind.DrinkingWaterSource;

    private static async Task<bool> AreSources(string[] stations, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AreSourcesSql, connection) { Parameters = { new() { Value = stations } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Measure(LogTransaction transaction, CancellationToken cancellation)
    {
        await transaction.LockIndicator(Code, cancellation);
        await (await ReadMeasured(transaction.Connection, cancellation) is { } measured
            ? transaction.Publish(Service, measured, cancellation)
            : transaction.Withdraw(Service, Code, City, cancellation));
    }

    /// <summary>Null while no source has a valid class: nothing is known then, which is not 0 %.</summary>
    private static async Task<IndicatorMeasured?> ReadMeasured(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ShareSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return await reader.IsDBNullAsync(0, cancellation)
            ? null
            : new IndicatorMeasured(
                Code, City, reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(0), "%", 100,
                reader.GetBoolean(2) ? DemonstrationSource : Source);
    }
}
