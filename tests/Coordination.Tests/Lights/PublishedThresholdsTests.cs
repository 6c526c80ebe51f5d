using Cluster.Coordination.Lights;
using Cluster.Portfolio.Months;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>The table of office-practice §5, each threshold from both of its sides.</summary>
public sealed class PublishedThresholdsTests
{
    /// <summary>At the end of June the schedule asks for 50 % of 1,000.</summary>
    [Theory]
    [InlineData(620, Light.Green, "on-schedule")]
    [InlineData(500, Light.Green, "on-schedule")]
    [InlineData(499.9, Light.Green, "near-schedule")]
    [InlineData(400.1, Light.Green, "near-schedule")]
    [InlineData(400, Light.Yellow, "behind-schedule")]
    [InlineData(300, Light.Yellow, "behind-schedule")]
    [InlineData(200, Light.Yellow, "behind-schedule")]
    [InlineData(199.999, Light.Red, "far-behind-schedule")]
    [InlineData(0, Light.Red, "far-behind-schedule")]
    public void Yinchuan_holds_investment_against_the_schedule_in_points(double invested, Light light, string reason) =>
        Investment("yinchuan-2025", invested).ShouldBe((light, reason));

    [Theory]
    [InlineData(500, Light.Green, "on-schedule")]
    [InlineData(499.999, Light.Yellow, "behind-schedule")]
    [InlineData(250, Light.Yellow, "behind-schedule")]
    [InlineData(249.999, Light.Red, "far-behind-schedule")]
    [InlineData(0, Light.Red, "far-behind-schedule")]
    public void Sanya_lets_half_of_the_schedule_be_missing_before_it_is_red(double invested, Light light, string reason) =>
        Investment("sanya-2022", invested).ShouldBe((light, reason));

    [Theory]
    [InlineData(400, Light.Green, "on-schedule")]
    [InlineData(399.999, Light.Yellow, "behind-schedule")]
    [InlineData(300, Light.Yellow, "behind-schedule")]
    [InlineData(299.999, Light.Red, "far-behind-schedule")]
    public void Wuhan_divides_completion_by_the_time_passed(double invested, Light light, string reason) =>
        Read(LightOf(InJune(invested), LightDimension.Completion, Day(7, 6), "wuhan")).ShouldBe((light, reason));

    /// <summary>A sixth of sixty is not sixty in decimals: the threshold itself must still be inside.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(11)]
    public void A_threshold_that_decimals_miss_is_still_met(int month)
    {
        var facts = Building([.. Enumerable.Range(1, month).Select(m => (decimal?)(m * 60m))]) with
        {
            YearPlans = [new(2025, 1_200, CurveWan: null, PaymentsWan: null, Day(1, 2), 1)],
        };

        LightOf(facts, LightDimension.Completion, Day(month, 1).AddMonths(1).AddDays(5), "wuhan").Raw.ShouldBe(Light.Yellow);
    }

    [Theory]
    [InlineData("2025-07-01", null, Light.Yellow)]
    [InlineData("2025-07-31", null, Light.Yellow)]
    [InlineData("2025-08-31", null, Light.Yellow)]
    [InlineData("2025-09-01", null, Light.Red)]
    [InlineData("2025-09-10", "2025-09-11", Light.Red)]
    [InlineData("2025-09-11", "2025-09-11", Light.Green)]
    public void Yinchuan_lets_a_planned_month_pass_three_times(string on, string? startedOn, Light light) =>
        LightOf(ToStart(Day(6, 15), startedOn is null ? null : Day(startedOn)), LightDimension.Start, Day(on)).Light.ShouldBe(light);

    [Theory]
    [InlineData("2025-01-15", null, Light.Green)]
    [InlineData("2025-02-28", null, Light.Green)] // a month after the 31st of January
    [InlineData("2025-03-01", null, Light.Yellow)]
    [InlineData("2025-03-31", null, Light.Yellow)]
    [InlineData("2025-04-01", null, Light.Red)]
    [InlineData("2025-04-02", "2025-04-02", Light.Green)]
    public void Yinchuan_gives_a_month_to_enter_the_statistics_and_a_second_one(string on, string? enteredOn, Light light)
    {
        var started = Day(on) < Day(1, 31) ? Day(1, 15) : Day(1, 31);
        var facts = ToStart(Day(1, 1), started) with { EnteredOn = enteredOn is null ? null : Day(enteredOn) };

        LightOf(facts, LightDimension.Entry, Day(on)).Light.ShouldBe(light);
    }

    [Theory]
    [InlineData(200, Light.Green, "on-schedule")]
    [InlineData(199.99, Light.Red, "below-requirement")]
    public void Yinchuan_has_no_yellow_for_payments(double paid, Light light, string reason)
    {
        decimal[] payments = [0, 0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500];
        var facts = Building() with
        {
            YearPlans = [new(2025, 1_000, CurveWan: null, payments, Day(1, 2), 1)],
            Months = [new(Day(6, 1), 500, (decimal)paid, Day(7, 3), 1), new(Day(1, 1), 80, 0, Day(2, 3), 1)],
        };

        Read(LightOf(facts, LightDimension.Payment, Day(7, 6))).ShouldBe((light, reason));
        Read(LightOf(facts, LightDimension.Payment, Day(2, 6))).ShouldBe((Light.Green, "nothing-due"));
    }

