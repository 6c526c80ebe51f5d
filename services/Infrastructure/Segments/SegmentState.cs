namespace Cluster.Infrastructure.Segments;

/// <summary>What held of a segment since a day (分段状态), as it is believed now; until the next one's day.</summary>
internal sealed record SegmentState(DateOnly Since, SegmentStatus? Status, TechnicalClass? Class, Alignment? Alignment)
{
    public bool SaysTheSameAs(SegmentState other) => (Status, Class, Alignment) == (other.Status, other.Class, other.Alignment);
}

/// <summary>Where a segment runs (走向): its length, its nodes in order, its route codes.</summary>
internal sealed record Alignment(decimal? LengthKm, string? From, string? To, string[] Via, string[] Routes)
{
    public static Alignment Of(Segment segment) => new(segment.LengthKm, segment.From, segment.To, segment.Via, segment.Routes);

    public bool Equals(Alignment? other) =>
        other is not null && (LengthKm, From, To) == (other.LengthKm, other.From, other.To)
        && Via.AsSpan().SequenceEqual(other.Via) && Routes.AsSpan().SequenceEqual(other.Routes);

    public override int GetHashCode() => HashCode.Combine(LengthKm, From, To, Via.Length, Routes.Length);
}

/// <summary>One thing that changes over time: its values and the days since which they hold, in order.</summary>
internal sealed class Course<T>(IEnumerable<(DateOnly Since, T Value)> entries)
{
    private readonly List<(DateOnly Since, T Value)> _entries = [.. entries];

    public IEnumerable<DateOnly> Days => _entries.Select(e => e.Since);

    public T? At(DateOnly day) => _entries.FindLast(e => e.Since <= day).Value;

    /// <summary>Since which day the last value holds, if it is this one.</summary>
    public DateOnly? SinceWhen(T value) => _entries is [.., var last] && Equals(last.Value, value) ? last.Since : null;

    /// <summary>From the day on it is so, whatever was believed of that time before.</summary>
    public void Set(DateOnly since, T value)
    {
        Forget(since);
        _entries.Add((since, value));
    }

    public void Forget(DateOnly since) => _entries.RemoveAll(e => e.Since >= since);
}
