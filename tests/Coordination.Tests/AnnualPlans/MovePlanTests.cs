using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.AnnualPlans.PlanningOffice;

namespace Cluster.Coordination.Tests.AnnualPlans;

/// <summary>Steps of a plan through the API, on a real database.</summary>
[Collection(PlansCollection.Name)]
public sealed class MovePlanTests(PlanningOffice office)
{
    private static readonly string[] AllCommands = ["submit", "withdraw", "endorse", "accept", "return", "revise"];

    /// <summary>A line a state: what each command leads to, or the code it is refused with.</summary>
    private const string Table = """
        draft     submitted             annual-plan-draft    annual-plan-draft    annual-plan-draft    annual-plan-draft    annual-plan-draft
        submitted annual-plan-submitted draft                submitted            accepted             returned             annual-plan-submitted
        returned  submitted             annual-plan-returned annual-plan-returned annual-plan-returned annual-plan-returned annual-plan-returned
        accepted  annual-plan-accepted  annual-plan-accepted annual-plan-accepted annual-plan-accepted annual-plan-accepted draft
        """;

    public static TheoryData<string, string[]> WaysTo => new()
    {
        { "draft", [] },
        { "submitted", ["submit", "endorse"] },
        { "returned", ["submit", "return"] },
        { "accepted", ["submit", "endorse", "accept"] },
    };

    [Theory]
    [MemberData(nameof(WaysTo))]
    public async Task From_every_state_a_command_does_what_is_drawn_or_is_refused_with_its_code_and_changes_nothing(string state, string[] way)
    {
        foreach (var command in AllCommands)
        {
            var year = office.NewYear();
            await office.Push(Item(year, task: "T13").With("jointWith", new JsonArray("市商务局")), office.Reform);
            await office.Push(Item(year, "zj-1", "T27"), office.Reform);
            foreach (var step in way)
            {
                var taken = await Do(year, step, Body(step));
                taken.Status.ShouldBe(HttpStatusCode.OK, $"{step}: {taken.Text}");
            }

            var before = await Whole(year);

            var answer = await Do(year, command, Body(command, by: "赵副主任")); // another person than those of the way: nothing is said again

            var outcome = OutcomeOf(state, command);
            if (outcome.StartsWith("annual-plan-", StringComparison.Ordinal))
            {
                (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, outcome), answer.Text);
                answer.Json["allowed"]!.AsArray().Select(a => (string)a!).ShouldBe(AllCommands.Where(c => !OutcomeOf(state, c).Contains('-')), ignoreOrder: true);
                (await Whole(year)).ShouldBe(before);
            }
            else
            {
                (answer.Status, (string)answer.Json["state"]!).ShouldBe((HttpStatusCode.OK, outcome), $"{command}: {answer.Text}");
            }

            (await Versions(year)).ShouldBe(Enumerable.Range(1, way.Length + (answer.Status == HttpStatusCode.OK ? 1 : 0)).Select(v => (long)v));
        }

        Task<ApiAnswer> Do(int year, string command, JsonObject body) => office.Do(
            year, command, command switch { "accept" or "return" => office.Office, "endorse" => office.Commerce, _ => office.Reform }, body, "市发改委");

