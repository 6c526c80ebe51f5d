using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Reports;

/// <summary>Reports through the API, on a real database.</summary>
[Collection(ReportingCollection.Name)]
public sealed class MoveReportTests(ReportingOffice office)
{
    private static readonly string[] AllCommands = ["submit", "withdraw", "accept", "return"];

    public static TheoryData<string, string[]> WaysTo => new()
    {
        { "missing", [] },
        { "submitted", ["submit"] },
        { "returned", ["submit", "return"] },
        { "accepted", ["submit", "accept"] },
        { "withdrawn", ["submit", "withdraw"] },
    };

    [Theory]
    [MemberData(nameof(WaysTo))]
    public async Task From_every_state_a_command_does_what_is_drawn_or_is_refused_with_its_code_and_changes_nothing(string state, string[] way)
    {
        foreach (var command in AllCommands)
        {
            var task = $"{state[..2]}{command[..3]}".ToUpperInvariant();
            await office.Have(task);
            foreach (var step in way)
            {
                (await Do(task, step, "王主任", "按计划推进")).Status.ShouldBe(HttpStatusCode.OK);
            }

            var before = await Whole(task);

            var answer = await Do(task, command, "赵副主任", "另一段话"); // others than those of the way: nothing is said again

            var outcome = DrawnReports.Outcomes[(state, command)];
            if (DrawnReports.IsDrawn(state, command))
            {
                answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
                (await office.Ask("select state from reports where task = $1", task)).ShouldBe([outcome]);
            }
            else
            {
                (command == "submit" ? answer.Faults()[0] : answer.Code).ShouldBe(command == "submit" ? $"period:{outcome}" : outcome, answer.Text);
                (await Whole(task)).ShouldBe(before);
            }

            await ShouldBeGapless(task);
        }
    }

