using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights.Facts;
using Cluster.Messaging;
using static Cluster.Coordination.Tests.Lights.Scene;
using static Cluster.Coordination.Tests.Lights.ToldProjects;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>Days of 2025 on a real database, each with what is heard on it.</summary>
public sealed class TurnLightsTests : IAsyncLifetime
{
    private const string Road = "infrastructure/road";

    private LightsOffice _office = null!;

    public async ValueTask InitializeAsync() => _office = await LightsOffice.Open(Day(6, 3));

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task What_is_heard_is_judged_behind_it_and_shown_from_that_day_on()
    {
        await Hear(may: 160);

        (await _office.Turn()).ShouldBe(1);

        // 160 of 1,000 against five twelfths are 25.7 points behind.
        (await _office.Course(Road)).ShouldBe(["2025-06-03– yellow"]);
        (await _office.Course(Road, "investment")).ShouldBe(["2025-06-03– yellow"]);
        (await _office.Course(Road, "start")).ShouldBe(["2025-06-03– green"]);
        (await Shown(Road, "investment")).Zh.ShouldBe(
            "黄灯:截至2025-05-31投资完成率16.0%,比序时进度41.7%低25.7个百分点(规则 yinchuan-2025/inv 第1版)");
        (await _office.Turn()).ShouldBe(0);
    }

    /// <summary>No report for June: the light of May stands until the 5th of July, and on the 6th June is missing.</summary>
    [Fact]
    public async Task The_next_day_on_which_a_light_changes_by_time_alone_is_stored_and_on_it_alone_it_is_looked_at()
    {
        await Hear(may: 400);
        await _office.Turn();

        (await _office.NextChange(Road)).ShouldBe(Day(7, 6));
        _office.GoTo(Day(7, 5));
        (await _office.Turn()).ShouldBe(0);
        _office.GoTo(Day(7, 6));
        (await _office.Turn()).ShouldBe(1);
        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-07-06 green", "2025-07-06– grey"]);
    }

    [Fact]
    public async Task After_days_on_which_nothing_ran_each_day_is_caught_up_as_it_would_have_been()
    {
        var milestone = Milestone("road", "封顶", Day(6, 3), planned: Day(6, 20));
        await _office.Hear(new OnSubjectReported(), Building("road", Day(6, 3)));
        await _office.Hear(new OnFactTold(), milestone);
        await Adopt("haikou", Day(6, 3));
        await _office.Turn();

        _office.GoTo(Day(9, 1)); // late on 21 June, red on the 31st day, 21 July
        await _office.Turn();

        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-06-21 green", "2025-06-21–2025-07-21 yellow", "2025-07-21– red"]);
        var recorded = await _office.Query(
            "select distinct recorded_at from lights where subject = $1 and dimension = 'overall' and valid_from > '2025-06-03'", r => r.GetDateTime(0), Road);
        recorded.ShouldHaveSingleItem().Month.ShouldBe(9);
        (await Told()).Select(t => t.On).ShouldBe([Day(6, 3), Day(6, 21), Day(7, 21)]);
    }

    [Fact]
    public async Task What_comes_late_changes_what_is_shown_from_then_on_and_no_day_before()
    {
        await Hear(may: 400);
        await _office.Turn();
        _office.GoTo(Day(7, 6));
        await _office.Turn();
        _office.GoTo(Day(7, 20));
        await _office.Hear(new OnMonthsTold(), Months("june", Day(7, 20), ("road", 6, 150)));
        await _office.Turn();

        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-07-06 green", "2025-07-06–2025-07-20 grey", "2025-07-20– red"]);
    }

    [Fact]
    public async Task Of_a_day_that_is_not_over_the_last_word_counts_and_leaves_no_trace_of_the_others()
    {
        await Hear(may: 400);
        await _office.Turn();
        var before = await _office.AllLights();

        _office.GoTo(Day(6, 10));
        await _office.Hear(new OnMonthsTold(), Month("road", 5, Day(6, 10), version: 2, wan: 10));
        await _office.Turn();
        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-06-10 green", "2025-06-10– red"]);
        await _office.Hear(new OnMonthsTold(), Month("road", 5, Day(6, 10), version: 3, wan: 400));
        await _office.Turn();

        (await _office.AllLights()).ShouldBe(before);
        (await Told()).Count.ShouldBe(3); // the log has all that was said
    }

    [Fact]
    public async Task A_light_that_changes_is_told_with_what_it_was_and_what_it_is()
    {
        await Hear(may: 400);
        await _office.Turn();
        _office.GoTo(Day(7, 3));
        await _office.Hear(new OnMonthsTold(), Months("june", Day(7, 3), ("road", 6, 150)));
        await _office.Turn();

        var told = await Told();
        told.Count.ShouldBe(2);
        told[0].Lights.ShouldAllBe(l => l.Before == null);
        var overall = told[1].Lights.Single(l => l.Dimension == "overall");
        (told[1].Kind, told[1].Key, told[1].On).ShouldBe(("project", Road, Day(7, 3)));
        (overall.Before!.Light, overall.Before.Reason, overall.After!.Light, overall.After.Reason, overall.After.Worst)
            .ShouldBe(("green", "in-time", "red", "far-behind-schedule", "investment"));
        (overall.After.Actual, overall.After.Expected, overall.After.Value, overall.After.Since).ShouldBe((15m, 50m, 35m, Day(7, 3)));
    }

