using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Lights.LitCity;

namespace Cluster.Coordination.Tests.Lights.Reasons;

/// <summary>Accepted reasons through the API (office-practice §5: request, the office's decision, expiry).</summary>
[Collection(LitCityCollection.Name)]
public sealed class ReasonsTests(LitCity city)
{
    private static readonly string[] Commands = ["accept", "reject", "withdraw"];

    /// <summary>A line a state, a column a command: the state it leads to, or the code it is refused with.</summary>
    private static readonly Dictionary<string, string[]> Drawn = new()
    {
        ["requested"] = ["accepted", "rejected", "withdrawn"],
        ["accepted"] = ["light-reason-accepted-before", "light-reason-reject-after-accepting", "light-reason-withdraw-after-accepting"],
        ["rejected"] = ["light-reason-accept-after-rejecting", "light-reason-rejected-before", "light-reason-withdraw-after-rejecting"],
        ["withdrawn"] = ["light-reason-accept-after-withdrawing", "light-reason-reject-after-withdrawing", "light-reason-withdrawn-before"],
    };

    [Theory]
    [InlineData("requested", null)]
    [InlineData("accepted", "accept")]
    [InlineData("rejected", "reject")]
    [InlineData("withdrawn", "withdraw")]
    public async Task From_every_state_a_command_does_what_is_drawn_or_is_refused_with_its_code_and_changes_nothing(string state, string? way)
    {
        foreach (var (command, outcome) in Commands.Zip(Drawn[state]))
        {
            var number = await Have("red", "payment", $"从{state}{command}");
            if (way is not null)
            {
                (await Do(number, way)).Status.ShouldBe(HttpStatusCode.OK);
            }

            var before = await Find(number);
            var answer = await Do(number, command, by: "赵副主任"); // another than of the way: nothing is said again

            if (outcome.StartsWith("light-", StringComparison.Ordinal))
            {
                (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, outcome), answer.Text);
                (await Find(number)).ShouldBe(before);
            }
            else
            {
                (answer.Status, answer.Json["state"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, outcome), answer.Text);
            }

            await Do(number, "withdraw"); // the next one is of the same light
            var events = await city.Query(
                $"select version || ' ' || (body ->> 'state') from log_events where aggregate = 'coordination/light-reasons/{number}' order by version");
            events.Select(e => e.Split(' ')[0]).ShouldBe(Enumerable.Range(1, events.Count).Select(v => $"{v}"));
        }
    }

    [Fact]
    public async Task An_accepted_reason_holds_the_light_from_the_decision_on_and_the_raw_one_stays_visible()
    {
        await city.Tell("held", donePercent: 0);
        await city.IsShown("held", "red", "investment");
        var number = await Have("held", "investment", "冬季停工");
        (await city.IsShown("held", "red", "investment"))["shown"]!["heldUntil"].ShouldBeNull();

        var accepted = await Do(number, "accept");

        (accepted.Json["from"]!.GetValue<string>(), accepted.Json["until"]!.GetValue<string>()).ShouldBe(($"{Today:yyyy-MM-dd}", $"{Today.AddDays(30):yyyy-MM-dd}"));
        var shown = (await city.IsShown("held", "yellow", "investment"))["shown"]!;
        (shown["raw"]!.GetValue<string>(), shown["reason"]!.GetValue<string>(), shown["heldUntil"]!.GetValue<string>())
            .ShouldBe(("red", "held-by-reason", $"{Today.AddDays(30):yyyy-MM-dd}"));
    }

    [Fact]
    public async Task Whoever_asked_does_not_decide_and_only_the_department_that_asked_withdraws()
    {
        var number = await Have("red", "entry", "谁来决定");

        (await Do(number, "accept", by: "李工")).Code.ShouldBe("light-reason-own-request");
        (await Do(number, "reject", by: "李工")).Code.ShouldBe("light-reason-own-request");
        var other = await Post(city.Housing, $"{LitCity.Reasons}/{number}/withdraw", new JsonObject { ["note"] = "撤回", ["withdrawnBy"] = "王工" });
        other.Code.ShouldBe("light-reason-not-requester");
        (await Post(city.Office, LitCity.Reasons, Request("red", "start", "办公室"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Post(city.Transport, $"{LitCity.Reasons}/{number}/accept", Body("accept", "李工"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        await Do(number, "withdraw");
    }

    [Fact]
    public async Task Of_ten_who_decide_at_one_moment_one_is_heard_and_the_others_are_told_who()
    {
        var number = await Have("red", "milestone", "同时认定");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Do(number, "accept", by: $"主任{n}")));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "light-reason-accepted-before");
    }

    [Fact]
    public async Task The_same_request_again_finds_the_first_one_and_another_for_the_same_light_waits_for_the_office()
    {
        var number = await Have("red", "completion", "同一申请");

        var again = await Post(city.Transport, LitCity.Reasons, Request("red", "completion", "同一申请"));
        (again.Status, again.Json["number"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, number));
        (await Post(city.Transport, LitCity.Reasons, Request("red", "completion", "另一申请"))).Code.ShouldBe("light-reason-open");
        var raced = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post(city.Transport, LitCity.Reasons, Request("yellow", "completion", "同时申请"))));
        raced.Select(a => a.Json["number"]!.GetValue<string>()).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("until", "2020-01-01", "light-reason-backwards", "until")]
    [InlineData("until", "2999-01-01", "light-reason-too-long", "until")]
    [InlineData("dimension", "colour", "not-allowed", "dimension")]
    [InlineData("key", "coordination/nobody", "light-reason-unknown-subject", "key")]
    [InlineData("key", "coordination/green", "light-reason-not-yours", "key")]
    [InlineData("words", "", "required", "words")]
    public async Task What_cannot_be_asked_is_refused_with_the_field(string field, string value, string code, string named)
    {
        var request = Request("red", "quota", "不成立");
        request[field] = value;
        var answer = await Post(city.Transport, LitCity.Reasons, request);

        (answer.Code, answer.Json["field"]!.GetValue<string>()).ShouldBe((code, named), answer.Text);
    }

    [Fact]
    public async Task The_office_may_set_another_last_day_which_is_at_most_a_quarter_away()
    {
        var number = await Have("yellow", "payment", "改期");

        (await Do(number, "accept", until: Today.AddMonths(3).AddDays(1))).Code.ShouldBe("light-reason-too-long");
        (await Do(number, "accept", until: Today.AddMonths(3))).Json["until"]!.GetValue<string>().ShouldBe($"{Today.AddMonths(3):yyyy-MM-dd}");
    }

    [Fact]
    public async Task A_department_reads_its_own_requests_and_the_office_all()
    {
        var number = await Have("yellow", "entry", "可见");

        Numbers(await city.Office.Read($"{LitCity.Reasons}?state=requested")).ShouldContain(number);
        Numbers(await city.Transport.Read($"{LitCity.Reasons}?key={Uri.EscapeDataString(KeyOf("yellow"))}")).ShouldContain(number);
        Numbers(await city.Housing.Read(LitCity.Reasons)).ShouldNotContain(number);
        (await Do(number, "reject")).Status.ShouldBe(HttpStatusCode.OK);
        (await CoordinationService.ChangesOf(city.Transport, "light-reasons", $"{number} ", 2)).ShouldBe([$"{number} 1", $"{number} 2"]);
        (await CoordinationService.ChangesOf(city.Housing, "light-reasons", $"{number} ")).ShouldBeEmpty();
    }

    private static JsonObject Request(string project, string dimension, string words) => new()
    {
        ["kind"] = "project", ["key"] = KeyOf(project), ["dimension"] = dimension, ["words"] = words, ["until"] = $"{Today.AddDays(30):yyyy-MM-dd}",
        ["requestedBy"] = "李工",
    };

    private static JsonObject Body(string command, string by) =>
        command == "withdraw" ? new() { ["note"] = "撤回", ["withdrawnBy"] = by } : new() { ["note"] = "已核实", ["decidedBy"] = by };

    private async Task<string> Have(string project, string dimension, string words)
    {
        var asked = await Post(city.Transport, LitCity.Reasons, Request(project, dimension, words));
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Text);
        return asked.Json["number"]!.GetValue<string>();
    }

    private Task<ApiAnswer> Do(string number, string command, string by = "王主任", DateOnly? until = null)
    {
        var body = Body(command, by);
        if (until is { } day)
        {
            body["until"] = $"{day:yyyy-MM-dd}";
        }

        return Post(command == "withdraw" ? city.Transport : city.Office, $"{LitCity.Reasons}/{number}/{command}", body);
    }

    private async Task<string> Find(string number) => (await city.Office.Read($"{LitCity.Reasons}"))["items"]!.AsArray()
        .Single(r => r!["number"]!.GetValue<string>() == number)!.ToJsonString();

    private static IEnumerable<string> Numbers(JsonNode list) => list["items"]!.AsArray().Select(r => r!["number"]!.GetValue<string>());
}
