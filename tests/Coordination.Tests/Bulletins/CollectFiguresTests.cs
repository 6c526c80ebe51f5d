using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Bulletins.BulletinOffice;

namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>Figures out of the real tables; each test has a quarter of its own in the years 2024 and 2025.</summary>
[Collection(BulletinsCollection.Name)]
public sealed class CollectFiguresTests(BulletinOffice office)
{
    [Fact]
    public async Task The_projects_are_those_of_the_dispatch_table_on_the_screen()
    {
        var projects = (await Figures("2025Q1"))["projects"]!;

        var screen = (await office.Office.Read("/api/coordination/project-dispatch?month=2025-03&by=county"))["totals"]![0]!;
        foreach (var measure in new[] { "projects", "totalWan", "plannedWan", "doneWan", "donePercent" })
        {
            projects["total"]![measure]!.GetValue<decimal>().ShouldBe(screen[measure]!.GetValue<decimal>(), measure);
        }

        projects["total"]!["doneWan"]!.GetValue<decimal>().ShouldBe(1150.5m);
        projects["categories"]!.AsArray().Select(c => $"{c!["name"]} {c["sum"]!["doneWan"]}").ShouldBe(["新建 550.5", "续建 600"]);
    }

    [Fact]
    public async Task Counties_have_their_names_their_balanced_shares_and_their_places_by_amount_and_rate()
    {
        var counties = Slice(await Figures("2025Q1"), "county");

        counties.Select(c => $"{c["name"]} {c["sum"]!["doneWan"]} {c["sharePercent"]} {c["amountRank"]} {c["rateRank"]?.ToString() ?? "—"}").ShouldBe(
        [
            "东河区 50.5 4.4 7 —", // 150202: no plan, so no rate and no place by it
            "昆都仑区 300 26.1 1 1",
            "青山区 300 26.1 1 2", // as much as the one before: they share the first place
            "九原区 100 8.7 5 6",
            "土默特右旗 200 17.4 3 3",
            "固阳县 140 12.1 4 3", // p-6 by its shares, both at 40 %
            "达尔罕茂明安联合旗 60 5.2 6 3",
        ]);
        counties.Sum(c => c["sharePercent"]!.GetValue<decimal>()).ShouldBe(100);
    }

    [Fact]
    public async Task What_does_not_say_its_chain_is_shown_and_has_no_place()
    {
        var chains = Slice(await Figures("2025Q1"), "chain");

        chains.Select(c => $"{c["name"]} {c["amountRank"]?.ToString() ?? "—"}").ShouldBe(["储氢 3", "抛光 2", "永磁 1", "未注明 —"]);
    }

    [Fact]
    public async Task Tasks_stand_as_the_reports_up_to_the_quarter_leave_them()
    {
        States(await Figures("2024Q4")).ShouldBe("not-reported 3");
        States(await Figures("2025Q1")).ShouldBe("not-reported 2, in-progress 1");
        States(await Figures("2025Q2")).ShouldBe("not-reported 2, in-progress 1"); // of the last quarter's report
        States(await Figures("2025Q3")).ShouldBe("not-reported 2, completed 1");

        var transport = (await Figures("2025Q2"))["tasks"]!["departments"]!.AsArray().Single(d => d!["name"]!.GetValue<string>() == "市交通运输局")!;
        (transport["leads"]!.GetValue<int>(), transport["reported"]!.GetValue<int>()).ShouldBe((1, 0)); // and nothing for the second quarter itself

        static string States(JsonNode figures) => string.Join(", ", figures["tasks"]!["states"]!.AsArray()
            .Where(s => s!["tasks"]!.GetValue<int>() > 0).Select(s => $"{s!["state"]} {s["tasks"]}"));
    }

    [Fact]
    public async Task The_tasks_and_targets_of_a_plan_that_begins_later_are_not_the_quarters()
    {
        await office.Execute("""
            insert into plans (key, owner, version, title, title_en, period_start, period_end) values ('next', '', 1, '', '', '2022-04-01', '2026-12-31');
            update themes set plan = 'next' where key = '3'
            """);

        var (before, within) = (await Figures("2022Q1"), await Figures("2022Q2"));
        await office.Execute("update themes set plan = null");

        (before["tasks"]!["tasks"]!.GetValue<int>(), before["indicators"]!["targets"]!.GetValue<int>()).ShouldBe((1, 0));
        (within["tasks"]!["tasks"]!.GetValue<int>(), within["indicators"]!["targets"]!.GetValue<int>()).ShouldBe((3, 1));
    }

