using Cluster.Coordination.Reporting;
using static Cluster.Coordination.Tests.Reporting.Scene;

namespace Cluster.Coordination.Tests.Reporting;

public sealed class ReportingMatrixTests
{
    [Theory]
    [InlineData("2025-09-30 08:59", "not-due")]
    [InlineData("2025-09-30 09:00", "due")]
    [InlineData("2025-10-21 23:59", "due")]
    [InlineData("2025-10-22 00:00", "overdue")]
    public void What_has_not_come_is_due_and_then_overdue(string asOf, string state) => State(Led, asOf).ShouldBe(state);

    [Theory]
    [InlineData("2025-07-02 08:00", "complete-in-time")] // early
    [InlineData("2025-10-21 23:59", "complete-in-time")]
    [InlineData("2025-10-22 00:00", "complete-late")]
    public void Timely_is_what_was_received_by_the_end_of_the_due_day(string receivedAt, string state) =>
        State(Led with { Parts = [Part(receivedAt, 45)] }, "2025-11-01").ShouldBe(state);

    [Fact]
    public void The_last_needed_part_decides_when_a_report_was_received()
    {
        var facts = Led with { Items = [Item("M1"), Item("M2")], Parts = [Part("2025-10-10", 1, item: "M1"), Part("2025-10-23", words: "已招标", item: "M2")] };

        State(facts, "2025-10-21").ShouldBe("due");
        State(facts, "2025-10-22").ShouldBe("overdue");
        State(facts, "2025-10-23").ShouldBe("complete-late");
        Cell(facts, "2025-10-22").Missing.ShouldBe(1);
    }

    [Fact]
    public void An_unchanged_figure_without_words_is_no_report() =>
        State(Led with { Parts = [Part("2025-07-10", 40, period: Quarter2), Part("2025-10-10", 40)] }, "2025-10-22").ShouldBe("overdue");

