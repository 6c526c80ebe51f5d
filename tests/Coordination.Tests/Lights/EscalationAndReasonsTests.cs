using Cluster.Coordination.Lights;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

public sealed class EscalationAndReasonsTests
{
    /// <summary>15 points behind in every month.</summary>
    private static readonly decimal?[] AlwaysBehind = [.. Enumerable.Range(1, 12).Select(m => (decimal?)Math.Max((1_000m * m / 12) - 150, 0))];

    [Theory]
    [InlineData(2, Light.Yellow, 1)] // January asks for 8.3 %, which nobody is 10 points behind
    [InlineData(3, Light.Yellow, 2)]
    [InlineData(4, Light.Red, 3)]
    [InlineData(5, Light.Red, 3)]
    public void The_third_running_yellow_is_red_and_the_raw_light_is_kept(int months, Light escalated, int run)
    {
        var light = After(AlwaysBehind[..months]);

        (light.Raw, light.Escalated, light.Light, light.Run).ShouldBe((Light.Yellow, escalated, escalated, run));
        light.Reason.ShouldBe(escalated == Light.Red ? LightReason.YellowRun : LightReason.BehindSchedule);
    }

    [Fact]
    public void A_green_month_ends_the_run()
    {
        decimal?[] months = [.. AlwaysBehind[..3], 400, .. AlwaysBehind[4..6]];

        (After(months[..3]).Run, After(months[..4]).Light, After(months).Run).ShouldBe((2, Light.Green, 2));
    }

    [Fact]
    public void Nobody_ends_a_run_by_leaving_a_month_out()
    {
        decimal?[] months = [.. AlwaysBehind[..3], null, AlwaysBehind[4]];

        After(months[..4], new(2025, 5, 6)).Light.ShouldBe(Light.Grey);
        (After(months).Light, After(months).Run).ShouldBe((Light.Red, 3));
        After([.. AlwaysBehind[..2], null, AlwaysBehind[3]]).Run.ShouldBe(2); // and none is added by it
    }

    [Fact]
    public void A_red_month_counts_in_a_run_as_a_yellow_one_does()
    {
        decimal?[] months = [80, 40, 0, 200]; // green, yellow, yellow, yellow; then with March red
        After(months).Light.ShouldBe(Light.Red);

        decimal?[] withRed = [80, 160, 240, 320, 100, 100, 300]; // May and June red, July 28 points behind
        (After(withRed).Raw, After(withRed).Light).ShouldBe((Light.Yellow, Light.Red));
    }

    [Theory]
    [InlineData("2025-05-05", Light.Red, false)]
    [InlineData("2025-05-06", Light.Yellow, true)]
    [InlineData("2025-08-06", Light.Yellow, true)]
    [InlineData("2025-08-07", Light.Red, false)]
    public void An_accepted_reason_holds_the_light_until_it_expires(string on, Light light, bool isHeld)
    {
        var facts = Building(0, 0, 0, 0, 0, 0, 0) with { Reasons = [Reason(LightDimension.Investment, Day(5, 6), Day(8, 6))] };
        var read = LightOf(facts, LightDimension.Investment, Day(on));

        (read.Raw, read.Light, read.HeldUntil is not null).ShouldBe((Light.Red, light, isHeld));
        read.Reason.ShouldBe(isHeld ? LightReason.HeldByReason : LightReason.FarBehindSchedule);
    }

    /// <summary>"planned month passed without accepted reason": with one there is no yellow, and the months do not count.</summary>
    [Theory]
    [InlineData("2025-06-30", null)]
    [InlineData("2025-07-01", Light.Yellow)]
    [InlineData("2025-07-10", Light.Green)]
    [InlineData("2025-09-30", Light.Green)]
    [InlineData("2025-10-01", Light.Yellow)] // June
    [InlineData("2025-11-01", Light.Yellow)] // June and October
    [InlineData("2025-12-01", Light.Red)]
    public void A_late_start_with_a_reason_is_green_and_its_months_do_not_count(string on, Light? light)
    {
        var facts = ToStart(Day(6, 15)) with { Reasons = [Reason(LightDimension.Start, Day(7, 10), Day(9, 30))] };

        Course(facts).On(Day(on)).Dimensions.SingleOrDefault(d => d.Dimension == LightDimension.Start)?.Light.ShouldBe(light!.Value);
        Course(facts).On(Day(on)).State.ShouldBe(light is null ? LightState.NotStarted : LightState.Judged);
    }

    [Fact]
    public void A_reason_holds_its_own_dimension_and_no_missing_report()
    {
        var facts = Building(0, 0, 0, 0) with
        {
            Reasons = [Reason(LightDimension.Start, Day(5, 1), Day(7, 1)), Reason(LightDimension.Investment, Day(6, 6), Day(7, 1))],
        };

        LightOf(facts, LightDimension.Investment, Day(5, 20)).Light.ShouldBe(Light.Red);
        LightOf(facts, LightDimension.Investment, Day(6, 20)).ShouldSatisfyAllConditions(l => l.Light.ShouldBe(Light.Grey), l => l.HeldUntil.ShouldBeNull());
    }

    [Theory]
    [InlineData("2025-05-06", "2025-08-06", null)]
    [InlineData("2025-11-30", "2026-02-28", null)]
    [InlineData("2025-05-06", "2025-05-06", null)]
    [InlineData("2025-05-06", "2025-08-07", "light-reason-too-long")]
    [InlineData("2025-05-06", "2025-05-05", "light-reason-backwards")]
    public void A_reason_holds_for_a_quarter_at_most(string from, string until, string? code)
    {
        var (reason, fault) = AcceptedReason.Of(LightDimension.Start, Day(from), Day(until));

        (reason is null, fault?.Code).ShouldBe((code is not null, code));
    }

    private static DimensionLight After(decimal?[] months, DateOnly? on = null) =>
        LightOf(Building(months), LightDimension.Investment, on ?? Day(months.Length, 1).AddMonths(1).AddDays(5));
}
