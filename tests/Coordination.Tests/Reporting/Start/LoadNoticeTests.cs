using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Start;

/// <summary>A year's notice is data: loading it counts the due days that waited for it again.</summary>
[Collection(ReportingCollection.Name)]
public sealed class LoadNoticeTests(ReportingOffice office)
{
    [Fact]
    public async Task A_cycle_that_waits_for_a_notice_is_provisional_until_it_is_loaded_and_both_are_events()
    {
        // The last cycle that was opened may wait for a notice of a year that nobody has published yet; the first ones never do.
        var before = await Cycle("2024Q1");
        (before["due"]!.GetValue<string>(), before["isProvisional"]!.GetValue<bool>()).ShouldBe(("2024-04-15", false));

        // An amendment that makes two days off moves the due day by two working days.
        var loaded = await office.Put("workday-notices/2024", Notice("国办发明电〔2024〕测试", ["2024-04-12 测试", "2024-04-15 测试"], []));

        loaded.Status.ShouldBe(HttpStatusCode.OK, loaded.Text);
        loaded.Json["recounted"]!.AsArray().ShouldContain(c => c!["period"]!.GetValue<string>() == "2024Q1");
        var events = await office.Ask("select version || ' ' || (body ->> 'due') from log_events where aggregate = 'coordination/reporting-cycles/plan-quarterly.2024Q1' order by version");
        events[0].ShouldBe("1 2024-04-15");
        events.Count.ShouldBe(2);
        (await Cycle("2024Q1"))["due"]!.GetValue<string>().ShouldBe(events[1][2..]);
    }

    [Fact]
    public async Task The_year_after_the_next_is_provisional_and_says_which_notice_it_waits_for()
    {
        var year = Current.Year + 1;
        var cycles = (await office.Office.Read($"{Address}/matrix?task=T21"))["cycles"]!.AsArray();
        var waiting = cycles.Where(c => c!["isProvisional"]!.GetValue<bool>()).ToList();

        waiting.ShouldAllBe(c => c!["missingNotices"]!.AsArray().Count > 0);
        if (waiting.Find(c => c!["missingNotices"]!.AsArray().Any(y => y!.GetValue<int>() == year)) is { } cycle)
        {
            (await office.Put($"workday-notices/{year}", Notice("国办发明电", [$"{year}-01-01 元旦"], []))).Status.ShouldBe(HttpStatusCode.OK);
            (await Cycle(cycle["period"]!.GetValue<string>()))["isProvisional"]!.GetValue<bool>().ShouldBeFalse();
        }
    }

    [Fact]
    public async Task The_same_notice_again_changes_nothing_and_ten_at_one_moment_are_one()
    {
        var notice = Notice("国办发明电〔2040〕1号", ["2040-01-01 元旦"], ["2040-01-07 元旦"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => office.Put("workday-notices/2040", notice)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK && a.Json["version"]!.GetValue<long>() == 1);
        (await office.Ask("select count(*) from log_events where aggregate = 'coordination/workday-notices/2040'")).ShouldBe(["1"]);
        (await office.Office.Read($"{Address}/workday-notices/2040"))["days"]!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("2041", "2040-06-01", "workday-notice-outside-year")]
    [InlineData("2041", "六月一日", "bad-date")]
    [InlineData("2041", "", "workday-notice-empty")]
    [InlineData("1999", "1999-01-01", "out-of-range")]
    public async Task A_faulty_notice_is_refused_and_changes_nothing(string year, string day, string code)
    {
        (await office.Put($"workday-notices/{year}", Notice("通知", day.Length > 0 ? [day] : [], []))).Code.ShouldBe(code);
        (await office.Ask("select count(*) from workday_notices where year = 2041")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Only_the_office_loads_one() =>
        (await office.Transport.SendBody(HttpMethod.Put, $"{Address}/workday-notices/2042", "{}"u8.ToArray())).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task What_was_started_keeps_its_rhythm_and_may_get_an_end()
    {
        (await office.Put("start", new JsonObject { ["since"] = "2024-01-01", ["rhythm"] = "monthly-5th", ["decidedBy"] = "王主任" })).Code.ShouldBe("reporting-started");
        (await office.Put("start", new JsonObject { ["since"] = "2024-01-01", ["rhythm"] = "weekly", ["decidedBy"] = "王主任" })).Code.ShouldBe("unknown-rhythm");
        (await office.Put("start", new JsonObject { ["since"] = "2024-01-01", ["until"] = "2023-01-01", ["decidedBy"] = "王主任" })).Code.ShouldBe("reporting-ends-first");
        var again = await office.Put("start", new JsonObject { ["since"] = "2024-01-01", ["decidedBy"] = "王主任" });
        again.Status.ShouldBe(HttpStatusCode.OK, again.Text);
        (await office.Ask("select count(*) from log_events where aggregate = 'coordination/reporting/start'")).ShouldBe(["1"]);
    }

    private async Task<JsonNode> Cycle(string period) =>
        (await office.Office.Read($"{Address}/matrix?task=T21"))["cycles"]!.AsArray().Single(c => c!["period"]!.GetValue<string>() == period)!;

    private static JsonObject Notice(string source, string[] off, string[] worked) => new()
    {
        ["source"] = source, ["off"] = new JsonArray([.. off.Select(d => (JsonNode)d)]), ["worked"] = new JsonArray([.. worked.Select(d => (JsonNode)d)]),
        ["decidedBy"] = "王主任",
    };
}