    [Theory]
    [InlineData("2025-10-21", "no-change-in-time")]
    [InlineData("2025-10-25", "no-change-late")]
    public void A_tick_is_an_answer_that_is_counted_apart(string at, string state)
    {
        var facts = Led with { Items = [Item("M1"), Item("M2")], Parts = [Part("2025-10-10", 1, item: "M1"), Part(at, isNoChange: true, item: "M2")] };

        State(facts, "2025-11-01").ShouldBe(state);
        var cell = Cell(facts, "2025-11-01");
        (cell.Complete, cell.NoChange, cell.Missing).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void Each_of_several_leads_has_a_cell_of_its_own()
    {
        var facts = Led with { Roles = [.. Led.Roles, Role(Other, TaskRole.Lead, "2021-01-01")], Parts = [Part("2025-10-10", 45)] };

        (State(facts, "2025-11-01"), State(facts, "2025-11-01", Other)).ShouldBe(("complete-in-time", "overdue"));
    }

    [Theory]
    [InlineData("2025-10-21 10:00", "due")]
    [InlineData("2025-10-22 10:00", "overdue-excused")]
    [InlineData("2025-10-31 23:59", "overdue-excused")]
    [InlineData("2025-11-01 00:00", "overdue")]
    public void An_extension_excuses_until_it_expires(string asOf, string state) =>
        State(Led with { Allowances = [Allow("2025-10-15", "2025-10-31")] }, asOf).ShouldBe(state);

    [Theory]
    [InlineData("2025-10-20", "complete-in-time")]
    [InlineData("2025-10-31 23:00", "complete-excused")]
    [InlineData("2025-11-01 00:00", "complete-late")]
    public void What_comes_under_an_extension_is_late_and_excused(string receivedAt, string state) =>
        State(Led with { Allowances = [Allow("2025-10-15", "2025-10-31")], Parts = [Part(receivedAt, 45)] }, "2025-12-31").ShouldBe(state);

    [Fact]
    public void A_reopening_excuses_what_comes_under_it_and_nothing_before()
    {
        var facts = Led with { Allowances = [Allow("2025-12-01", "2025-12-10")] };

        facts.Allowances[0].Kind.ShouldBe(AllowanceKind.Reopening);
        State(facts with { Parts = [Part("2025-12-05", isNoChange: true)] }, "2026-01-01").ShouldBe("no-change-excused");
        State(facts with { Parts = [Part("2025-11-10", 45)] }, "2026-01-01").ShouldBe("complete-late");
        State(facts, "2025-11-30").ShouldBe("overdue");
    }

    [Fact]
    public void An_allowance_is_of_one_department_and_one_cycle()
    {
        var facts = Led with
        {
            Roles = [.. Led.Roles, Role(Other, TaskRole.Lead, "2021-01-01")],
            Allowances = [Allow("2025-10-15", "2025-10-31", Other)],
        };

        (State(facts, "2025-10-25"), State(facts, "2025-10-25", Other)).ShouldBe(("overdue", "overdue-excused"));
        Matrix(facts).Of(Quarter2, At("2025-10-25")).ShouldAllBe(c => c.State == ReportingState.Overdue);
    }

    [Fact]
    public void A_row_has_the_cells_of_the_periods_in_which_it_was_owed()
    {
        var facts = Led with { Roles = [.. Led.Roles, Role(Lead, TaskRole.Lead, "2025-08-01", isHeld: false, version: 2), Role(Other, TaskRole.Lead, "2025-08-01")] };

        var rows = Matrix(facts).Rows([Quarter4, Quarter2, Quarter3], At("2025-11-01"));

        rows.Select(r => (r.Organisation, string.Join(' ', r.Cells.Select(c => $"{c.Period}:{ReportingCodes.States.Write(c.State)}"))))
            .ShouldBe([(Lead, "2025Q2:overdue 2025Q3:overdue"), (Other, "2025Q3:overdue 2025Q4:not-due")], ignoreOrder: true);
    }

    [Fact]
    public void The_next_moment_is_of_a_report_that_is_still_owed()
    {
        var extended = Led with { Allowances = [Allow("2025-10-15", "2025-10-31")] };

        Matrix(Led).NextMoment(Quarter3, At("2025-10-21"))!.At.ShouldBe(At("2025-10-22"));
        Matrix(extended).NextMoment(Quarter3, At("2025-10-25")).ShouldBe(new CycleMoment(At("2025-11-01"), CycleMomentKind.AllowanceEnds));
        Matrix(Led with { Parts = [Part("2025-10-10", 45)] }).NextMoment(Quarter3, At("2025-10-21")).ShouldBeNull();
    }

    [Fact]
    public void The_end_of_an_extension_is_no_moment_to_those_who_have_reported()
    {
        var facts = Led with
        {
            Roles = [.. Led.Roles, Role(Other, TaskRole.Lead, "2021-01-01")],
            Allowances = [Allow("2025-10-15", "2025-10-31")],
            Parts = [Part("2025-10-24", 45)],
        };

        Matrix(facts).NextMoment(Quarter3, At("2025-10-25"))!.ShouldBe(Cycle.Next(At("2025-10-25")));
    }

    [Fact]
    public void Rates_count_items_and_due_reports_and_are_never_above_all()
    {
        var facts = Led with
        {
            Roles = [.. Led.Roles, Role(Other, TaskRole.Lead, "2021-01-01")],
            Items = [Item("M1"), Item("M2"), Item("M3", Lead)],
            Parts =
            [
                Part("2025-10-10", 1, item: "M1"), Part("2025-10-11", 2, item: "M1"), Part("2025-10-10", isNoChange: true, item: "M2"),
                Part("2025-10-10", 1, item: "M3"), Part("2025-10-10", 1, item: "M9"), Part("2025-10-10", 1, item: "M1", organisation: Other),
            ],
        };

        var rates = ReportingRates.Of(Matrix(facts).Of(Quarter3, At("2025-11-01")), At("2025-11-01"));

        rates.ShouldBe(new ReportingRates(Owed: 5, Complete: 3, NoChange: 1, DueReports: 2, InTime: 1, Late: 0, Excused: 0));
        (rates.CompletePercent, rates.NoChangePercent, rates.InTimePercent).ShouldBe((60m, 20m, 50m));
        (rates.Missing, rates.Overdue).ShouldBe((1, 1));
        ReportingRates.Of(Matrix(facts).Of(Quarter3, At("2025-10-21")), At("2025-10-21")).InTimePercent.ShouldBeNull();
    }

    [Fact]
    public void A_rate_is_whole_only_when_all_is_there()
    {
        var rates = new ReportingRates(10_000, 9_999, 1, 0, 0, 0, 0);

        (rates.CompletePercent, rates.NoChangePercent, rates.InTimePercent).ShouldBe((99.9m, 0.1m, null));
        new ReportingRates(3, 3, 0, 1, 0, 1, 0).CompletePercent.ShouldBe(100);
    }
}
