using Cluster.Contracts.Coordination;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>A light as it was shown from a day on.</summary>
internal sealed record ShownInterval(string Dimension, DateOnly From, DateOnly? Until, DateTimeOffset RecordedAt, LightShown Shown);

/// <summary>
/// What is shown of one subject, from day to day. What was shown on a day that is over stays as it was, whatever comes to be known later; of a day
/// that is not over the last word counts, so that neither the number of steps in which it came about nor their order leaves a trace.
/// </summary>
internal sealed class SubjectCourse(string kind, string subject, long version, IEnumerable<ShownInterval> last)
{
    /// <summary>Those that are shown now, and those that ended on the last day that was judged.</summary>
    private readonly Dictionary<(string Dimension, DateOnly From), ShownInterval> _intervals = last.ToDictionary(i => (i.Dimension, i.From));

    private readonly HashSet<(string Dimension, DateOnly From)> _begun = [];
    private readonly HashSet<(string Dimension, DateOnly From)> _ended = [];

    public string Kind => kind;

    public string Subject => subject;

    public long Version { get; private set; } = version;

    public HashSet<(string Dimension, DateOnly From)> Removed { get; } = [];

    /// <summary>Those that were not there before.</summary>
    public IEnumerable<ShownInterval> Begun => _begun.Select(key => _intervals[key]);

    /// <summary>Those that were, and end on another day now, or on none.</summary>
    public IEnumerable<ShownInterval> Ended => _ended.Select(key => _intervals[key]);

    public IEnumerable<ShownInterval> All => _intervals.Values;

    /// <summary>Whether its overall light is shown red.</summary>
    public bool IsRed => Now(ShownText.Overall)?.Light == LightCodes.Lights.Write(Light.Red);

    public LightShown? Now(string dimension) => Open(dimension)?.Shown;

    /// <summary>What is shown from a day on; the last one that was shown, or a later one.</summary>
    /// <returns>What became another light; null where nothing did.</returns>
    public LightChanged? Show(DateOnly day, DateTimeOffset at, IReadOnlyDictionary<string, LightShown> lights)
    {
        var dimensions = _intervals.Values.Where(i => i.Until is null).Select(i => i.Dimension).Union(lights.Keys).Order(StringComparer.Ordinal).ToList();
        List<ChangedLight> changed = [.. dimensions.Select(d => Show(d, day, at, lights.GetValueOrDefault(d))).OfType<ChangedLight>()];
        if (changed.Count == 0)
        {
            return null;
        }

        Version++;
        return new LightChanged(kind, subject, day, changed);
    }

    /// <summary>The same, as it was told; what a rebuild goes through.</summary>
    public void Apply(LightChanged told, DateTimeOffset at)
    {
        foreach (var change in told.Lights)
        {
            Keep(change.Dimension, told.On, at, change.After);
        }

        Version++;
    }

    /// <summary>Nothing of it is to be kept.</summary>
    public void Forget()
    {
        _intervals.Clear();
        _begun.Clear();
        _ended.Clear();
        Removed.Clear();
    }

    private ChangedLight? Show(string dimension, DateOnly day, DateTimeOffset at, LightShown? next)
    {
        var interval = Open(dimension);
        var open = interval?.Shown;
        if (ShownText.IsSame(open, next, dimension) && (interval?.From != day || open == next! with { Since = open!.Since })) // of today the last word counts
        {
            return null;
        }

        var kept = Keep(dimension, day, at, next);
        return new ChangedLight(dimension, open is null ? null : new LightBefore(open.Light, open.State, open.Reason), kept);
    }

    private LightShown? Keep(string dimension, DateOnly day, DateTimeOffset at, LightShown? next)
    {
        if (Open(dimension) is { } open)
        {
            if (open.From == day)
            {
                Remove(open);
            }
            else
            {
                End(open, day);
            }
        }

        var before = _intervals.Values.SingleOrDefault(i => i.Dimension == dimension && i.Until == day);
        if (next is null)
        {
            return null;
        }

        if (before is not null && ShownText.IsSame(before.Shown, next, dimension))
        {
            End(before, until: null);
            return before.Shown;
        }

        var isGoingOn = before is not null && (before.Shown.Light, before.Shown.State) == (next.Light, next.State);
        var shown = next with { Since = isGoingOn ? before!.Shown.Since : day };
        Begin(new ShownInterval(dimension, day, Until: null, at, shown));
        return shown;
    }

    private ShownInterval? Open(string dimension) => _intervals.Values.SingleOrDefault(i => i.Dimension == dimension && i.Until is null);

    private void End(ShownInterval interval, DateOnly? until)
    {
        _intervals[(interval.Dimension, interval.From)] = interval with { Until = until };
        if (!_begun.Contains((interval.Dimension, interval.From)))
        {
            _ended.Add((interval.Dimension, interval.From));
        }
    }

    private void Begin(ShownInterval interval)
    {
        _intervals[(interval.Dimension, interval.From)] = interval;
        _begun.Add((interval.Dimension, interval.From));
        Removed.Remove((interval.Dimension, interval.From));
    }

    private void Remove(ShownInterval interval)
    {
        _intervals.Remove((interval.Dimension, interval.From));
        _ended.Remove((interval.Dimension, interval.From));
        if (!_begun.Remove((interval.Dimension, interval.From)))
        {
            Removed.Add((interval.Dimension, interval.From));
        }
    }
}