    [Fact]
    public async Task Of_ten_who_decide_at_one_moment_one_is_heard_and_the_others_are_told_who()
    {
        await office.Have("RACE");
        await office.Send("RACE");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n =>
            office.Step(Key("RACE"), n % 2 == 0 ? "accept" : "return", Body(n % 2 == 0 ? "accept" : "return", by: $"主任{n}"))));

        var one = answers.Single(a => a.Status == HttpStatusCode.OK).Json["enteredBy"]!.GetValue<string>();
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict && a.Text.Contains(one));
        await ShouldBeGapless("RACE");
    }

    [Fact]
    public async Task The_same_decision_of_the_same_person_again_changes_nothing()
    {
        await office.Have("TWICE");
        await office.Send("TWICE");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => office.Step(Key("TWICE"), "accept")));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK && a.Json["version"]!.GetValue<long>() == 2);
        (await office.Ask("select count(*) from report_steps where task = 'TWICE'")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Content_and_acceptance_at_one_moment_leave_what_was_accepted()
    {
        foreach (var round in Enumerable.Range(0, 5))
        {
            await office.Have($"BOTH{round}");
            await office.Send($"BOTH{round}");

            var (accepted, changed) = (office.Step(Key($"BOTH{round}"), "accept"), office.Send($"BOTH{round}", 60, "又有进展"));
            await Task.WhenAll(accepted, changed);

            (await accepted).Status.ShouldBe(HttpStatusCode.OK, (await accepted).Text);
            if ((await changed).Status != HttpStatusCode.OK)
            {
                (await changed).Faults().ShouldBe(["period:report-submit-after-acceptance"]);
            }

            await ShouldBeGapless($"BOTH{round}");
        }
    }

    [Fact]
    public async Task Only_the_returned_field_reopens_and_the_same_content_is_no_change()
    {
        await office.Have("FIELD");
        await office.Send("FIELD");
        await office.Step(Key("FIELD"), "return");
        (await CoordinationService.ChangesOf(office.Transport, "reports", Key("FIELD"), 2)).ShouldBe([$"{Key("FIELD")} 1", $"{Key("FIELD")} 2"]); // the office wrote the second
        (await CoordinationService.ChangesOf(office.Commission, "reports", Key("FIELD"))).ShouldBeEmpty();

        (await office.Send("FIELD", 60)).Faults().ShouldBe(["progressPercent:report-field-not-returned"]);
        (await office.Send("FIELD")).Outcome().ShouldBe("unchanged");
        (await office.Send("FIELD", 50, "完成路基 12 公里")).Outcome().ShouldBe("updated");
        (await office.Ask("select state from reports where task = 'FIELD'")).ShouldBe(["submitted"]);
        (await office.Send("FIELD", 60)).Outcome().ShouldBe("updated");
    }

    [Fact]
    public async Task What_was_taken_back_says_nothing_and_the_same_content_can_come_again()
    {
        await office.Have("BACK");
        await office.Send("BACK");
        (await office.Detail(Key("BACK")))["cell"]!["complete"]!.GetValue<int>().ShouldBe(1);

        (await office.Step(Key("BACK"), "withdraw")).Status.ShouldBe(HttpStatusCode.OK);

        (await office.Detail(Key("BACK")))["cell"]!["missing"]!.GetValue<int>().ShouldBe(1);
        (await office.Send("BACK")).Outcome().ShouldBe("updated");
        (await office.Detail(Key("BACK")))["cell"]!["complete"]!.GetValue<int>().ShouldBe(1);
        await ShouldBeGapless("BACK");
    }

    [Fact]
    public async Task A_standing_falls_back_to_the_report_before_the_one_that_was_taken_back()
    {
        await office.Have("STAND");
        await using (var database = office.Service.OpenDatabase())
        {
            // As if it had come in time.
            await using var early = database.CreateCommand(
                $"""
                insert into report_allowances (period, organisation, version, kind, reason, granted_by, granted_at, until)
                values ('{Current.Previous}', '{Lead}', 1, 'reopening', '测试', '王主任', now(), current_date + 5) on conflict do nothing
                """);
            await early.ExecuteNonQueryAsync();
        }

        (await office.Send("STAND", 30, "上期", Current.Previous)).Outcome().ShouldBe("created");
        await office.Send("STAND", 55);
        await Eventually.True(async () => await Progress("STAND") == 55);

        await office.Step(Key("STAND"), "withdraw");

        await Eventually.True(async () => await Progress("STAND") == 30);
    }

    [Fact]
    public async Task Who_submitted_does_not_accept_and_nobody_takes_back_anothers()
    {
        await office.Have("OWN", leads: [Lead]);
        await office.Send("OWN");

        (await office.Step(Key("OWN"), "withdraw", by: office.Commission)).Code.ShouldBe("report-not-yours");
        (await office.Step(Key("OWN"), "accept", by: office.Transport)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await office.Step(Key("OWN"), "accept", by: office.Service.As(Lead, "office", client: "office-of-the-bureau"))).Code.ShouldBe("report-own");
        (await office.Step(Key("OWN"), "accept", by: office.Service.As("领导小组办公室", "office", client: $"{Lead}-system"))).Code.ShouldBe("report-own");
        (await office.Step("T21.2025Q9.x", "accept")).Code.ShouldBe("report-unknown");
    }

    [Fact]
    public async Task A_return_without_a_note_on_a_known_field_is_refused()
    {
        await office.Have("NOTE");
        await office.Send("NOTE");

        foreach (var notes in new[] { """{}""", """{"colour":"x"}""", """{"words":""}""", """{"words":7}""" })
        {
            (await office.Step(Key("NOTE"), "return", new JsonObject { ["notes"] = JsonNode.Parse(notes), ["decidedBy"] = "王主任" })).Code
                .ShouldBe("report-return-notes", notes);
        }
    }

    private Task<ApiAnswer> Do(string task, string command, string by, string words) =>
        command == "submit" ? office.Send(task, 50, words) : office.Step(Key(task), command, Body(command, by));

    private async Task<decimal?> Progress(string task) =>
        (await office.Office.Read($"{Tasks}/{task}"))["task"]!["progressPercent"]?.GetValue<decimal>();

    private async Task<List<string>> Whole(string task) =>
    [
        .. await office.Ask("select to_jsonb(r)::text from reports r where task = $1", task),
        .. await office.Ask("select to_jsonb(p)::text from progress_reports p where task = $1", task),
        .. await office.Ask("select count(*) from log_events where aggregate like '%' || $1 || '.%'", task),
    ];

    private async Task ShouldBeGapless(string task)
    {
        var versions = await office.Ask("select version from log_events where aggregate like 'coordination/reports/' || $1 || '.%' order by version", task);
        versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(v => $"{v}"));
    }
}
