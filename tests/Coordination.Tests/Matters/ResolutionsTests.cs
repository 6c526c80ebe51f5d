using System.Net;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Matters.ConferringOffice;

namespace Cluster.Coordination.Tests.Matters;

/// <summary>What was decided is tracked like a task.</summary>
[Collection(MattersCollection.Name)]
public sealed class ResolutionsTests(ConferringOffice office)
{
    private static string ThisQuarter => Quarter.Of(Today).ToString();

    [Fact]
    public async Task What_is_decided_is_tracked_from_that_day_with_its_reports_until_it_is_done()
    {
        var number = await office.Have("跟踪", "schedule");
        (await Tracked(number)).ShouldBeNull();
        await office.Do(number, "decide");

        (await Tracked(number))!["state"]!.GetValue<string>().ShouldBe("open");
        (await office.Housing.Push(Reports, Report(number, 40))).Outcome().ShouldBe("created");
        var reported = (await Tracked(number))!;
        ((decimal)reported["progressPercent"]!, (string)reported["reportedFor"]!, (string)reported["lead"]!).ShouldBe((40m, ThisQuarter, "市住建局"));

        await office.Do(number, "finish");
        (await Tracked(number))!["state"]!.GetValue<string>().ShouldBe("done");
        (await office.Housing.Push(Reports, Report(number, 50))).Faults().ShouldBe(["resolution:resolution-done"]);
    }

    [Fact]
    public async Task Every_ended_quarter_without_a_report_is_named_and_a_missed_limit_shows_its_days()
    {
        var number = await office.Have("逾期", "schedule", "decide");
        await office.LetPass(number, days: 200);

        var resolution = (await Tracked(number))!;

        ((string)resolution["state"]!, (int)resolution["daysOverdue"]!).ShouldBe(("overdue", 140));
        var decided = DateOnly.Parse((string)resolution["decidedOn"]!, null);
        resolution["quartersMissing"]!.AsArray().Select(q => (string)q!).ShouldBe(
            Enumerable.Range(0, 10).Select(n => Quarter.Of(decided.AddMonths(3 * n))).TakeWhile(q => q < Quarter.Of(Today)).Select(q => q.ToString()));
        (await Tracked(number, asOf: Day(-141)))!["state"]!.GetValue<string>().ShouldBe("open");
        (await Tracked(number, asOf: Day(-201))).ShouldBeNull();
    }

    [Fact]
    public async Task Only_its_lead_reports_and_on_nothing_from_before_the_decision()
    {
        var number = await office.Have("报送", "schedule", "decide");

        (await office.Transport.Push(Reports, Report(number, 40))).Faults().ShouldBe(["resolution:resolution-not-lead"]);
        (await office.Housing.Push(Reports, Report("2020-999", 40))).Faults().ShouldBe(["resolution:unknown-resolution"]);
        (await office.Housing.Push(Reports, Report(number, 40, "2020Q1"))).Faults().ShouldBe(["period:resolution-before-decision"]);
        (await office.Housing.Push(Reports, Report(number, 40, "2099Q1"))).Faults().ShouldBe(["period:period-in-future"]);
        (await office.Housing.Push(Reports, Report(number, 101))).Faults().ShouldBe(["progressPercent:out-of-range"]);
    }

    [Fact]
    public async Task A_resolution_between_cities_arrives_as_an_event_and_is_tracked_beside_the_others()
    {
        await using var cooperation = await RunningService.Start("cooperation", "Cluster.Cooperation", broker: office.Service.Broker);
        using var reform = cooperation.As("市发改委");

        var pushed = await reform.Push("/api/cooperation/resolutions", Resolution("mayors-8-1"));

        pushed.Outcome().ShouldBe("created", pushed.Text);
        var resolution = await Eventually.Fits(() => Tracked("cooperation/mayors-8-1"), r => r is not null);
        ((string)resolution!["origin"]!, (string)resolution["meeting"]!, (string)resolution["lead"]!).ShouldBe(("between-cities", "呼包鄂乌市长联席会议 8", "市交通运输局"));
        (await office.Transport.Push(Reports, Report("cooperation/mayors-8-1", 100))).Outcome().ShouldBe("created");
        (await Tracked("cooperation/mayors-8-1"))!["state"]!.GetValue<string>().ShouldBe("done");

        (await reform.Push("/api/cooperation/resolutions", Resolution("mayors-8-2").With("due", "2024-12-07"))).Faults().ShouldBe(["due:due-before-adoption"]);
        (await reform.Push("/api/cooperation/resolutions", Resolution("mayors-8-2").With("adoptedOn", Day(1)).With("due", Day(9)))).Faults()
            .ShouldBe(["adoptedOn:adopted-in-future"]);
    }

    /// <summary>The eighth mayors' meeting of the four cities was on 2024-12-07.</summary>
    private static JsonObject Resolution(string key) => new()
    {
        ["key"] = key, ["series"] = "呼包鄂乌市长联席会议", ["number"] = 8, ["adoptedOn"] = "2024-12-07", ["title"] = "交通互联互通", ["text"] = "共同推进城际公路",
        ["field"] = "交通", ["parties"] = new JsonArray("呼和浩特市", "包头市", "鄂尔多斯市", "乌兰察布市"), ["lead"] = "交通运输局", ["due"] = "2025-12-31",
    };

    private static JsonObject Report(string resolution, int percent, string? period = null) => new()
    {
        ["resolution"] = resolution, ["period"] = period ?? ThisQuarter, ["progressPercent"] = percent, ["words"] = "按计划推进",
    };

    private async Task<JsonNode?> Tracked(string id, string? asOf = null) =>
        (await office.Office.Read($"{Resolutions}{(asOf is null ? "" : $"?asOf={asOf}")}"))["items"]!.AsArray().SingleOrDefault(r => (string)r!["id"]! == id);
}
