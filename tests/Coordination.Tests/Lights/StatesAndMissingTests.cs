using Cluster.Coordination.Lights;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

public sealed class StatesAndMissingTests
{
    [Theory]
    [InlineData("2025-07-31", Light.Green, "2025-06-30", "2025-07-03")] // June, reported on the 3rd
    [InlineData("2025-08-05", Light.Green, "2025-06-30", "2025-07-03")] // July may still come
    [InlineData("2025-08-06", Light.Grey, "2025-07-31", "2025-08-06")]
    [InlineData("2025-12-31", Light.Grey, "2025-11-30", "2025-08-06")]
    public void A_month_is_missing_from_the_day_after_its_report_was_due(string on, Light light, string asOf, string since)
    {
        var read = LightOf(Building(90, 180, 270, 360, 450, 540), LightDimension.Investment, Day(on));

        (read.Light, read.IsBreach, read.Reading.AsOf).ShouldBe((light, light == Light.Grey, Day(asOf)));
        if (light == Light.Grey)
        {
            read.Since.ShouldBe(Day(since));
        }
    }

    [Fact]
    public void What_is_reported_late_takes_the_grey_away_from_that_day_on()
    {
        var facts = Building(90) with { Months = [.. Reported(90), new(Day(2, 1), 180, null, Day(3, 20), 1)] };

        LightOf(facts, LightDimension.Investment, Day(3, 19)).Light.ShouldBe(Light.Grey);
        LightOf(facts, LightDimension.Investment, Day(3, 20)).ShouldSatisfyAllConditions(
            l => l.Light.ShouldBe(Light.Green), l => l.Since.ShouldBe(Day(3, 20)), l => l.Reading.AsOf.ShouldBe(Day(2, 28)));
    }

    [Fact]
    public void A_past_day_is_answered_with_what_was_known_then()
    {
        var facts = Building(90) with { Months = [.. Reported(0), new(Day(1, 1), 5, null, Day(2, 3), 2), new(Day(1, 1), 90, null, Day(2, 10), 3)] };

        LightOf(facts, LightDimension.Investment, Day(2, 9)).Reading.Inputs.Actual.ShouldBe(0.5m);
        LightOf(facts, LightDimension.Investment, Day(2, 10)).Reading.Inputs.Actual.ShouldBe(9);
    }

    [Fact]
    public void A_year_whose_plan_is_missing_is_grey_and_one_that_plans_nothing_is_not_judged()
    {
        var facts = Building(90);

        LightOf(facts with { YearPlans = [] }, LightDimension.Investment, Day(2, 6)).Reason.ShouldBe(LightReason.PlanMissing);
        var nothing = Course(facts with { YearPlans = [new(2025, 0, null, null, Day(1, 1), 1)] }, "sanya-2022").On(Day(2, 6));
        (nothing.State, nothing.Overall).ShouldBe((LightState.NothingOwed, null));
    }

    [Fact]
    public void A_city_without_a_rule_for_the_start_still_sees_the_project_that_never_starts()
    {
        var course = Course(ToStart(Day(6, 15)), "sanya-2022");

        course.On(Day(6, 30)).State.ShouldBe(LightState.NotStarted);
        course.On(Day(7, 6)).Overall.ShouldBe(Light.Grey);
    }

    [Theory]
    [InlineData("2025-03-31", LightState.Judged)]
    [InlineData("2025-04-01", LightState.Suspended)]
    [InlineData("2025-06-01", LightState.Judged)]
    [InlineData("2025-11-01", LightState.Done)]
    public void Suspended_and_done_are_outside_the_statistics_in_their_time(string on, LightState state)
    {
        var facts = Building(0, 0, 0, 0, 0, 0, 0) with
        {
            Passages = [new(Day(11, 1), Standing.Done), new(Day(4, 1), Standing.Suspended), new(Day(6, 1), Standing.Active)],
        };
        var read = Course(facts).On(Day(on));

        (read.State, read.Overall is null, read.Dimensions.Count == 0).ShouldBe((state, state != LightState.Judged, state != LightState.Judged));
    }

    [Fact]
    public void The_overall_light_is_the_worst_and_a_missing_report_is_worse_than_green()
    {
        var late = ToStart(Day(1, 15), Day(1, 20)) with { YearPlans = [new(2025, 100, null, null, Day(1, 1), 1)] };
        var read = Course(late).On(Day(2, 10)); // started in time, figures missing, not in the statistics yet

        (read.Overall, read.Worst, read.HasBreach).ShouldBe((Light.Grey, LightDimension.Investment, true));
        read = Course(late).On(Day(2, 21)); // more than a month after the start
        (read.Overall, read.Worst, read.HasBreach).ShouldBe((Light.Yellow, LightDimension.Entry, true));
        read.Dimensions.Select(d => d.Light).ShouldBe([Light.Green, Light.Grey, Light.Yellow]);
    }

    [Fact]
    public void A_task_is_judged_by_its_worst_open_milestone()
    {
        var facts = new LightFacts
        {
            Subject = LightSubject.Task,
            Milestones =
            [
                new("M1", "可研", Day(3, 1), null, Day(5, 1), 2, Day(1, 1), 1), new("M2", "初设", Day(6, 1), null, null, 0, Day(1, 1), 1),
                new("M3", "开工", Day(6, 20), null, null, 0, Day(1, 1), 1), new("M4", "竣工", Day(12, 1), null, null, 0, Day(1, 1), 1),
            ],
        };

        LightOf(facts, LightDimension.Milestone, Day(4, 30), "task").Reading.Inputs.Subject.ShouldBe("可研");
        LightOf(facts, LightDimension.Milestone, Day(5, 1), "task").Light.ShouldBe(Light.Green);
        LightOf(facts, LightDimension.Milestone, Day(6, 25), "task").Reading.Inputs.Subject.ShouldBe("初设");
        Course(new LightFacts { Subject = LightSubject.Task }, "task").On(Day(6, 1)).State.ShouldBe(LightState.NothingOwed);
    }
}