        async Task<string> Whole(int year) => (await office.Plan(year, "市发改委")).ToJsonString();
    }

    [Fact]
    public async Task Of_ten_who_accept_at_one_moment_one_is_heard_and_the_others_are_told_who()
    {
        var year = await office.Have("submit");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Do(year, "accept", body: Body("accept", $"主任{n}"))));

        var heard = answers.Single(a => a.Status == HttpStatusCode.OK);
        answers.Where(a => a != heard).ShouldAllBe(a => a.Code == "annual-plan-accepted");
        var plan = await office.Plan(year);
        var accepter = (string)plan["revisions"]![0]!["acceptedBy"]!;
        answers.First(a => a != heard).Json["message"]!["zh"]!.GetValue<string>().ShouldContain($"“{accepter}”");
        ((int)plan["plan"]!["revision"]!, plan["revisions"]!.AsArray().Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_decision_of_the_office_is_a_change_that_the_department_and_its_joint_leads_read()
    {
        var year = office.NewYear();
        await office.Push(Item(year, task: "T13").With("jointWith", new JsonArray("市商务局")), office.Reform);
        await office.Push(Item(year, "zj-1", "T27"), office.Reform);
        foreach (var (command, by) in new[] { ("submit", office.Reform), ("endorse", office.Commerce), ("return", office.Office) })
        {
            var answer = await office.Do(year, command, by, organisation: "市发改委");
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        }

        string[] all = [.. Enumerable.Range(1, 3).Select(v => $"{year}.市发改委 {v}")];
        (await Of(office.Reform, 3)).ShouldBe(all);
        (await Of(office.Commerce, 3)).ShouldBe(all);
        (await Of(office.Housing)).ShouldBeEmpty();

        Task<List<string>> Of(HttpClient unit, int atLeast = 0) => CoordinationService.ChangesOf(unit, "annual-plans", $"{year}.", atLeast);
    }

    [Fact]
    public async Task The_same_person_who_submits_twice_changes_nothing_the_second_time()
    {
        var year = await office.Have("submit");

        (await office.Do(year, "submit")).Json["version"]!.GetValue<long>().ShouldBe(1);
        (await office.Do(year, "submit", body: Body("submit", "周科员"))).Code.ShouldBe("annual-plan-submitted");
    }

    [Fact]
    public async Task What_was_changed_since_it_was_read_is_not_accepted_unseen()
    {
        var year = await office.Have("submit");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Plans}/{year}/市交通运输局/accept")
        {
            Content = new StringContent(Body("accept").ToJsonString(), System.Text.Encoding.UTF8, "application/json"), Headers = { { "If-Match", "\"7\"" } },
        };

        using var answer = await office.Office.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Nobody_accepts_what_they_submitted_and_no_office_its_own_plan()
    {
        var year = await office.Have("submit");

        (await office.Do(year, "accept", body: Body("accept", "李科长"))).Code.ShouldBe("annual-plan-own-submission");
        (await office.Do(year, "accept", office.Service.As("市交通运输局", "office"), Body("accept"))).Code.ShouldBe("annual-plan-own-submission");
        (await office.Do(year, "return", body: Body("return", "李科长"))).Code.ShouldBe("annual-plan-own-submission");
        (await office.Do(year, "accept")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_department_moves_its_own_plan_only_and_decides_on_none()
    {
        var year = await office.Have();

        (await office.Do(year, "submit", office.Housing)).Code.ShouldBe("annual-plan-not-yours");
        (await office.Do(year, "accept", office.Transport)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await office.Do(year, "submit", office.Office)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await office.Do(year, "submit", organisation: "市住建局", by: office.Housing)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await office.Do(year, "endorse", office.Housing)).Code.ShouldBe("annual-plan-nothing-to-endorse");
    }

    [Fact]
    public async Task A_plan_that_leaves_out_a_task_is_not_submitted_and_the_task_is_named()
    {
        var year = office.NewYear();
        await office.Push(Item(year, task: "T13"), office.Reform); // T27 is its own too: the plan names no lead there

        var refused = await office.Do(year, "submit", office.Reform, organisation: "市发改委");

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "annual-plan-task-missing"));
        refused.Json["allowed"]!.AsArray().Select(t => (string)t!).ShouldBe(["T27"]);
    }

    [Fact]
    public async Task Joint_leads_submit_each_their_part()
    {
        var year = office.NewYear();
        await office.Push(Item(year, "sw-1", "T13"), office.Commerce);

        (await office.Do(year, "submit", office.Commerce, organisation: "市商务局")).Status.ShouldBe(HttpStatusCode.OK);
        (await office.Do(year, "accept", organisation: "市商务局")).Status.ShouldBe(HttpStatusCode.OK);
        (await Missing(year, "市发改委")).ShouldBe(["T13", "T27"]);
    }

    [Fact]
    public async Task Or_together_and_then_the_other_one_endorses_it_and_owes_nothing_for_that_task()
    {
        var year = office.NewYear();
        await office.Push(Item(year, "sw-1", "T13").With("jointWith", new JsonArray("发改委")), office.Commerce);
        await office.Do(year, "submit", office.Commerce, organisation: "市商务局");

        var early = await office.Do(year, "accept", organisation: "市商务局");
        (early.Code, (string)early.Json["allowed"]![0]!).ShouldBe(("annual-plan-not-endorsed", "市发改委"));
        ((string)(await office.Plan(year, "市商务局", office.Reform))["plan"]!["notEndorsed"]![0]!).ShouldBe("市发改委");

        (await office.Do(year, "endorse", office.Reform, organisation: "市商务局")).Status.ShouldBe(HttpStatusCode.OK);
        (await office.Do(year, "accept", organisation: "市商务局")).Status.ShouldBe(HttpStatusCode.OK);
        (await Missing(year, "市发改委")).ShouldBe(["T27"]);
    }

    [Fact]
    public async Task An_endorsement_is_of_what_was_submitted_then_and_not_of_what_comes_later()
    {
        var year = office.NewYear();
        await office.Push(Item(year, "sw-1", "T13").With("jointWith", new JsonArray("市发改委")), office.Commerce);
        await office.Do(year, "submit", office.Commerce, organisation: "市商务局");
        await office.Do(year, "endorse", office.Reform, organisation: "市商务局");
        await office.Do(year, "withdraw", office.Commerce, organisation: "市商务局");
        await office.Push(Item(year, "sw-1", "T13").With("jointWith", new JsonArray("市发改委")).With("goal", "另一个目标"), office.Commerce);
        await office.Do(year, "submit", office.Commerce, organisation: "市商务局", body: Body("submit", "周科员"));

        (await office.Do(year, "accept", organisation: "市商务局")).Code.ShouldBe("annual-plan-not-endorsed");
    }

    [Fact]
    public async Task A_note_on_what_is_not_there_or_without_words_is_refused()
    {
        var year = await office.Have("submit");

        (await Return("jt-9/goal", "请量化")).Code.ShouldBe("annual-plan-unknown-place");
        (await Return($"{year}-jt-1/colour", "请量化")).Code.ShouldBe("annual-plan-unknown-place");
        (await Return($"{year}-jt-1/goal", " ")).Code.ShouldBe("annual-plan-note-empty");
        (await office.Do(year, "return", body: Body("return").With("notes", new JsonObject { [$"{year}-jt-1/goal"] = 7 }))).Code.ShouldBe("annual-plan-note-empty");
        ((string)(await office.Plan(year))["plan"]!["state"]!).ShouldBe("submitted");

        Task<ApiAnswer> Return(string place, string note) => office.Do(year, "return", body: Body("return").With("notes", new JsonObject { [place] = note }));
    }

    private async Task<string[]> Missing(int year, string organisation) =>
        [.. (await office.Plan(year, organisation))["plan"]!["tasksWithoutItem"]!.AsArray().Select(t => (string)t!)];

    private async Task<List<long>> Versions(int year)
    {
        await using var database = office.Service.OpenDatabase();
        await using var command = database.CreateCommand("select version from log_events where aggregate = $1 order by version");
        command.Parameters.Add(new() { Value = $"coordination/annual-plans/{year}.市发改委" });
        await using var reader = await command.ExecuteReaderAsync();
        var versions = new List<long>();
        while (await reader.ReadAsync())
        {
            versions.Add(reader.GetInt64(0));
        }

        return versions;
    }

    private static string OutcomeOf(string state, string command) =>
        Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(words => words[0] == state)[1 + Array.IndexOf(AllCommands, command)];
}