    [Fact]
    public async Task The_figures_of_another_month_are_another_light_that_is_shown_since_the_same_day()
    {
        await Hear(may: 160);
        await _office.Turn();
        _office.GoTo(Day(7, 3));
        await _office.Hear(new OnMonthsTold(), Months("june", Day(7, 3), ("road", 6, 300)));
        await _office.Turn();

        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-07-03 yellow", "2025-07-03– yellow"]);
        (await Shown(Road, "overall")).Since.ShouldBe(Day(6, 3));
    }

    [Fact]
    public async Task A_month_that_was_reported_before_it_was_over_counts_from_its_end_on()
    {
        await Hear(may: 400);
        await _office.Hear(new OnMonthsTold(), Months("june", Day(6, 25), ("road", 6, 500)));
        _office.GoTo(Day(6, 25));
        await _office.Turn();

        (await _office.NextChange(Road)).ShouldBe(Day(7, 1));
        _office.GoTo(Day(7, 1));
        await _office.Turn();
        (await Shown(Road, "investment")).AsOf.ShouldBe(Day(6, 30));
    }

    [Fact]
    public async Task Several_replicas_judge_each_subject_once()
    {
        var keys = Enumerable.Range(0, 1_500).Select(n => $"p-{n:0000}").ToList();
        await _office.Hear(new OnSubjectReported(), [.. keys.Select(key => Building(key, Day(6, 3)))]);
        await _office.Hear(new OnFactTold(), [.. keys.Select(key => Year(key, Day(1, 2)))]);
        await _office.Hear(new OnMonthsTold(), Months("may", Day(6, 3), [.. keys.Select(key => (key, 5, 400m))]));

        var judged = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _office.NewReplica().Turn(TestContext.Current.CancellationToken)));

        judged.Sum().ShouldBe(keys.Count);
        (await Told()).Count.ShouldBe(keys.Count);
        (await _office.Query("select count(*) from lights where dimension = 'overall' and light = 'green'", r => r.GetInt64(0))).Single().ShouldBe(keys.Count);
    }

    [Fact]
    public async Task A_project_that_was_merged_away_is_shown_no_more_and_one_that_was_brought_back_is_again()
    {
        await Hear(may: 400);
        await _office.Turn();
        _office.GoTo(Day(6, 10));
        await _office.Execute($"""
            insert into project_merges values ('industry/other', '{Road}', 'merge', 'industry/other', '同一项目', '王主任', now(), 1)
            """);
        await _office.Hear(new OnMergeDecided(), Merge("merge", "industry/other", 1));
        await _office.Turn();
        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-06-10 green"]);
        (await Told())[^1].Lights.ShouldAllBe(l => l.After == null);

        _office.GoTo(Day(6, 12));
        await _office.Execute("update project_merges set decision = 'apart', remaining = null");
        await _office.Hear(new OnMergeDecided(), Merge("apart", remaining: null, 2));
        await _office.Turn();
        (await _office.Course(Road)).ShouldBe(["2025-06-03–2025-06-10 green", "2025-06-12– green"]);
    }

    [Fact]
    public async Task A_subject_that_cannot_be_judged_holds_up_no_other_and_keeps_what_is_shown()
    {
        await Hear(may: 400);
        await _office.Turn();
        await _office.Execute("update light_subjects set passages = '{2025-13-01 unheard-of}'");
        await _office.Hear(new OnSubjectReported(), Building("bridge", Day(6, 3)));
        await _office.Hear(new OnMonthsTold(), Month("road", 5, Day(6, 3), version: 2, wan: 10));

        (await _office.Turn()).ShouldBe(2);

        (await _office.Course(Road)).ShouldBe(["2025-06-03– green"]);
        (await _office.Course("infrastructure/bridge")).ShouldBe(["2025-06-03– grey"]);
        await _office.Execute("update light_subjects set passages = '{}' where subject = 'infrastructure/road'");
        _office.Time.Advance(TimeSpan.FromHours(2));
        (await _office.Turn()).ShouldBe(1);
        (await _office.Course(Road)).ShouldBe(["2025-06-03– red"]);
    }

    private async Task Hear(decimal may)
    {
        await _office.Hear(new OnSubjectReported(), Building("road", Day(6, 3)));
        await _office.Hear(new OnFactTold(), Year("road", Day(1, 2)));
        await _office.Hear(new OnMonthsTold(), Months("may", Day(6, 3), ("road", 5, may)));
    }

    private Task<int> Adopt(string preset, DateOnly from) => _office.Execute($$"""
        insert into light_adoptions values (1, 'project', '{{from:yyyy-MM-dd}}', '{{preset}}', 1,
            '{{Cluster.Coordination.Lights.Presets.TextOf(Cluster.Coordination.Lights.Presets.Of(preset))!.Replace("'", "''", StringComparison.Ordinal)}}', '试行', '王主任', now())
        """);

    private static Told<Cluster.Contracts.Portfolio.ProjectMergeDecided> Merge(string decision, string? remaining, long version) => new(
        "coordination/project-merges/x", version, Day(6, 10), new("industry/other", Road, decision, remaining, "同一项目", "王主任"));

    private async Task<LightShown> Shown(string subject, string dimension) => (await _office.Query(
        "select body::text from lights where subject = $1 and dimension = $2 and valid_until is null",
        r => EventJson.Read<LightShown>(r.GetString(0)), subject, dimension)).Single();

    private Task<List<LightChanged>> Told() => _office.Query(
        "select body::text from log_events where kind = $1 order by write_id, ordinal",
        r => JsonSerializer.Deserialize<LightChanged>(r.GetString(0), EventJson.Options)!, EventJson.KindOf<LightChanged>());
}
