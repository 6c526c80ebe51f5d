using Cluster.Infrastructure.Segments;

namespace Cluster.Infrastructure.Tests.Segments;

/// <summary>What is believed of a road of the published table, told again and again: 固阳—白云, 高速 in the plan of 2017 and 一级 in that of 2020.</summary>
public sealed class TimelineTests
{
    private static readonly DateOnly Today = new(2026, 11, 28);

    private static Segment Road => new()
    {
        Key = "R01", Owner = "市交通运输局", Kind = SegmentKind.Road, Name = "固阳—白云", Touches = [], Status = SegmentStatus.Planned,
        StatusDate = new(2017, 3, 25), TechnicalClass = TechnicalClass.ClassOne, ClassSince = new(2020, 9, 13),
        EarlierClasses = ["2017-03-25 expressway"], LengthKm = 100,
    };

    [Fact]
    public void It_was_an_expressway_in_2017_and_is_class_one_since_the_plan()
    {
        var states = Timeline.After([], null, Road, Today);

        On(states, new(2017, 3, 24)).ShouldBeNull();
        On(states, new(2017, 12, 31))!.Class.ShouldBe(TechnicalClass.Expressway);
        On(states, new(2020, 9, 13))!.Class.ShouldBe(TechnicalClass.ClassOne);
        states.ShouldAllBe(s => s.Status == SegmentStatus.Planned && s.Alignment!.LengthKm == 100);
    }

    [Fact]
    public void The_same_row_told_again_changes_nothing() =>
        Timeline.After(Timeline.After([], null, Road, Today), Road, Road, Today.AddDays(9)).ShouldBe(Timeline.After([], null, Road, Today));

    [Fact]
    public void What_opened_leaves_the_time_before_as_it_was()
    {
        var opened = Road with { Status = SegmentStatus.Open, StatusDate = new(2022, 1, 5), OpenedOn = new(2022, 1, 1) };
        var states = Timeline.After(Timeline.After([], null, Road, Today), Road, opened, Today);

        On(states, new(2021, 12, 31))!.Status.ShouldBe(SegmentStatus.Planned);
        On(states, new(2022, 1, 1))!.Status.ShouldBe(SegmentStatus.Open);
    }

    [Theory]
    [InlineData(2021)]
    [InlineData(2023)]
    public void A_corrected_day_of_opening_replaces_what_was_believed(int year)
    {
        var opened = Road with { Status = SegmentStatus.Open, OpenedOn = new(2022, 1, 1) };
        var corrected = opened with { OpenedOn = new(year, 1, 1) };
        var before = Timeline.After(Timeline.After([], null, Road, Today), Road, opened, Today);
        var states = Timeline.After(before, opened, corrected, Today);

        On(states, new DateOnly(year, 1, 1).AddDays(-1))!.Status.ShouldBe(SegmentStatus.Planned);
        On(states, new DateOnly(year, 1, 1))!.Status.ShouldBe(SegmentStatus.Open);
    }

    [Fact]
    public void What_never_opened_was_never_open()
    {
        var opened = Road with { Status = SegmentStatus.Open, OpenedOn = new(2022, 1, 1) };
        var states = Timeline.After(Timeline.After(Timeline.After([], null, Road, Today), Road, opened, Today), opened, Road, Today);

        states.ShouldAllBe(s => s.Status == SegmentStatus.Planned);
    }

    [Fact]
    public void A_change_without_a_day_holds_from_the_day_it_was_told()
    {
        var before = Road with { EarlierClasses = [], ClassSince = null, StatusDate = null };
        var after = before with { Status = SegmentStatus.Open, TechnicalClass = TechnicalClass.Expressway };
        var states = Timeline.After(Timeline.After([], null, before, Today), before, after, Today.AddDays(7));

        On(states, Today.AddDays(6)).ShouldBe(new SegmentState(Today, SegmentStatus.Planned, TechnicalClass.ClassOne, Alignment.Of(before)));
        On(states, Today.AddDays(7)).ShouldBe(new SegmentState(Today.AddDays(7), SegmentStatus.Open, TechnicalClass.Expressway, Alignment.Of(before)));
    }

    [Fact]
    public void A_corrected_length_was_always_so_unless_a_day_is_said()
    {
        var states = Timeline.After([], null, Road, Today);
        var measured = Timeline.After(states, Road, Road with { LengthKm = 98 }, Today);
        var moved = Timeline.After(states, Road, Road with { LengthKm = 98, AlignmentSince = new(2023, 7, 1) }, Today);

        measured.ShouldAllBe(s => s.Alignment!.LengthKm == 98);
        On(moved, new(2023, 6, 30))!.Alignment!.LengthKm.ShouldBe(100);
        On(moved, new(2023, 7, 1))!.Alignment!.LengthKm.ShouldBe(98);
    }

    [Fact]
    public void What_is_rebuilt_was_open_before()
    {
        var rebuilding = Road with { Status = SegmentStatus.Rebuilding, StatusDate = new(2024, 4, 1), OpenedOn = new(2018, 10, 1) };
        var states = Timeline.After([], null, rebuilding, Today);

        On(states, new(2024, 3, 31))!.Status.ShouldBe(SegmentStatus.Open);
        On(states, new(2024, 4, 1))!.Status.ShouldBe(SegmentStatus.Rebuilding);
    }

    private static SegmentState? On(List<SegmentState> states, DateOnly day) => states.FindLast(s => s.Since <= day);
}
