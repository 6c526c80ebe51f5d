using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights.Facts;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights.Facts;

/// <summary>Tasks of the plan, whose targets with a date are their milestones (office-practice §5, task light where there is no money).</summary>
public sealed class TaskLightsTests : IAsyncLifetime
{
    private LightsOffice _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await LightsOffice.Open(Day(6, 1));
        await _office.Hear(new OnSubjectReported(), new Told<TaskRecorded>("coordination/tasks/T20", 1, Day(6, 1), Recorded("T20")));
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task A_target_is_yellow_the_day_after_it_is_due_and_red_after_thirty_and_done_when_its_indicator_meets_it()
    {
        await Record(1, due: Day(6, 20));
        await _office.Turn();
        (await _office.NextChange("T20", "task")).ShouldBe(Day(6, 21));
        _office.GoTo(Day(7, 25));
        await _office.Turn();
        await Measure(version: 1, value: 1, on: Day(7, 25));
        await _office.Turn();

        (await Course()).ShouldBe(
            ["2025-06-01–2025-06-21 green", "2025-06-21–2025-07-21 yellow", "2025-07-21–2025-07-25 red", "2025-07-25– green"]);
    }

    [Fact]
    public async Task A_value_that_is_withdrawn_leaves_its_target_open_again()
    {
        await Record(1, due: Day(6, 20));
        await Measure(version: 1, value: 1, on: Day(6, 1));
        _office.GoTo(Day(6, 25));
        await _office.Turn();
        _office.GoTo(Day(6, 26));
        await _office.Hear(new OnFactTold(), new Told<IndicatorWithdrawn>("infrastructure/indicators/G03/150200", 2, Day(6, 26), new("G03", "150200")));
        await _office.Turn();

        (await Course()).ShouldBe(["2025-06-25–2025-06-26 green", "2025-06-26– yellow"]);
    }

    [Fact]
    public async Task The_second_time_that_a_target_moves_to_a_later_day_it_is_red()
    {
        await Record(1, due: Day(7, 20));
        await Record(2, due: Day(8, 20));
        await _office.Turn();
        (await Course()).ShouldBe(["2025-06-01– green"]);

        _office.GoTo(Day(6, 2));
        await Record(3, due: Day(9, 20));
        await _office.Turn();

        (await Course()).ShouldBe(["2025-06-01–2025-06-02 green", "2025-06-02– red"]);
    }

    [Fact]
    public async Task A_task_that_its_leads_report_completed_is_done_and_one_whose_targets_say_no_day_has_nothing_to_judge()
    {
        await Record(1, due: null);
        await _office.Turn();
        _office.GoTo(Day(7, 3));
        await Report("市交通运输局", version: 1, "completed", 100);
        await _office.Turn();
        _office.GoTo(Day(7, 4));
        await Report("市住建局", version: 1, "completed", 100); // co-operates, and does not answer for it
        await _office.Turn();

        (await Course()).ShouldBe(["2025-06-01–2025-07-03 nothing-owed", "2025-07-03– done"]);
    }

    /// <summary>文件未写期限: the plan's last day is the target's, and it moves with the plan's period; a target in words has no day.</summary>
    [Fact]
    public async Task A_target_without_a_day_is_due_when_its_plan_ends_unless_it_is_only_words()
    {
        await HavePlan(ends: Day(6, 20));
        await Record(1, due: null);
        await _office.Turn();
        (await _office.NextChange("T20", "task")).ShouldBe(Day(6, 21));
        _office.GoTo(Day(6, 25));
        await _office.Turn();
        _office.GoTo(Day(6, 26));
        await HavePlan(ends: Day(6, 30));
        await _office.Turn();
        _office.GoTo(Day(6, 27));
        await Record(2, due: null, comparison: null);
        await _office.Turn();

        (await Course()).ShouldBe(["2025-06-01–2025-06-21 green", "2025-06-21–2025-06-26 yellow", "2025-06-26–2025-06-27 green", "2025-06-27– nothing-owed"]);
    }