    [Fact]
    public async Task Districts_have_their_places_within_each_chain_and_the_ranking_at_the_address_says_the_same()
    {
        var chains = (await Figures("2025Q1"))["projects"]!["chainCounties"]!.AsArray();

        chains.Select(c => $"{c!["chain"]}: {string.Join(", ", c["parts"]!.AsArray().Select(p => $"{p!["name"]} {p["sum"]!["doneWan"]} {p["amountRank"]} {p["rateRank"]?.ToString() ?? "—"}"))}")
            .ShouldBe(
            [
                "储氢: 东河区 50.5 1 —",
                "抛光: 土默特右旗 200 1 1, 固阳县 140 2 1, 达尔罕茂明安联合旗 60 3 1",
                "永磁: 昆都仑区 300 1 1, 青山区 300 1 2",
            ]);
        var ranking = await office.Office.Read(chains[1]!["source"]!.GetValue<string>());
        ranking["rows"]!.AsArray().Select(r => $"{r!["name"]} {r["doneWan"]} {r["amountRank"]}").ShouldBe(["土默特右旗 200 1", "固阳县 140 2", "达尔罕茂明安联合旗 60 3"]);
    }

    [Fact]
    public async Task Reports_are_counted_as_the_matrix_has_them_and_who_has_not_reported_is_named()
    {
        var figures = await Figures("2025Q1");
        var reports = figures["reports"]!;

        var matrix = await office.Office.Read(reports["source"]!.GetValue<string>());
        var cells = matrix["rows"]!.AsArray().Where(r => r!["organisation"] is not null).SelectMany(r => r!["cells"]!.AsArray()).ToList();
        Sum(reports["total"]!).ShouldBe(
            $"{cells.Count} {Of("complete-in-time")} {Of("complete-late")} {Of("complete-excused")} {cells.Count(c => c!["receivedAt"] is null)}");
        Sum(reports["total"]!).ShouldEndWith($"{cells.Count - 1}"); // one report came
        reports["dueOn"]!.GetValue<string>().ShouldBe(matrix["cycles"]![0]!["due"]!.GetValue<string>());
        var transport = reports["departments"]!.AsArray().Single(d => d!["name"]!.GetValue<string>() == "市交通运输局")!;
        (Sum(transport["sum"]!), transport["missingTasks"]!.AsArray().Count).ShouldBe(("1 0 1 0 0", 0)); // it was pushed today, long after its due day
        var reform = reports["departments"]!.AsArray().Single(d => d!["name"]!.GetValue<string>() == "市发改委")!;
        reform["missingTasks"]!.AsArray().Select(t => t!.GetValue<string>()).ShouldBe(
            matrix["rows"]!.AsArray().Where(r => r!["organisation"]?.GetValue<string>() == "市发改委").Select(r => r!["task"]!.GetValue<string>()));

        int Of(string state) => cells.Count(c => c!["state"]!.GetValue<string>() == state);
        static string Sum(JsonNode sum) => $"{sum["owed"]} {sum["inTime"]} {sum["late"]} {sum["excused"]} {sum["missing"]}";
    }

