using Cluster.Contracts;
using Npgsql;

namespace Cluster.Coordination.Figures;

/// <summary>A figure as the database has it, as far as others are held against it.</summary>
internal readonly record struct StoredFigure(Period Period, decimal Value, string Owner, DateTimeOffset? AsOf);

/// <summary>What the rows of a call refer to: a statement for all of them, however many.</summary>
internal static class StoredFigures
{
    /// <summary>
    /// Held until the end: the figures of a measure are written one call after another, so that each is held against those before it, and
    /// nobody changes what the measure means in between. In the order of the keys, so that two calls never wait for each other.
    /// </summary>
    private const string MeaningsSql = """
        select key, unit, decimals, period_type, kind, min, max, reporters from measures where key = any($1) order by key for no key update
        """;

    private const string CorrectionsSql = "select key, value, correction from figures where key = any($1) and correction is not null";

    private const string SeriesSql = """
        select f.measure, f.region, f.period, f.value, f.owner, f.as_of
        from unnest($1, $2, $3, $4) as wanted (measure, region, first_day, last_day)
        join figures f on f.measure = wanted.measure and f.region = wanted.region and f.first_day between wanted.first_day and wanted.last_day
        """;

    public static async Task<Dictionary<string, Meaning>> ReadMeanings(
        this NpgsqlConnection connection, IEnumerable<Figure> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MeaningsSql, connection)
        {
            Parameters = { new() { Value = rows.Select(r => r.Measure).Distinct().ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var meanings = new Dictionary<string, Meaning>();
        while (await reader.ReadAsync(cancellation))
        {
            meanings.Add(reader.GetString(0), new Meaning(
                reader.GetString(1), reader.GetInt32(2), Measure.PeriodTypes.Parse(reader.GetString(3)), Measure.Kinds.Parse(reader.GetString(4)),
                reader.GetFieldValue<decimal?>(5), reader.GetFieldValue<decimal?>(6), reader.GetFieldValue<string[]>(7)));
        }

        return meanings;
    }

    /// <summary>What was said of values that are corrections, by key.</summary>
    public static async Task<Dictionary<string, (decimal Value, string Correction)>> ReadCorrections(
        this NpgsqlConnection connection, IEnumerable<Figure> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CorrectionsSql, connection) { Parameters = { new() { Value = rows.Select(r => r.Key).ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var corrections = new Dictionary<string, (decimal, string)>();
        while (await reader.ReadAsync(cancellation))
        {
            corrections.Add(reader.GetString(0), (reader.GetDecimal(1), reader.GetString(2)));
        }

        return corrections;
    }

    /// <summary>The series that the rows stand in, as far back and ahead as what they say reaches; nothing where nothing depends on it.</summary>
    public static async Task<ILookup<(string Measure, DivisionCode Region), StoredFigure>> ReadSeries(
        this NpgsqlConnection connection, IEnumerable<Figure> rows, CancellationToken cancellation)
    {
        var wanted = rows.Where(r => r.Meaning is { } meaning && (meaning.IsCumulative || meaning.Kind != r.Kind)).GroupBy(r => r.Series)
            .Select(s => (s.Key.Measure, Region: s.Key.Region.ToString(), First: s.Min(FirstDayThatCounts), Last: s.Max(LastDayThatCounts))).ToList();
        var found = new List<((string, DivisionCode) Series, StoredFigure Figure)>();
        if (wanted.Count > 0)
        {
            await using var command = new NpgsqlCommand(SeriesSql, connection)
            {
                Parameters =
                {
                    new() { Value = wanted.ConvertAll(w => w.Measure).ToArray() },
                    new() { Value = wanted.ConvertAll(w => w.Region).ToArray() },
                    new() { Value = wanted.ConvertAll(w => w.First).ToArray() },
                    new() { Value = wanted.ConvertAll(w => w.Last).ToArray() },
                },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                found.Add(((reader.GetString(0), DivisionCode.Parse(reader.GetString(1))), new StoredFigure(
                    Period.Parse(reader.GetString(2)), reader.GetDecimal(3), reader.GetString(4), reader.GetFieldValue<DateTimeOffset?>(5))));
            }
        }

        return found.ToLookup(f => f.Series, f => f.Figure);
    }

    /// <summary>A year stands for itself; what is counted since the start goes on from the year before.</summary>
    private static DateOnly FirstDayThatCounts(Figure row) => new(row.Period.Year - (IsSinceStart(row) ? 1 : 0), 1, 1);

    private static DateOnly LastDayThatCounts(Figure row) => new(row.Period.Year + (IsSinceStart(row) ? 1 : 0), 12, 31);

    private static bool IsSinceStart(Figure row) =>
        row.Kind == MeasureKind.CumulativeSinceStart || row.Meaning?.Kind == MeasureKind.CumulativeSinceStart;
}
