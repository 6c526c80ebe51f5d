using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Matters.ConferringOffice;

namespace Cluster.Coordination.Tests.Matters;

/// <summary>Steps of a matter through the API, on a real database.</summary>
[Collection(MattersCollection.Name)]
public sealed class MoveMatterTests(ConferringOffice office)
{
    private static readonly string[] AllCommands = ["assign", "schedule", "decide", "finish", "decline", "withdraw"];

    /// <summary>A line a state: what each command leads to, or the code it is refused with.</summary>
    private const string Table = """
        raised    assigned         scheduled        matter-raised    matter-raised    declined         withdrawn
        assigned  assigned         scheduled        matter-assigned  done             matter-assigned  withdrawn
        scheduled matter-scheduled scheduled        decided          matter-scheduled matter-scheduled matter-scheduled
        decided   matter-decided   matter-decided   matter-decided   done             matter-decided   matter-decided
        done      matter-done      matter-done      matter-done      matter-done      matter-done      matter-done
        declined  matter-declined  matter-declined  matter-declined  matter-declined  matter-declined  matter-declined
        withdrawn matter-withdrawn matter-withdrawn matter-withdrawn matter-withdrawn matter-withdrawn matter-withdrawn
        """;

    public static TheoryData<string, string[]> WaysTo => new()
    {
        { "raised", [] },
        { "assigned", ["assign"] },
        { "scheduled", ["schedule"] },
        { "decided", ["schedule", "decide"] },
        { "done", ["assign", "finish"] },
        { "declined", ["decline"] },
        { "withdrawn", ["withdraw"] },
    };

    [Theory]
    [MemberData(nameof(WaysTo))]
    public async Task From_every_state_a_command_does_what_is_drawn_or_is_refused_with_its_code_and_changes_nothing(string state, string[] way)
    {
        foreach (var command in AllCommands)
        {
            var number = await office.Have($"从{state}{command}", way);
            var before = (await office.One(number)).ToJsonString();

            var body = command == "schedule" ? await office.Scheduling("赵副主任") : Body(command, by: "赵副主任"); // another person than those of the way
            var answer = await office.Do(number, command, body);

            var outcome = OutcomeOf(state, command);
            if (outcome.StartsWith("matter-", StringComparison.Ordinal))
            {
                (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, outcome), answer.Text);
                answer.Json["allowed"]!.AsArray().Select(a => (string)a!).ShouldBe(AllCommands.Where(c => !OutcomeOf(state, c).Contains('-')), ignoreOrder: true);
                (await office.One(number)).ToJsonString().ShouldBe(before);
            }
            else
            {
                (answer.Status, (string)answer.Json["state"]!).ShouldBe((HttpStatusCode.OK, outcome), answer.Text);
            }

            var taken = way.Length + (answer.Status == HttpStatusCode.OK ? 2 : 1);
            (await Versions(number)).ShouldBe(Enumerable.Range(1, taken).Select(v => (long)v));
        }
    }

    [Fact]
    public async Task Of_ten_who_record_a_decision_at_one_moment_one_is_heard_and_the_others_are_told_who()
    {
        var number = await office.Have("同时议定", "schedule");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Do(number, "decide", Body("decide", $"主任{n}"))));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        var decider = (string)(await office.One(number))["steps"]!.AsArray()[^1]!["person"]!;
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "matter-decided" && a.Text.Contains(decider));
    }

    [Fact]
    public async Task Whoever_raised_a_matter_is_wanted_for_it_or_deals_with_it_reads_its_steps_in_its_changes()
    {
        var number = await office.Have("涉及单位", "assign");

        (await Of(office.Transport, 2)).ShouldBe([$"{number} 1", $"{number} 2"]);
        (await Of(office.Housing, 2)).ShouldBe([$"{number} 1", $"{number} 2"]); // wanted, and then its lead
        (await Of(office.Service.As("市发改委"), 1)).ShouldBe([$"{number} 2"]); // co-operates once it is assigned
        (await Of(office.Commerce)).ShouldBeEmpty();

        Task<List<string>> Of(HttpClient unit, int atLeast = 0) => CoordinationService.ChangesOf(unit, "matters", $"{number} ", atLeast);
    }

    [Fact]
    public async Task The_same_step_said_again_changes_nothing()
    {
        var number = await office.Have("重复交办", "assign");

        (await office.Do(number, "assign")).Json["version"]!.GetValue<long>().ShouldBe(2);
        (await office.Do(number, "assign", Body("assign").With("due", Day(30)))).Json["version"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public async Task A_matter_goes_on_the_agenda_of_a_meeting_that_is_to_come_and_is_decided_once_it_was_held()
    {
        var number = await office.Have("议程");

        (await office.Do(number, "schedule", new() { ["conference"] = "2020-99", ["by"] = "王主任" })).Code.ShouldBe("unknown-conference");
        (await office.Do(number, "schedule", await office.Scheduling("王主任", days: -1))).Code.ShouldBe("conference-past");
        (await office.Do(number, "schedule", await office.Scheduling("王主任", days: 5))).Status.ShouldBe(HttpStatusCode.OK);
        (await office.Do(number, "decide")).Code.ShouldBe("conference-to-come");
        (await office.Do(number, "schedule", await office.Scheduling("王主任"))).Status.ShouldBe(HttpStatusCode.OK);
        (await office.Do(number, "decide")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_day_of_a_meeting_that_has_decided_something_stands()
    {
        var number = await office.Have("会期", "schedule", "decide");
        var meeting = (string)(await office.One(number))["matter"]!["conference"]!;
        var order = int.Parse(meeting[5..], null);

        (await office.Record(meeting, order, days: 3)).Faults().ShouldBe(["heldOn:conference-decided"]);
        (await office.Record(meeting, order, days: 0)).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task Limits_are_to_come_and_units_are_registered()
    {
        var number = await office.Have("期限");

        (await office.Do(number, "assign", Body("assign").With("due", Day(0)))).Code.ShouldBe("matter-due-past");
        (await office.Do(number, "assign", Body("assign").With("lead", "火星局"))).Code.ShouldBe("unknown-organisation");
        (await office.Do(number, "assign", Body("assign").With("due", null))).Code.ShouldBe("required");
        (await office.One(number))["matter"]!["version"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task The_unit_that_deals_with_a_matter_does_not_finish_it_and_only_the_raiser_withdraws_it()
    {
        var number = await office.Have("各司其职", "assign");

        (await office.Do(number, "finish", by: office.Service.As("市住建局", "office"))).Code.ShouldBe("matter-own-work");
        (await office.Do(number, "withdraw", by: office.Housing)).Code.ShouldBe("matter-not-raiser");
        (await office.Do(number, "assign", by: office.Transport)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<List<long>> Versions(string number)
    {
        await using var database = office.Service.OpenDatabase();
        await using var command = database.CreateCommand("select version from log_events where aggregate = $1 order by version");
        command.Parameters.Add(new() { Value = $"coordination/matters/{number}" });
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
