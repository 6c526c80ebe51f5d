using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights.Shown;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights.Shown;

[Properties(MaxTest = 300, Arbitrary = [typeof(SubjectCourseTests)])]
public sealed class SubjectCourseTests
{
    private static readonly DateTimeOffset At = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>As it is stored from batch to batch: each begins with no more than was shown last, and ends where the next one begins.</summary>
    [Property]
    public void The_intervals_of_a_light_follow_each_other_and_no_two_neighbours_are_the_same(Steps steps)
    {
        var (stored, _) = Run(steps);
        foreach (var course in stored.GroupBy(i => i.Dimension))
        {
            List<ShownInterval> intervals = [.. course.OrderBy(i => i.From)];
            intervals.ShouldAllBe(i => i.Until == null || i.From < i.Until);
            foreach (var (one, next) in intervals.Zip(intervals.Skip(1)))
            {
                one.Until.ShouldNotBeNull();
                one.Until.Value.ShouldBeLessThanOrEqualTo(next.From);
                (one.Until == next.From && ShownText.IsSame(one.Shown, next.Shown, one.Dimension)).ShouldBeFalse();
            }
        }
    }

    [Property]
    public void Only_the_last_word_of_each_day_counts(Steps steps)
    {
        var lastWords = new Steps([.. steps.All.GroupBy(s => s.Day).Select(day => day.Last())]);

        Text(Run(lastWords).Stored).ShouldBe(Text(Run(steps).Stored));
    }

    [Property]
    public void What_was_told_of_it_makes_the_same_again(Steps steps)
    {
        var (stored, told) = Run(steps);
        var again = new SubjectCourse("project", "p", version: 0, []);
        foreach (var one in told)
        {
            again.Apply(one, At);
        }

        Text([.. again.All]).ShouldBe(Text(stored));
        again.Version.ShouldBe(told.Count);
    }

    public static Arbitrary<Steps> AnySteps() => Arb.From(
        from days in Gen.Choose(0, 6).ListOf()
        from lights in Gen.CollectToList(days, _ => Gen.Elements("green", "green", "yellow", "red", null))
        from others in Gen.CollectToList(days, _ => Gen.Elements("green", "grey", null))
        select new Steps([.. days.Order().Zip(lights, others).Select(s => new Step(Day(6, 1).AddDays(s.First), s.Second, s.Third))]));

    /// <summary>The store as a batch leaves and finds it: the open intervals, and those that ended on the last day that was judged.</summary>
    private static (List<ShownInterval> Stored, List<LightChanged> Told) Run(Steps steps)
    {
        var (stored, told, judgedOn) = (new Dictionary<(string, DateOnly), ShownInterval>(), new List<LightChanged>(), DateOnly.MinValue);
        foreach (var step in steps.All)
        {
            var course = new SubjectCourse("project", "p", told.Count, stored.Values.Where(i => i.Until is null || i.Until >= judgedOn));
            var lights = new Dictionary<string, LightShown>();
            Add("overall", step.Overall);
            Add("investment", step.Investment);
            if (course.Show(step.Day, At, lights) is { } change)
            {
                told.Add(change);
            }

            foreach (var key in course.Removed)
            {
                stored.Remove(key);
            }

            foreach (var interval in course.Begun.Concat(course.Ended))
            {
                stored[(interval.Dimension, interval.From)] = interval;
            }

            judgedOn = step.Day;

            void Add(string dimension, string? light)
            {
                if (light is not null)
                {
                    lights[dimension] = Shown(light, step.Day);
                }
            }
        }

        return ([.. stored.Values], told);
    }

    private static LightShown Shown(string light, DateOnly day) => new(
        light, State: null, Worst: null, HasBreach: false, light, light, "in-time", "in-time", "yinchuan-2025", "inv", 1, day, Run: 0, HeldUntil: null,
        AsOf: null, Value: null, Actual: null, Expected: null, Schedule: null, DueOn: null, HappenedOn: null, Milestone: null, Slips: 0, light, light);

    private static string Text(List<ShownInterval> intervals) =>
        string.Join('\n', intervals.OrderBy(i => (i.Dimension, i.From)).Select(i => $"{i.Dimension} {i.From} {i.Until} {i.Shown.Light} {i.Shown.Since}"));

    public sealed record Step(DateOnly Day, string? Overall, string? Investment);

    public sealed record Steps(IReadOnlyList<Step> All)
    {
        public override string ToString() => string.Join("; ", All);
    }
}
