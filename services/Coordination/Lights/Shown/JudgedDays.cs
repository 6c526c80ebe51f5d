using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights.Adoption;
using Cluster.Portfolio.Months;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>Takes a subject from the day on which it was due to today, through each day on which something may become another light.</summary>
internal static class JudgedDays
{
    /// <summary>With facts but no preset that holds for ever, so many steps are more than any number of days a service is down.</summary>
    private const int StepsMax = 2_000;

    /// <param name="facts">Null where the subject is there no more.</param>
    /// <returns>Each change, and the next day on which there will be one if nothing more is heard.</returns>
    public static (IReadOnlyList<LightChanged> Changes, DateOnly? Next) Run(
        SubjectCourse shown, LightFacts? facts, AdoptedPresets presets, CitySchedule city, DateOnly due, DateOnly today, DateTimeOffset at)
    {
        var changes = new List<LightChanged>();
        if (facts is null)
        {
            return (shown.Show(today, at, new Dictionary<string, LightShown>()) is { } gone ? [gone] : [], null);
        }

        var courses = new Dictionary<Preset, LightCourse>();
        var day = due;
        for (var step = 0; step < StepsMax; step++)
        {
            var preset = presets.On(shown.Kind, day);
            if (!courses.TryGetValue(preset, out var course))
            {
                courses[preset] = course = new LightCourse(facts, preset, city);
            }

            if (shown.Show(day, at, ShownText.Of(course.Judged(day), preset)) is { } change)
            {
                changes.Add(change);
            }

            var next = Next(course, facts, presets.NextAfter(shown.Kind, day), day);
            if (day == today)
            {
                return (changes, next);
            }

            // What was told today is judged today, whether the rules reckon with it or not.
            day = next < today ? next.Value : today;
        }

        throw new InvalidOperationException($"{shown.Kind} {shown.Subject} does not come from {due:yyyy-MM-dd} to {today:yyyy-MM-dd}.");
    }

    /// <summary>Beside what the course says: other rules, and a month that was reported before it was over, whose figures then take the place of older ones.</summary>
    private static DateOnly? Next(LightCourse course, LightFacts facts, DateOnly? adoption, DateOnly day)
    {
        var turn = Months.Of(day).AddMonths(1);
        var isReportedAhead = facts.Months.Any(m => m.Month.AddMonths(1) >= turn);
        return new[] { course.NextChange(day), adoption, isReportedAhead ? turn : null }.Min();
    }
}