    [Fact]
    public async Task Lights_are_those_that_were_shown_at_the_quarters_end_and_the_red_ones_say_why()
    {
        await office.Execute("""
            insert into light_subjects (kind, subject, version, name, departments, leads, members, districts, tasks, passages)
            select 'project', s, 1, s, '{市交通运输局}', '{}', '{}', '{}', t, '{}' from (values ('l-1', array['T21']), ('l-2', '{}'), ('l-3', array['T21', 'T22'])) x (s, t);
            insert into lights (kind, subject, dimension, valid_from, valid_until, recorded_at, light, body)
            select 'project', s, d, f::date, u::date, now(), l, '{"light":"red","zh":"红灯:逾期","en":"red","worst":"start","since":"2019-01-01"}'
            from (values
                ('l-1', 'overall', 'red', '2019-01-10', '2019-07-01'), ('l-1', 'start', 'red', '2019-01-10', '2019-07-01'),
                ('l-1', 'overall', 'green', '2019-07-01', null),
                ('l-2', 'overall', 'grey', '2019-02-01', null), ('l-2', 'start', 'green', '2019-02-01', null),
                ('l-3', 'overall', 'not-started', '2019-06-30', null)) x (s, d, l, f, u)
            """);

        var (before, june, september) = (await Lights("2018Q4"), await Lights("2019Q2"), await Lights("2019Q3"));

        // Before any was shown, those of the first day.
        (before["on"]!.GetValue<string>(), Counts(before, "dimensions")).ShouldBe(("2019-01-10", "overall 1: red 1; start 1: red 1"));
        (june["on"]!.GetValue<string>(), Counts(june, "dimensions")).ShouldBe(
            ("2019-06-30", "overall 3: grey 1, red 1, not-started 1; start 2: green 1, red 1"));
        Counts(june, "themes").ShouldBe("3 2: red 1, not-started 1;  1: grey 1"); // two tasks of one theme count once
        june["red"]!.AsArray().Select(r => $"{r!["name"]} {r["departments"]![0]} {r["dimension"]} {r["zh"]}").ShouldBe(["l-1 市交通运输局 start 红灯:逾期"]);
        (await office.Office.Read(june["redSource"]!.GetValue<string>()))["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>()).ShouldBe(["l-1"]);
        Counts(september, "dimensions").ShouldBe("overall 3: green 1, grey 1, not-started 1; start 1: green 1");
        september["red"]!.AsArray().ShouldBeEmpty();
        await office.Execute("delete from lights where subject like 'l-_'; delete from light_subjects where subject like 'l-_'");

        async Task<JsonNode> Lights(string quarter) => (await Figures(quarter))["lights"]!;
        static string Counts(JsonNode lights, string of) => string.Join("; ", lights[of]!.AsArray().Select(s =>
            $"{s!["key"]} {s["subjects"]}: {string.Join(", ", s["lights"]!.AsArray().Where(l => l!["subjects"]!.GetValue<int>() > 0).Select(l => $"{l!["light"]} {l["subjects"]}"))}"));
    }

    [Fact]
    public async Task Orders_are_counted_by_the_steps_of_the_quarter()
    {
        await office.Execute("""
            insert into supervision_orders (number, matter, task, basis, grade, lead, co_operators, state, entered_by, entered_at, version)
            select n, n, 'T21', 'slow', g, '市交通运输局', '{}', 'issued', '王主任', now(), 1
            from (values ('2023-901', 'blue'), ('2023-902', 'blue'), ('2023-903', 'orange'), ('2023-904', 'red')) as o (n, g);
            insert into supervision_order_steps (number, version, command, state, limit_date, day, at, person, organisation, client, evidence)
            select n, v, c, s, '2023-08-01', d::date, now(), '王主任', '', '', '{}'
            from (values
                ('2023-901', 1, 'sign', 'issued', '2023-06-30'),     -- open before the quarter, closed in it
                ('2023-901', 2, 'close', 'closed', '2023-07-05'),
                ('2023-902', 1, 'sign', 'issued', '2023-07-01'),     -- signed in it and overdue at its end
                ('2023-903', 1, 'sign', 'issued', '2023-09-30'),     -- signed on its last day, closed after it
                ('2023-903', 2, 'close', 'closed', '2023-10-01'),
                ('2023-904', 1, 'propose', 'proposed', '2023-07-01') -- signed by nobody
            ) as s (n, v, c, s, d)
            """);

        var orders = (await Figures("2023Q3"))["orders"]!;

        Sum(orders["total"]!).ShouldBe("1 2 1 2 2");
        orders["grades"]!.AsArray().Select(g => $"{g!["grade"]}: {Sum(g["sum"]!)}").ShouldBe(["blue: 1 1 1 1 1", "orange: 0 1 0 1 1", "red: 0 0 0 0 0"]);
        var overdue = await office.Office.Read(orders["overdueSource"]!.GetValue<string>());
        overdue["units"]!.AsArray().SelectMany(u => u!["orders"]!.AsArray()).Count(o => o!["number"]!.GetValue<string>().StartsWith("2023-9", StringComparison.Ordinal)).ShouldBe(2);

        static string Sum(JsonNode sum) => $"{sum["carriedOver"]} {sum["issued"]} {sum["closed"]} {sum["open"]} {sum["overdue"]}";
    }

    [Fact]
    public async Task Every_source_answers_at_the_address_that_is_given_for_it()
    {
        var key = await office.Have("2025Q4");

        var sources = SourcesIn(await office.Office.Read($"{Address}/{key}/document")).Distinct().ToList();

        sources.Count.ShouldBeGreaterThan(5);
        foreach (var source in sources)
        {
            source.ShouldStartWith("http://localhost:8080/api/coordination/");
            using var answer = await office.Office.GetAsync(source["http://localhost:8080".Length..]);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, source);
        }
    }

    [Fact]
    public async Task A_quarter_that_has_not_begun_has_no_figures()
    {
        var refused = await office.Draft("2099Q1");

        (refused.Status, refused.Code, refused.Json["field"]!.GetValue<string>()).ShouldBe((HttpStatusCode.UnprocessableEntity, "period-in-future", "quarter"));
        (await office.Draft("2025")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static IEnumerable<string> SourcesIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m is { Key: "source", Value: JsonValue source } ? [source.GetValue<string>()] : SourcesIn(m.Value)),
        JsonArray items => items.SelectMany(SourcesIn),
        _ => [],
    };

    private static List<JsonNode> Slice(JsonNode figures, string by) =>
        [.. figures["projects"]!["slices"]!.AsArray().Single(s => s!["by"]!.GetValue<string>() == by)!["parts"]!.AsArray().Select(p => p!)];

    /// <summary>Of a draft: the test has no need to be the first of its quarter.</summary>
    private async Task<JsonNode> Figures(string quarter)
    {
        var key = (await office.Draft(quarter)).Json["key"]!.GetValue<string>();
        return JsonNode.Parse(Encoding.UTF8.GetString(await office.File(key, "json")))!["figures"]!;
    }
}