    [Fact]
    public async Task A_target_that_moves_to_another_task_is_that_ones_milestone()
    {
        await _office.Hear(new OnSubjectReported(), new Told<TaskRecorded>("coordination/tasks/T21", 1, Day(6, 1), Recorded("T21")));
        await Record(1, due: Day(6, 20));
        _office.GoTo(Day(6, 25));
        await _office.Turn();
        _office.GoTo(Day(6, 26));
        await Record(2, due: Day(6, 20), task: "T21");
        await _office.Turn();

        (await Course()).ShouldBe(["2025-06-25–2025-06-26 yellow", "2025-06-26– nothing-owed"]);
        (await _office.Course("T21", kind: "task")).ShouldBe(["2025-06-25–2025-06-26 nothing-owed", "2025-06-26– yellow"]);
    }

    private Task<List<string>> Course() => _office.Course("T20", kind: "task");

    private static TaskRecorded Recorded(string key) => new(
        key, "3", "3.1", "3.1", 20, $"任务{key}", $"Task {key}", ["市交通运输局"], ["市住建局"], ["各相关地区"], ["举措"], ["measure"], Note: null);

    /// <summary>As the office writes it: the row, its event in this service's own log, and the word of it.</summary>
    private async Task Record(long version, DateOnly? due, string task = "T20", string? comparison = ">=")
    {
        var target = new TargetRecorded("G03", task, "包银高铁建成通车", "The railway is open", comparison, 1, "条", due, DueNote: null, Note: null);
        var day = due is null ? "null" : $"'{due:yyyy-MM-dd}'";
        await _office.Execute($"""
            insert into targets (key, owner, task, indicator, indicator_en, comparison, value, unit, due, version)
            values ('G03', '', '{task}', '', '', '>=', 1, '条', {day}, {version})
            on conflict (key) do update set task = excluded.task, due = excluded.due
            """);
        await _office.Write("coordination/targets/G03", version, target);
        await _office.Hear(new OnTargetRecorded(), new Told<TargetRecorded>("coordination/targets/G03", version, _office.Today, target));
    }

    private async Task HavePlan(DateOnly ends)
    {
        await _office.Execute($"""
            insert into plans (key, owner, title, title_en, period_start, period_end, version) values ('P', '', '', '', '2025-01-01', '{ends:yyyy-MM-dd}', 1)
            on conflict (key) do update set period_end = excluded.period_end;
            insert into themes (key, owner, ordinal, title, title_en, plan, version) values ('3', '', 3, '', '', 'P', 1) on conflict (key) do nothing;
            insert into tasks (key, owner, theme, subsection, clause, ordinal, title, title_en, leads, co_operators, implementers, measures, measures_en, version)
            values ('T20', '', '3', '3.1', '', 20, '', '', '{"{}"}', '{"{}"}', '{"{}"}', '{"{}"}', '{"{}"}', 1) on conflict (key) do nothing
            """);
        await _office.Hear(
            new OnPlanRecorded(), new Told<ActionPlanRecorded>("coordination/plans/P", 1, _office.Today, new("P", "", "", null, new DateOnly(2025, 1, 1), ends)));
    }

    private Task Measure(long version, decimal value, DateOnly on) => _office.Hear(
        new OnFactTold(), new Told<IndicatorMeasured>("infrastructure/indicators/G03/150200", version, on, new IndicatorMeasured(
            "G03", "150200", on, value, "条", 1, new BilingualSource("来源", "Source"))));

    private Task Report(string organisation, long version, string state, decimal progress) => _office.Hear(
        new OnFactTold(), new Told<ProgressReported>($"coordination/progress-reports/T20.2025Q2.{organisation}", version, _office.Today, new ProgressReported(
            "T20", organisation, Quarter.Parse("2025Q2"), progress, state, "已完成")));
}
