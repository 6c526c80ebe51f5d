using Cluster.Coordination.Lights.Facts;
using Cluster.Coordination.Lights.Shown;
using Cluster.Portfolio;
using static Cluster.Coordination.Tests.Lights.Scene;
using static Cluster.Coordination.Tests.Lights.ToldProjects;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>A past day computed again with what is known today, beside what was shown when it ended.</summary>
public sealed class CompareLightsTests : IAsyncLifetime
{
    private LightsOffice _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await LightsOffice.Open(Day(6, 3));
        await _office.Hear(new OnSubjectReported(), Building("road", Day(6, 3)));
        await _office.Hear(new OnFactTold(), Year("road", Day(1, 2)));
        await _office.Hear(new OnMonthsTold(), Months("may", Day(6, 3), ("road", 5, 400)));
        await _office.Turn();
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task A_day_of_which_nothing_new_is_known_is_as_it_was_shown()
    {
        _office.GoTo(Day(6, 20));

        var compared = await Compare(Day(6, 10));

        compared.IsSame.ShouldBeTrue();
        compared.Lights.ShouldAllBe(l => l.Difference == "none");
        compared.Lights[0].Recomputed!.Zh.ShouldBe(compared.Lights[0].Shown!.Zh);
    }

    [Fact]
    public async Task What_was_reported_after_the_day_changes_what_is_computed_of_it_and_not_what_was_shown()
    {
        _office.GoTo(Day(7, 6));
        await _office.Turn(); // June is missing
        _office.GoTo(Day(7, 20));
        await _office.Hear(new OnMonthsTold(), Months("june", Day(7, 20), ("road", 6, 150)));
        await _office.Turn();

        (await Of(Day(7, 10))).ShouldBe(("grey", "red", "said-late"));
        (await Of(Day(7, 4))).ShouldBe(("green", "green", "none")); // June was not due yet
        (await Of(Day(7, 20))).ShouldBe(("red", "red", "none"));
    }

    [Fact]
    public async Task A_figure_that_was_corrected_later_is_another_light_on_all_days_since_it_was_reported()
    {
        _office.GoTo(Day(6, 20));
        await _office.Hear(new OnMonthsTold(), Month("road", 5, Day(6, 20), version: 2, wan: 160));
        await _office.Turn();

        (await Of(Day(6, 10))).ShouldBe(("green", "yellow", "said-late"));
    }

    [Fact]
    public async Task What_was_said_in_time_and_heard_late_is_told_apart()
    {
        _office.GoTo(Day(7, 10));
        await _office.Turn();
        await _office.Hear(new OnMonthsTold(), Months("june", Day(7, 3), ("road", 6, 150))); // the broker was away for a week
        await _office.Turn();

        (await Of(Day(7, 8))).ShouldBe(("green", "red", "heard-late"));
    }

    [Fact]
    public async Task A_day_on_which_nothing_ran_was_shown_as_the_day_before_and_caught_up_later()
    {
        _office.GoTo(Day(7, 12));
        await _office.Turn();

        (await Of(Day(7, 8))).ShouldBe(("green", "grey", "judged-late"));
        (await Of(Day(7, 12))).ShouldBe(("grey", "grey", "none"));
    }

    [Fact]
    public async Task Before_the_first_light_nothing_was_shown() => (await Of(Day(6, 2))).ShouldBe((null, "grey", "not-shown"));

    private async Task<(string? Shown, string? Recomputed, string Difference)> Of(DateOnly day)
    {
        var light = (await Compare(day)).Lights.Single(l => l.Dimension == "investment");
        return (light.Shown?.Light, light.Recomputed?.Light, light.Difference);
    }

    private async Task<LightComparison> Compare(DateOnly day) => (await CompareLights.Compare(
        _office.Database, "project", "infrastructure/road", onlyOf: null, day, new PortfolioOptions(), TestContext.Current.CancellationToken))!;
}
