using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Coordination.Tests.Reporting;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Coordination.Tests.Figures.FiguresCollection;

namespace Cluster.Coordination.Tests.Past;

/// <summary>What the office had decided, given out and been asked ten days ago it reads again of that day, whatever came since.</summary>
public sealed class PastDecisionsTests(ReportingOffice office) : IClassFixture<ReportingOffice>
{
    private const string Api = "/api/coordination";
    private const string Notices = "reporting/workday-notices/2045";

    private static readonly DateOnly Today = TimeProvider.System.Today();

    private static readonly string[] Reads =
    [
        "notices", "supervision-orders/{order}/notices", "reporting/start", Notices, "reporting/allowances", "reporting/queries", "reporting/queries?state=open",
        "lights/presets", "light-reasons", "light-reasons?state=requested", "bulletins", "bulletins/{bulletin}", "bulletins/{bulletin}/checks",
        "bulletins/{bulletin}/document", "bulletins/{bulletin}/files/json",
    ];

    private string _order = "";
    private string _bulletin = "";
    private string _query = "";
    private string _reason = "";

    [Fact]
    public async Task Every_decision_of_a_past_day_is_what_was_read_on_that_day()
    {
        await Before();
        await using var database = office.Service.OpenDatabase();
        await database.Age(10);
        var read = new Dictionary<string, JsonNode>();
        foreach (var address in Reads)
        {
            read.Add(address, await office.Office.Read(AddressOf(address, asOf: null)));
        }

        await Afterwards();

        foreach (var address in Reads)
        {
            var then = await office.Office.Read(AddressOf(address, Today.AddDays(-5)));
            JsonNode.DeepEquals(then, read[address]).ShouldBeTrue($"{address}\n{then.ToJsonString()}\n{read[address].ToJsonString()}");
            var now = await office.Office.Read(AddressOf(address, asOf: null));
            JsonNode.DeepEquals(now, read[address]).ShouldBeFalse($"{address} did not change, and so shows nothing");
            JsonNode.DeepEquals(now, await office.Office.Read(AddressOf(address, Today))).ShouldBeTrue($"{address} of today");
        }

        await NothingWasThere();
        await ARowOfADayHasNoTag();
    }

    [Theory]
    [InlineData("notices")]
    [InlineData("supervision-orders/2026-001/notices")]
    [InlineData("reporting/start")]
    [InlineData(Notices)]
    [InlineData("reporting/allowances")]
    [InlineData("reporting/queries")]
    [InlineData("lights/presets")]
    [InlineData("light-reasons")]
    [InlineData("bulletins/2025Q3-1")]
    [InlineData("bulletins/2025Q3-1/checks")]
    [InlineData("bulletins/2025Q3-1/document")]
    [InlineData("bulletins/2025Q3-1/files/text")]
    [InlineData("project-merges")]
    [InlineData("projects/permits/rates")]
    [InlineData("projects/problems/overdue")]
    public async Task A_day_that_has_not_come_or_is_none_is_refused(string address)
    {
        (await Refused($"{address}?asOf={Today.AddDays(1):yyyy-MM-dd}")).ShouldBe("asOf as-of-not-yet");
        (await Refused($"{address}?asOf=2025-02-30")).ShouldBe("asOf bad-date");
    }

    private async Task Before()
    {
        await Post("contacts", new() { ["organisation"] = ReportingOffice.Lead, ["person"] = "张三", ["post"] = "科长", ["telephone"] = "13804721234", ["decidedBy"] = "王主任" });
        _order = (await Post("supervision-orders", new()
        {
            ["matter"] = "加快", ["task"] = "T21", ["basis"] = "slow", ["kind"] = "ordinary", ["lead"] = ReportingOffice.Lead, ["proposedBy"] = "王主任",
        }))["number"]!.GetValue<string>();
        await Post($"supervision-orders/{_order}/sign", new() { ["decidedBy"] = "王主任" });
        await Load(["2045-01-02 元旦"]);
        await Allow(40);
        await Clash();
        await PoolRows.Add(office.Service, "p-1", ReportingOffice.Lead, 400, [(3, 100), (9, 300)]);
        _bulletin = (await Post("bulletins", new() { ["quarter"] = "2025Q3", ["collectedBy"] = "王科员" }))["key"]!.GetValue<string>();
        _reason = await Reason("冬季停工");
    }

    private async Task Afterwards()
    {
        await Post("contacts", new() { ["organisation"] = ReportingOffice.Lead, ["person"] = "李四", ["post"] = "处长", ["telephone"] = "13804725678", ["decidedBy"] = "王主任" });
        await Post($"supervision-orders/{_order}/extend", new() { ["limitDate"] = $"{Today.AddDays(90):yyyy-MM-dd}", ["reason"] = "冬季停工", ["decidedBy"] = "王主任" });
        (await office.Put("start", new() { ["since"] = "2024-01-01", ["until"] = $"{Today.AddYears(3):yyyy-MM-dd}", ["decidedBy"] = "王主任" })).Status.ShouldBe(HttpStatusCode.OK);
        await Load(["2045-01-02 元旦", "2045-01-03 元旦"]);
        await Allow(45);
        await Post($"reporting/queries/{_query}/answer", new() { ["words"] = "含连接线", ["decidedBy"] = "李工" }, office.Transport);
        await Post("lights/presets/adoptions", new() { ["kind"] = "project", ["preset"] = "wuhan", ["from"] = $"{Today:yyyy-MM-dd}", ["reason"] = "试行", ["decidedBy"] = "王主任" });
        await Post($"light-reasons/{_reason}/accept", new() { ["note"] = "已核实", ["decidedBy"] = "王主任" });
        await PoolRows.Add(office.Service, "p-2", ReportingOffice.Lead, 600, [(9, 500)]);
        await Post($"bulletins/{_bulletin}/collect", new() { ["collectedBy"] = "赵科员" });
    }

