using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Curves;

[Collection<Dossier>]
public sealed class DecideCurveTests(PortfolioService portfolio)
{
    private const string Curves = PushProjectCurvesTests.Curves;
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");
    private readonly HttpClient _office = portfolio.Service.As("领导小组办公室", "office", "office-1");
    private readonly HttpClient _colleague = portfolio.Service.As("领导小组办公室", "office", "office-2");

    /// <summary>The published way of a curve: who may do what in which state, and how each is answered.</summary>
    [Theory]
    [InlineData("nothing", "same", "created", "draft")]
    [InlineData("nothing", "accept", "not-found", "")]
    [InlineData("nothing", "return", "not-found", "")]
    [InlineData("draft", "same", "unchanged", "draft")]
    [InlineData("draft", "change", "updated", "draft")]
    [InlineData("draft", "accept", "200", "accepted")]
    [InlineData("draft", "return", "200", "returned")]
    [InlineData("accepted", "same", "unchanged", "accepted")]
    [InlineData("accepted", "change", "curve-reason-missing", "accepted")]
    [InlineData("accepted", "change with a reason", "updated", "draft")]
    [InlineData("accepted", "accept", "curve-accepted-before", "accepted")]
    [InlineData("accepted", "accept again", "200", "accepted")]
    [InlineData("accepted", "return", "curve-frozen", "accepted")]
    [InlineData("returned", "same", "unchanged", "returned")]
    [InlineData("returned", "change", "updated", "draft")]
    [InlineData("returned", "accept", "curve-not-sent-again", "returned")]
    [InlineData("returned", "return", "curve-returned-before", "returned")]
    [InlineData("returned", "return again", "200", "returned")]
    public async Task Every_command_in_every_state_is_answered(string state, string command, string answer, string leadsTo)
    {
        var project = $"s-{state}-{command.Replace(' ', '-')}";
        var key = $"{project}.2025";
        await _transport.HasBuilt(project);
        if (state != "nothing")
        {
            await _transport.Push(Curves, PushProjectCurvesTests.Curve(project));
        }

        if (state is "accepted" or "returned")
        {
            (await (state == "accepted" ? _office.Accept(key) : _office.Return(key, "请按冻结期重排"))).Status.ShouldBe(HttpStatusCode.OK);
        }

        var changed = PushProjectCurvesTests.Curve(project).With("m06Wan", 390);
        var said = command switch
        {
            "same" => Said(await _transport.Push(Curves, PushProjectCurvesTests.Curve(project))),
            "change" => Said(await _transport.Push(Curves, changed)),
            "change with a reason" => Said(await _transport.Push(Curves, changed.With("reason", "征地滞后"))),
            "accept" => SaidOf(await _colleague.Accept(key)),
            "accept again" => SaidOf(await _office.Accept(key)),
            "return" => SaidOf(await _colleague.Return(key, "请按冻结期重排")),
            _ => SaidOf(await _office.Return(key, "请按冻结期重排")),
        };

        said.ShouldBe(answer);
        if (leadsTo.Length > 0)
        {
            (await _transport.Read($"{Curves}/{key}")).Text("state").ShouldBe(leadsTo);
        }
    }

