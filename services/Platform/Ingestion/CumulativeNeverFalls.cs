using Cluster.Contracts;

namespace Cluster.Ingestion;

/// <summary>
/// A cumulative value never falls, within the year or since the start, unless the row says why it is corrected (更正原因). The rows of a call
/// are judged by what the series would be with all of those that are taken, in whatever order they came.
/// </summary>
public sealed class CumulativeNeverFalls
{
    private readonly bool _beginsEachYear;
    private readonly SortedDictionary<DateOnly, Point> _points = [];

    /// <param name="beginsEachYear">Of a value that is cumulative within the year; the other is counted since the start.</param>
    /// <param name="stored">What the series has.</param>
    /// <param name="rows">Of a call, each with a period of its own; nothing else is wrong with them.</param>
    public CumulativeNeverFalls(bool beginsEachYear, IEnumerable<(Period Period, decimal Value)> stored, IEnumerable<CumulativeValue> rows)
    {
        _beginsEachYear = beginsEachYear;
        foreach (var (period, value) in stored)
        {
            _points.Add(period.FirstDay, new Point(period, value));
        }

        foreach (var row in rows)
        {
            if (!_points.TryGetValue(row.Period.FirstDay, out var point))
            {
                _points.Add(row.Period.FirstDay, point = new Point(row.Period, Stored: null));
            }

            // What is there already can be said again, whatever else was corrected since.
            point.Row = row.Value == point.Stored ? null : row;
        }
    }

    /// <summary>The rows that are refused, by key, each with the value that it contradicts.</summary>
    public IReadOnlyDictionary<string, Contradiction> Judge()
    {
        var refused = new Dictionary<string, Contradiction>();
        int before;
        do
        {
            before = refused.Count;
            Sweep(_points.Values, refused, isForward: true);
            Sweep(_points.Values.Reverse(), refused, isForward: false);
        }
        while (refused.Count > before); // a row that is refused leaves what was stored, which others are then held against
        return refused;
    }

    private void Sweep(IEnumerable<Point> points, Dictionary<string, Contradiction> refused, bool isForward)
    {
        Point? last = null;
        foreach (var point in points)
        {
            var neighbour = last is { Value: not null } && (!_beginsEachYear || last.Period.Year == point.Period.Year) ? last : null;
            if (point.Row is { IsCorrection: false } row && (isForward ? Above(point, neighbour) : Below(row, neighbour)) is { } contradiction)
            {
                refused.Add(row.Key, contradiction);
                point.Row = null;
            }

            last = point.Value is null ? last : point;
        }
    }

    /// <summary>What was said for the period before, or for an earlier one, and was more.</summary>
    private static Contradiction? Above(Point point, Point? earlier) =>
        point.Value < point.Stored ? new(point.Period, point.Stored.Value, IsLater: false)
        : point.Value < earlier?.Value ? new(earlier!.Period, earlier.Value!.Value, IsLater: false)
        : null;

    /// <summary>What stands for a later period and was less; a later row of the same call answers for itself.</summary>
    private static Contradiction? Below(CumulativeValue row, Point? later) =>
        later is { Row: null, Value: { } less } && less < row.Value ? new(later.Period, less, IsLater: true) : null;

    public sealed record Contradiction(Period Period, decimal Value, bool IsLater);

    private sealed record Point(Period Period, decimal? Stored)
    {
        public CumulativeValue? Row { get; set; }

        public decimal? Value => Row?.Value ?? Stored;
    }
}

/// <summary>A row's cumulative value.</summary>
/// <param name="IsCorrection">It says why it may be less than what was said before.</param>
public sealed record CumulativeValue(string Key, Period Period, decimal Value, bool IsCorrection);
