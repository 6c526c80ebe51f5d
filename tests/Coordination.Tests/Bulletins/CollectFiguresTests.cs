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