    [Fact]
    public async Task Who_decided_and_when_stands_with_the_curve_and_the_event_says_what_was_accepted()
    {
        await _transport.HasBuilt("d-who");
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-who"));

        var returned = (await _office.Return("d-who.2025", "三月尚未解冻")).Json;
        (returned.Text("returnedBy"), returned.Text("returnedClient"), returned.Text("returnNote")).ShouldBe(("领导小组办公室", "office-1", "三月尚未解冻"));
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-who").With("m03Wan", 0));
        var accepted = (await _colleague.Accept("d-who.2025")).Json;

        (accepted.Text("acceptedBy"), accepted.Text("acceptedClient"), accepted["returnNote"]).ShouldBe(("领导小组办公室", "office-2", null));
        (await _transport.Read($"{Curves}/d-who.2025")).ToJsonString().ShouldBe(accepted.ToJsonString());
        var events = await portfolio.Events.Wait(e => e.Count(x => x.Aggregate == "infrastructure/project-curves/d-who.2025") == 4);
        var last = events.Where(e => e.Aggregate == "infrastructure/project-curves/d-who.2025").MaxBy(e => e.Version)!;
        (last.Version, last.Body.GetProperty("state").GetString(), last.Body.GetProperty("acceptedWan").GetArrayLength()).ShouldBe((4, "accepted", 12));
        last.Body.GetProperty("acceptedAt").GetDateTimeOffset().ShouldBe(accepted["acceptedAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task The_office_finds_what_waits_for_it()
    {
        var energy = portfolio.Service.As("市能源局");
        await energy.HasBuilt("d-waits");
        await energy.HasBuilt("d-done");
        await energy.Push(Curves, PushProjectCurvesTests.Curve("d-waits"), PushProjectCurvesTests.Curve("d-done"));
        await _office.Accept("d-done.2025");

        (await Keys("state=draft")).ShouldBe(["d-waits.2025"]);
        (await Keys("state=已审定")).ShouldBe(["d-done.2025"]);
        (await Keys("state=draft&state=returned")).ShouldBe(["d-waits.2025"]);
        (await energy.Push(Curves, PushProjectCurvesTests.Curve("d-waits").With("state", "accepted"))).Row(0)["warnings"]![0]!.GetValue<string>().ShouldBe("state");
        (await Keys("state=accepted")).ShouldBe(["d-done.2025"]);

        async Task<string[]> Keys(string filter) =>
            [.. (await _office.Read($"{Curves}?owner={Uri.EscapeDataString("市能源局")}&{filter}"))["items"]!.AsArray().Select(c => c.Text("key"))];
    }

    [Fact]
    public async Task A_change_that_is_returned_leaves_what_was_accepted_to_count()
    {
        await _transport.HasBuilt("d-change");
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-change"));
        await _office.Accept("d-change.2025");
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-change").With("m06Wan", 390).With("reason", "征地滞后"));

        var returned = (await _colleague.Return("d-change.2025", "附征地批复")).Json;

        (returned.Text("state"), returned["acceptedWan"]![5]!.GetValue<decimal>(), returned.Text("acceptedClient")).ShouldBe(("returned", 400m, "office-1"));
        (await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-change").With("m06Wan", 395))).Faults().ShouldBe(["reason:curve-reason-missing"]);
    }

    [Fact]
    public async Task Of_two_who_decide_at_the_same_moment_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 8; round++)
        {
            var key = $"d-race-{round}.2025";
            await _transport.HasBuilt($"d-race-{round}");
            await _transport.Push(Curves, PushProjectCurvesTests.Curve($"d-race-{round}"));

            var answers = await Task.WhenAll(_office.Accept(key), _colleague.Accept(key));

            answers.Select(SaidOf).Order().ShouldBe(["200", "curve-accepted-before"]);
            (await _transport.Read($"{Curves}/{key}/history"))["items"]!.AsArray().Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task An_acceptance_and_a_return_at_the_same_moment_do_not_both_happen()
    {
        await _transport.HasBuilt("d-both");
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-both"));

        var answers = await Task.WhenAll(_office.Accept("d-both.2025"), _colleague.Return("d-both.2025", "请重排"));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        SaidOf(answers.Single(a => a.Status != HttpStatusCode.OK)).ShouldBeOneOf("curve-frozen", "curve-not-sent-again");
    }

    [Fact]
    public async Task What_was_changed_since_it_was_read_is_not_decided_on()
    {
        await _transport.HasBuilt("d-stale");
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-stale"));
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-stale").With("m06Wan", 390));

        (await _office.Accept("d-stale.2025", version: 1)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _office.Accept("d-stale.2025", version: 2)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_curve_that_no_longer_fits_the_years_plan_is_not_accepted()
    {
        await _transport.HasBuilt("d-moved");
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-moved"));
        await _transport.Push("/api/infrastructure/project-years", PushProjectMonthsTests.Year("d-moved", 2025, 1_200).With("plannedStart", "2025-04"));

        var answer = await _office.Accept("d-moved.2025");

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "curve-december-off-plan"));
        answer.Json["errors"]!.AsArray().Select(e => $"{e!["field"]}:{e["code"]}").ShouldBe(["m12Wan:curve-december-off-plan", "m03Wan:curve-before-start"]);
    }

    [Fact]
    public async Task Only_the_office_decides_and_never_on_what_its_own_organisation_reported()
    {
        var reform = portfolio.Service.As("市发改委");
        await reform.HasBuilt("d-own");
        await reform.Push(Curves, PushProjectCurvesTests.Curve("d-own"));

        (await reform.Accept("d-own.2025")).Code.ShouldBe("forbidden");
        (await _transport.Accept("d-own.2025")).Code.ShouldBe("forbidden");
        (await portfolio.Service.As("市发改委", "office").Accept("d-own.2025")).Code.ShouldBe("curve-own");
        (await portfolio.Service.As("市发改委", "office").Return("d-own.2025", "请重排")).Code.ShouldBe("curve-own");
        (await portfolio.Service.As("领导小组办公室", "office", scope: "cluster.read infrastructure.projects.write").Accept("d-own.2025")).Code.ShouldBe("insufficient-scope");
        (await portfolio.Service.As("运维", "operator").Accept("d-own.2025")).Code.ShouldBe("forbidden");
        (await portfolio.Service.As("领导小组办公室", "office", scope: "cluster.read infrastructure.project-curves.write").Accept("d-own.2025")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("", "required")]
    public async Task A_return_says_what_is_to_be_changed(string? note, string code)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("d-note"));
        await _transport.Push(Curves, PushProjectCurvesTests.Curve("d-note"));

        (await _office.Return("d-note.2025", note)).Code.ShouldBe(code);
    }

    private static string Said(ApiAnswer answer) => answer.Outcome() is var outcome && outcome != "rejected" ? outcome : answer.Faults().Single().Split(':')[1];

    private static string SaidOf(ApiAnswer answer) => answer.Status == HttpStatusCode.OK ? "200" : answer.Code;
}

internal static class Decisions
{
    public static async Task<ApiAnswer> Accept(this HttpClient http, string key, int? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{PushProjectCurvesTests.Curves}/{key}/accept");
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }

        using var response = await http.SendAsync(request);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static Task<ApiAnswer> Return(this HttpClient http, string key, string? note) => http.SendBody(
        HttpMethod.Post, $"{PushProjectCurvesTests.Curves}/{key}/return", Encoding.UTF8.GetBytes(new JsonObject { ["note"] = note }.ToJsonString()));
}