    private async Task NothingWasThere()
    {
        var early = Today.AddDays(-20);
        foreach (var address in new[] { "notices", "reporting/queries", "light-reasons", "bulletins" })
        {
            (await office.Office.Read(AddressOf(address, early)))["items"]!.AsArray().ShouldBeEmpty(address);
        }

        (await office.Office.Read(AddressOf("reporting/allowances", early))).AsArray().ShouldBeEmpty();
        (await office.Office.Read(AddressOf("lights/presets", early)))["adoptions"]!.AsArray().ShouldBeEmpty();
        (await office.Office.Read(AddressOf("reporting/start", early)))["startedAt"].ShouldBeNull();
        foreach (var address in new[] { Notices, "supervision-orders/{order}/notices", "bulletins/{bulletin}", "bulletins/{bulletin}/files/json" })
        {
            using var answer = await office.Office.GetAsync(AddressOf(address, early));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }
    }

    private async Task ARowOfADayHasNoTag()
    {
        foreach (var address in new[] { "bulletins/{bulletin}", "supervision-orders/{order}" })
        {
            using var now = await office.Office.GetAsync(AddressOf(address, asOf: null));
            using var then = await office.Office.GetAsync(AddressOf(address, Today.AddDays(-5)));
            (now.Headers.ETag is null, then.Headers.ETag is null).ShouldBe((false, true), address);
        }
    }

    private async Task Load(string[] off) => (await office.Put("workday-notices/2045", new()
    {
        ["source"] = "国办发明电〔2044〕1号", ["off"] = new JsonArray([.. off.Select(d => (JsonNode)d)]), ["worked"] = new JsonArray(), ["decidedBy"] = "王主任",
    })).Status.ShouldBe(HttpStatusCode.OK);

    private Task<JsonNode> Allow(int days) => Post("reporting/allowances", new()
    {
        ["organisation"] = ReportingOffice.Lead, ["period"] = $"{ReportingOffice.Current}", ["until"] = $"{ReportingOffice.Current.LastDay.AddDays(days):yyyy-MM-dd}",
        ["reason"] = "系统迁移", ["decidedBy"] = "王主任",
    });

    private async Task Clash()
    {
        await office.Have("PAST");
        await office.Office.Push(MeasuresApi, Measure("PAST-km", kind: "period-value", periodType: "quarter", unit: "km"));
        await office.Office.Push($"{Api}/owed-items", new JsonObject { ["key"] = "PAST", ["task"] = "PAST", ["item"] = "PAST-km" });
        await office.Transport.Push(FiguresApi, Figure("PAST-km", $"{ReportingOffice.Current}", 12.5m, "period-value", "km"));
        await office.Transport.Push(ReportingOffice.Items, new JsonObject
        {
            ["task"] = "PAST", ["organisation"] = ReportingOffice.Lead, ["period"] = $"{ReportingOffice.Current}", ["item"] = "PAST-km", ["value"] = 13,
        });
        _query = (await office.Office.Read($"{Api}/reporting/queries"))["items"]!.AsArray().ShouldHaveSingleItem()!["number"]!.GetValue<string>();
    }

    /// <summary>It can be asked once the task was heard.</summary>
    private async Task<string> Reason(string words)
    {
        var asked = await Eventually.Fits(
            () => office.Transport.SendBody(HttpMethod.Post, $"{Api}/light-reasons", Encoding.UTF8.GetBytes(new JsonObject
            {
                ["kind"] = "task", ["key"] = "T21", ["dimension"] = "milestone", ["words"] = words, ["until"] = $"{Today.AddDays(30):yyyy-MM-dd}", ["requestedBy"] = "李工",
            }.ToJsonString())),
            answer => answer.Status == HttpStatusCode.Created);
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Text);
        return asked.Json["number"]!.GetValue<string>();
    }

    private string AddressOf(string address, DateOnly? asOf)
    {
        var one = address.Replace("{order}", _order, StringComparison.Ordinal).Replace("{bulletin}", _bulletin, StringComparison.Ordinal);
        return $"{Api}/{one}{(asOf is { } day ? $"{(one.Contains('?') ? '&' : '?')}asOf={day:yyyy-MM-dd}" : "")}";
    }

    private async Task<JsonNode> Post(string address, JsonObject body, HttpClient? by = null)
    {
        var answer = await ReportingOffice.Post(by ?? office.Office, $"{Api}/{address}", body);
        ((int)answer.Status).ShouldBeInRange(200, 201, $"{address}: {answer.Text}");
        return answer.Json;
    }

    private async Task<string> Refused(string address)
    {
        using var answer = await office.Office.GetAsync($"{Api}/{address}");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return $"{problem["field"]} {problem["code"]}";
    }
}
