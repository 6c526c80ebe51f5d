using System.Text.Json;
using Cluster.Coordination.Lights;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Lights;

[Properties(MaxTest = 400, Arbitrary = [typeof(AnyFacts)])]
public sealed class LightCourseTests
{
    [Theory]
    [InlineData("2025-06-01", "2025-06-21")]
    [InlineData("2025-06-20", "2025-06-21")]
    [InlineData("2025-06-21", "2025-07-21")]
    [InlineData("2025-07-21", null)]
    public void The_next_change_of_a_task_is_the_day_after_its_milestone_and_the_thirty_first_after_that(string on, string? next) =>
        Scene.Course(Scene.WithMilestone(Scene.Day(6, 20)), "task").NextChange(Scene.Day(on)).ShouldBe(next is null ? null : Scene.Day(next));

    [Theory]
    [InlineData("2025-05-10", "2025-05-20")] // accepted
    [InlineData("2025-05-20", "2025-06-05")] // expired
    [InlineData("2025-06-05", "2025-06-06")] // May is missing
    [InlineData("2025-06-06", null)]
    public void The_next_change_of_an_investment_is_a_reason_that_ends_or_a_report_that_does_not_come(string on, string? next)
    {
        var facts = Scene.Building(80, 40, 0, 0) with { Reasons = [Scene.Reason(LightDimension.Investment, Scene.Day(5, 20), Scene.Day(6, 4))] };

        Scene.Course(facts).NextChange(Scene.Day(on)).ShouldBe(next is null ? null : Scene.Day(next));
    }

    [Property]
    public void Lights_are_a_function_of_the_facts_whatever_order_they_came_in_and_however_often(AnyFacts.Given given)
    {
        var random = new Random(given.Seed);
        var facts = given.Facts;
        var other = facts with
        {
            Reasons = Again(facts.Reasons), Passages = Again(facts.Passages), YearPlans = Again(facts.YearPlans), Months = Again(facts.Months),
            Milestones = Again(facts.Milestones), Quotas = Again(facts.Quotas),
        };

        Text(given.CourseOf(other).On(given.Day)).ShouldBe(Text(given.Course.On(given.Day)));
        given.CourseOf(other).NextChange(given.Day).ShouldBe(given.Course.NextChange(given.Day));

        T[] Again<T>(IReadOnlyList<T> list)
        {
            T[] twice = [.. list, .. list.Where(_ => random.Next(2) == 0)];
            random.Shuffle(twice);
            return twice;
        }
    }

    [Property]
    public void What_comes_to_be_known_later_changes_no_day_before(AnyFacts.Given given)
    {
        var (facts, day) = (given.Facts, given.Day);
        var known = facts with
        {
            Reasons = [.. facts.Reasons.Where(r => r.From <= day)], Passages = [.. facts.Passages.Where(p => p.Since <= day)],
            YearPlans = Known(facts.YearPlans), Months = Known(facts.Months), Milestones = Known(facts.Milestones), Quotas = Known(facts.Quotas),
            StartedOn = facts.StartedOn <= day ? facts.StartedOn : null, EnteredOn = facts.EnteredOn <= day ? facts.EnteredOn : null,
        };

        Text(given.CourseOf(known).On(day)).ShouldBe(Text(given.Course.On(day)));

        T[] Known<T>(IReadOnlyList<T> reports)
            where T : IReported => [.. reports.Where(r => r.SaidOn <= day)];
    }

    /// <summary>Day by day, without any of the moments that the course reckons with.</summary>
    [Property(MaxTest = 250)]
    public void Between_now_and_the_next_change_nothing_changes_and_on_that_day_something_does(AnyFacts.Given given)
    {
        const int DaysWatched = 1_100;
        var course = given.Course;
        var now = Looks(course.On(given.Day));
        var next = course.NextChange(given.Day);
        var seen = Enumerable.Range(1, DaysWatched).Select(given.Day.AddDays).Cast<DateOnly?>().FirstOrDefault(d => Looks(course.On(d!.Value)) != now);

        next.ShouldBe(seen);
    }

    [Property]
    public void A_light_was_shown_on_every_day_since_it_was_and_not_on_the_day_before(AnyFacts.Given given)
    {
        foreach (var light in given.Course.On(given.Day).Dimensions)
        {
            for (var day = light.Since; day < given.Day; day = day.AddDays(1))
            {
                LightOn(day).ShouldBe(light.Light);
            }

            LightOn(light.Since.AddDays(-1)).ShouldNotBe(light.Light);

            Light? LightOn(DateOnly day) => given.Course.On(day).Dimensions.SingleOrDefault(d => d.Dimension == light.Dimension)?.Light;
        }
    }

    [Property]
    public void The_overall_light_is_the_worst_of_all_that_are_shown(AnyFacts.Given given)
    {
        var read = given.Course.On(given.Day);
        Light[] worstFirst = [Light.Red, Light.Yellow, Light.Grey, Light.Green];
        var worst = worstFirst.Cast<Light?>().FirstOrDefault(l => read.Dimensions.Any(d => d.Light == l));

        read.Overall.ShouldBe(worst);
        (read.State == LightState.Judged).ShouldBe(worst is not null);
        read.HasBreach.ShouldBe(read.Dimensions.Any(d => d.Raw == Light.Grey));
        read.Dimensions.ShouldAllBe(d => d.Raw != Light.Grey || d.Light == Light.Grey);
    }

    /// <summary>Time alone, or a reason, or a plan brings no report.</summary>
    [Property]
    public void Grey_becomes_a_colour_only_by_a_report(AnyFacts.Given given)
    {
        var course = given.Course;
        var (before, after) = (course.On(given.Day), course.On(given.Day.AddDays(1)));
        foreach (var grey in before.Dimensions.Where(d => d.Light == Light.Grey && d.Reason == LightReason.NotReported))
        {
            if (after.Dimensions.SingleOrDefault(d => d.Dimension == grey.Dimension) is not { Light: not Light.Grey })
            {
                continue;
            }

            var tomorrow = given.Day.AddDays(1);
            given.Facts.Months.Select(m => m.SaidOn).Concat(given.Facts.Quotas.Select(q => q.SaidOn))
                .Concat(given.Facts.Months.Select(m => m.Month.AddMonths(1))).Concat(given.Facts.Quotas.Select(q => q.Month.AddMonths(1)))
                .ShouldContain(tomorrow);
        }
    }

    [Property]
    public void Every_light_has_its_sentence_in_both_languages(AnyFacts.Given given)
    {
        foreach (var light in given.Course.On(given.Day).Dimensions)
        {
            var (zh, en) = LightSentence.Of(light, Scene.RuleOf(light));
            zh.ShouldStartWith(LightCodes.Lights.WordOf(light.Light).Zh + ":");
            zh.ShouldEndWith($"(规则 {light.Preset}/{light.Rule} 第1版)");
            en.Replace("M1", "", StringComparison.Ordinal).ShouldAllBe(c => c < 0x3000);
        }
    }

    private static string Text(SubjectLight light) => JsonSerializer.Serialize(light);

    private static string Looks(SubjectLight light) =>
        $"{light.State} " + string.Join(' ', light.Dimensions.Select(d => $"{d.Dimension} {d.Raw} {d.Escalated} {d.Light} {d.Reason} {d.Reading.Reason}"));
}