    [Theory]
    [InlineData(new double[] { 100 }, Light.Green)]
    [InlineData(new double[] { 99.99 }, Light.Yellow)]
    [InlineData(new double[] { 50, 60 }, Light.Red)]
    [InlineData(new double[] { 50, 100, 60 }, Light.Yellow)]
    public void Sanya_makes_a_district_red_that_misses_its_quota_twice_running(double[] done, Light light) =>
        LightOf(District([.. done.Select(d => (decimal?)d)]), LightDimension.Quota, Day(done.Length + 1, 6), "sanya-2022").Light.ShouldBe(light);

    [Theory]
    [InlineData("2025-06-20", null, Light.Green)]
    [InlineData("2025-06-20", "2025-06-20", Light.Green)]
    [InlineData("2025-06-01", "2025-06-21", Light.Yellow)] // forecast late
    [InlineData("2025-06-21", null, Light.Yellow)]
    [InlineData("2025-07-20", null, Light.Yellow)]
    [InlineData("2025-07-21", null, Light.Red)] // serious: our 30 days
    [InlineData("2025-06-01", "2025-07-21", Light.Red)]
    public void Haikou_counts_a_forecast_as_late(string on, string? forecast, Light light) =>
        LightOf(WithMilestone(Day(6, 20), forecast is null ? null : Day(forecast)), LightDimension.Milestone, Day(on), "haikou").Light.ShouldBe(light);

    [Fact]
    public void Haikou_makes_the_second_running_yellow_red()
    {
        var facts = WithMilestone(Day(6, 20), forecast: Day(7, 10)) with { Milestones = [new("M1", "封顶", Day(8, 20), Day(9, 10), null, 0, Day(6, 10), 1)] };

        Read(LightOf(facts, LightDimension.Milestone, Day(7, 31), "haikou")).ShouldBe((Light.Yellow, "late"));
        Read(LightOf(facts, LightDimension.Milestone, Day(8, 1), "haikou")).ShouldBe((Light.Red, "yellow-run"));
        LightOf(facts, LightDimension.Milestone, Day(8, 1), "haikou").Raw.ShouldBe(Light.Yellow);
    }

    [Theory]
    [InlineData("2025-06-20", 0, Light.Green)]
    [InlineData("2025-06-21", 0, Light.Yellow)]
    [InlineData("2025-07-20", 0, Light.Yellow)]
    [InlineData("2025-07-21", 0, Light.Red)]
    [InlineData("2025-06-01", 1, Light.Green)]
    [InlineData("2025-06-01", 2, Light.Red)]
    public void A_task_without_money_is_red_after_thirty_days_or_at_the_second_slip(string on, int slips, Light light) =>
        LightOf(WithMilestone(Day(6, 20), forecast: Day(12, 1), slips: slips), LightDimension.Milestone, Day(on), "task").Light.ShouldBe(light);

    [Theory]
    [InlineData(CitySchedule.Straight, Light.Yellow)] // 41.7 % were asked for by May
    [InlineData(CitySchedule.Stepped, Light.Green)] // 20 %
    public void The_schedule_is_the_one_that_the_city_chose(CitySchedule city, Light light) =>
        LightOf(Building(0, 0, 0, 0, 250), LightDimension.Investment, Day(6, 6), city: city).Raw.ShouldBe(light);

    [Fact]
    public void An_own_curve_counts_before_it_and_the_light_says_so()
    {
        decimal[] curve = [0, 0, 0, 0, 200, 400, 600, 800, 900, 1_000, 1_000, 1_000];
        var facts = Building(0, 0, 0, 0, 190) with { YearPlans = [new(2025, 1_000, curve, PaymentsWan: null, Day(1, 2), 1)] };
        var light = LightOf(facts, LightDimension.Investment, Day(6, 6));

        (light.Raw, light.Reading.Inputs.Schedule, light.Reading.Inputs.Expected).ShouldBe((Light.Green, ScheduleForm.OwnCurve, 20));
        LightOf(facts, LightDimension.Completion, Day(6, 6), "wuhan").Reading.Inputs.Schedule.ShouldBe(ScheduleForm.Straight);
    }

    /// <summary>§5: building is frozen, and nothing is done from January on.</summary>
    [Theory]
    [InlineData(1, Light.Green, Light.Red)]
    [InlineData(2, Light.Yellow, Light.Red)]
    [InlineData(3, Light.Yellow, Light.Red)]
    [InlineData(4, Light.Red, Light.Red)]
    [InlineData(5, Light.Red, Light.Red)]
    public void In_a_frozen_winter_points_are_patient_and_ratios_are_not(int months, Light points, Light ratio)
    {
        var facts = Building([.. Enumerable.Repeat((decimal?)0, months)]);
        var on = Day(months, 1).AddMonths(1).AddDays(5);

        LightOf(facts, LightDimension.Investment, on).Light.ShouldBe(points);
        LightOf(facts, LightDimension.Investment, on, "sanya-2022").Light.ShouldBe(ratio);
        LightOf(facts, LightDimension.Completion, on, "wuhan").Light.ShouldBe(ratio);
    }

    [Fact]
    public void The_band_that_nobody_defined_is_green_and_says_so()
    {
        var light = LightOf(InJune(450), LightDimension.Investment, Day(7, 6));

        light.Light.ShouldBe(Light.Green);
        Said(light).ShouldContain("规则未规定落后不足10个百分点的情形，按绿灯处理");
    }

    private static LightFacts InJune(double invested) => Building(84, 167, 250, 334, 417, (decimal)invested);

    private static (Light, string) Investment(string preset, double invested) =>
        Read(LightOf(InJune(invested), LightDimension.Investment, Day(7, 6), preset));

    private static (Light Light, string Reason) Read(DimensionLight light) => (light.Light, LightCodes.Reasons.Write(light.Reason));
}
