using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Figures.FiguresCollection;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Facts;

/// <summary>All that reporting is computed from can be made again from the log, and comes out equal.</summary>
public sealed class RebuildFactsTests(ReportingOffice office) : IClassFixture<ReportingOffice>
{
    private static readonly string[] Tables =
    [
        "task_role_changes", "owed_item_versions", "report_parts", "reported_figures", "reports", "report_steps", "report_allowances", "report_reminders",
        "overdue_reports", "latest_reports", "task_standings",
    ];

    [Fact]
    public async Task A_rebuild_from_the_log_leaves_every_table_as_it_was()
    {
        await office.Have("RB1");
        await office.Office.Push(Tasks, TaskRow("RB1", Lead, Other).Since(Current.FirstDay));
        await office.Office.Push(Tasks, TaskRow("RB1", Other));
        await office.Office.Push(MeasuresApi, Measure("rb-km", kind: "period-value", periodType: "quarter", unit: "km"));
        await office.Transport.Push(FiguresApi, Figure("rb-km", $"{Current}", 12.5m, "period-value", "km"));
        await office.Office.Push("/api/coordination/owed-items", new JsonObject { ["key"] = "RB1-km", ["task"] = "RB1", ["item"] = "rb-km" });
        await office.Office.Push("/api/coordination/owed-items", new JsonObject { ["key"] = "RB1-km", ["task"] = "RB1", ["item"] = "rb-km", ["organisation"] = Other });
        await office.Transport.Push(FiguresApi, Figure("rb-km", $"{Current}", 13.5m, "period-value", "km", correction: "复核"));
        (await office.Commission.Push(Items, new JsonObject
        {
            ["task"] = "RB1", ["organisation"] = Other, ["period"] = $"{Current}", ["item"] = "rb-km", ["value"] = 13.25, ["words"] = "含连接线",
        })).Outcome().ShouldBe("created");
        await office.Have("RB2");
        await office.Send("RB2");
        await office.Send("RB2", 60.50m, "第二版");
        await office.Step(Key("RB2"), "return");
        await office.Send("RB2", 60.50m, "第三版");
        await office.Step(Key("RB2"), "withdraw");
        await office.Have("RB3");
        await office.Send("RB3");
        await office.Step(Key("RB3"), "accept");
        await Eventually.True(async () => (await office.Ask("select count(*) from latest_reports where task = 'RB3'"))[0] == "1");
        await Eventually.True(async () => (await office.Ask("select count(*) from latest_reports where task = 'RB2'"))[0] == "0");
        await Eventually.True(async () => (await office.Ask("select count(*) from log_writes where sent_at is null"))[0] == "0");
        var before = await Dump();

        var rebuilt = await office.Service.As("", "operator").SendBody(HttpMethod.Post, "/api/coordination/read-models/rebuild", []);

        rebuilt.Status.ShouldBe(HttpStatusCode.Accepted, rebuilt.Text);
        before.Count.ShouldBeGreaterThan(20);
        await Eventually.True(async () => (await office.Ask("select count(*) from latest_reports where task = 'RB3'"))[0] == "1");
        (await Eventually.Fits(Dump, after => after.Count == before.Count)).ShouldBe(before);
    }

    private async Task<List<string>> Dump()
    {
        var rows = new List<string>();
        foreach (var table in Tables)
        {
            rows.AddRange((await office.Ask($"select to_jsonb(t)::text from {table} t")).Select(row => $"{table} {row}").Order(StringComparer.Ordinal));
        }

        return rows;
    }
}
