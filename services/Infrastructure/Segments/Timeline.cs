namespace Cluster.Infrastructure.Segments;

/// <summary>
/// Makes of what was believed of a segment and of what its owner says now what is believed from now on. A row says how things are, and since
/// when: from that day on it holds, and replaces what was believed of that time. The same thing said with another day corrects the day.
/// </summary>
internal static class Timeline
{
    /// <param name="believed">In the order of days; none for a segment that is new.</param>
    /// <param name="today">Since when a change holds that does not say so.</param>
    public static List<SegmentState> After(IReadOnlyList<SegmentState> believed, Segment? before, Segment now, DateOnly today)
    {
        var status = StatusCourse(believed, before, now, today);
        var classes = ClassCourse(believed, before, now, today);
        var alignment = AlignmentCourse(believed, before, now);
        var days = status.Days.Concat(classes.Days).Concat(alignment.Days).Where(d => d > DateOnly.MinValue).DefaultIfEmpty(today).Distinct().Order();
        var states = new List<SegmentState>();
        foreach (var day in days)
        {
            var state = new SegmentState(day, status.At(day), classes.At(day), alignment.At(day));
            if (states is not [.., var last] || !last.SaysTheSameAs(state))
            {
                states.Add(state);
            }
        }

        return states;
    }

    private static Course<SegmentStatus?> StatusCourse(IReadOnlyList<SegmentState> believed, Segment? before, Segment now, DateOnly today)
    {
        var course = new Course<SegmentStatus?>(believed.Select(s => (s.Since, s.Status)));
        var since = DayOfStatus(now) ?? course.SinceWhen(now.Status) ?? today;
        if (before?.Status == now.Status && DayOfStatus(before) is { } wasSaid && wasSaid < since)
        {
            course.Forget(wasSaid); // it was not so yet
        }

        if (now is { Status: SegmentStatus.Rebuilding, OpenedOn: { } opened } && opened < since)
        {
            course.Set(opened, SegmentStatus.Open);
        }

        course.Set(since, now.Status);
        return course;
    }

    private static Course<TechnicalClass?> ClassCourse(IReadOnlyList<SegmentState> believed, Segment? before, Segment now, DateOnly today)
    {
        if (now.EarlierClasses.Length > 0)
        {
            return new([
                .. now.EarlierClasses.Select(text => DatedClass.Read(text)!.Value).Select(c => (c.Since, (TechnicalClass?)c.Class)),
                (now.ClassSince!.Value, now.TechnicalClass),
            ]);
        }

        var course = new Course<TechnicalClass?>(believed.Select((s, i) => (i == 0 && now.ClassSince is null ? DateOnly.MinValue : s.Since, s.Class)));
        if (before?.TechnicalClass == now.TechnicalClass && before?.ClassSince is { } wasSaid && wasSaid < now.ClassSince)
        {
            course.Forget(wasSaid);
        }

        if (now.ClassSince is { } since)
        {
            course.Set(since, now.TechnicalClass);
        }
        else if (before?.TechnicalClass is null)
        {
            course.Set(DateOnly.MinValue, now.TechnicalClass); // as long as anything is known of it
        }
        else if (before.TechnicalClass != now.TechnicalClass)
        {
            course.Set(today, now.TechnicalClass);
        }

        return course;
    }

    private static Course<Alignment?> AlignmentCourse(IReadOnlyList<SegmentState> believed, Segment? before, Segment now)
    {
        var course = new Course<Alignment?>(believed.Select((s, i) => (i == 0 && now.AlignmentSince is null ? DateOnly.MinValue : s.Since, s.Alignment)));
        if (before?.AlignmentSince is { } wasSaid && wasSaid < now.AlignmentSince && Alignment.Of(before).Equals(Alignment.Of(now)))
        {
            course.Forget(wasSaid);
        }

        course.Set(now.AlignmentSince ?? DateOnly.MinValue, Alignment.Of(now));
        return course;
    }

    /// <summary>What is open is open since it was opened, whatever day its status was looked at.</summary>
    private static DateOnly? DayOfStatus(Segment segment) =>
        segment.Status == SegmentStatus.Open ? segment.OpenedOn ?? segment.StatusDate : segment.StatusDate;
}
