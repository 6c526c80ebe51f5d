using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;
using static Cluster.Coordination.Tests.CoordinationService;

namespace Cluster.Coordination.Tests.Progress;

public sealed class PushProgressReportsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Reports = "/api/coordination/progress-reports";
    private readonly HttpClient _transport = coordination.Service.As("市交通运输局");

    [Fact]
    public async Task A_report_is_in_the_offices_overview_within_two_seconds()
    {
        (await _transport.Push(Reports, Report("T21", "市交通运输局", "2025Q1", progress: 61))).Outcome().ShouldBe("created");

        await Eventually.True(
            async () => (await TaskOf("T21"))["progressPercent"]?.GetValue<decimal>() == 61, TimeSpan.FromSeconds(2));
        (await coordination.Office.Read("/api/coordination/overview"))["themes"]![1]!["states"]!["in-progress"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_late_report_for_an_older_quarter_does_not_move_the_standing()
    {
        var housing = coordination.Service.As("市住建局");
        await housing.Push(Reports, Report("T27", "市住建局", "2025Q2", progress: 70));
        await Eventually.True(async () => (await TaskOf("T27"))["reportedFor"]?.GetValue<string>() == "2025Q2");
        await housing.Push(Reports, Report("T27", "市住建局", "2024Q4", progress: 20), Report("T27", "市住建局", "2025Q3", progress: 75));

        await Eventually.True(async () => (await TaskOf("T27"))["reportedFor"]?.GetValue<string>() == "2025Q3");
        (await TaskOf("T27"))["progressPercent"]!.GetValue<decimal>().ShouldBe(75);
    }

    [Fact]
    public async Task Of_two_reports_on_a_task_that_are_applied_at_once_the_standing_counts_both()
    {
        await using var database = coordination.Service.OpenDatabase();
        await using var connection = await database.OpenConnectionAsync();
        await using (var other = await connection.BeginTransactionAsync())
        {
            // As another packet does it that is not committed yet: the other lead's report, and the task held.
            await using var apply = new NpgsqlCommand(
                """
                insert into latest_reports (task, organisation, period, progress_percent, state, reported_at)
                values ('T13', '市商务局', '2025Q3', 30, 'in-progress', now());
                select from tasks where key = 'T13' for no key update;
                """, connection, other);
            await apply.ExecuteNonQueryAsync();
            await coordination.Service.As("市发改委").Push(Reports, Report("T13", "市发改委", "2025Q3", progress: 80));
            await Eventually.True(async () => await database.AnyWaitsForLock() || (await TaskOf("T13"))["progressPercent"] is not null);
            await other.CommitAsync();
        }

        await Eventually.True(async () => (await TaskOf("T13"))["progressPercent"]?.GetValue<decimal>() == 30);
    }

    [Fact]
    public async Task An_alias_is_the_organisation() =>
        (await _transport.Push(Reports, Report("T13", "交通运输局"))).Row(0)["key"]!.GetValue<string>().ShouldBe("T13.2025Q3.市交通运输局");

    [Fact]
    public async Task A_credit_code_among_its_aliases_is_the_organisation()
    {
        await coordination.Office.Push("/api/coordination/organisations", Organisation("市住建局", "住建局", "11150200011536003X"));

        var answer = await coordination.Service.As("市住建局").Push(Reports, Report("T21", "11150200011536003X", "2024Q2"));

        answer.Row(0)["key"]!.GetValue<string>().ShouldBe("T21.2024Q2.市住建局");
    }

    [Fact]
    public async Task A_systems_own_numbers_of_task_and_organisation_are_understood_however_long_they_are()
    {
        (await _transport.Push(
            "/api/coordination/sender-codes",
            new JsonObject { ["kind"] = "task", ["code"] = "BT-PLAN-2020-54-021", ["target"] = "T21" },
            new JsonObject { ["kind"] = "organisation", ["code"] = "DEPT-07", ["target"] = "市交通运输局" })).Count("created").ShouldBe(2);

        var answer = await _transport.Push(Reports, Report("BT-PLAN-2020-54-021", "DEPT-07", "2024Q2"));

        answer.Row(0)["key"]!.GetValue<string>().ShouldBe("T21.2024Q2.市交通运输局");
        answer.Row(0)["notes"]!.AsArray().Select(n => n!["taken"]!.GetValue<string>()).ShouldBe(["T21", "市交通运输局"]);
    }

    public static TheoryData<string, string, string, decimal, string, string> Refused => new()
    {
        { "T99", "市交通运输局", "2025Q3", 10, "in-progress", "task:unknown-task" },
        { "T21", "市不存在局", "2025Q3", 10, "in-progress", "organisation:unknown-organisation" },
        { "T21", "市发改委", "2025Q3", 10, "in-progress", "organisation:not-yours" },
        { "T27", "市交通运输局", "2025Q3", 10, "in-progress", "task:not-your-task" },
        { "T21", "市交通运输局", "2025Q5", 10, "in-progress", "period:bad-date" },
        { "T21", "市交通运输局", "2099Q1", 10, "in-progress", "period:period-in-future" },
        { "T21", "市交通运输局", "2025Q3", 101, "in-progress", "progressPercent:out-of-range" },
        { "T21", "市交通运输局", "2025Q3", 10.125m, "in-progress", "progressPercent:too-many-decimals" },
        { "T21", "市交通运输局", "2025Q3", 10, "green", "state:not-allowed" },
        { "T21", "市交通运输局", "2025Q3", 10, "completed", "state:state-contradicts-progress" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_faulty_report_is_refused_with_field_and_code(
        string task, string organisation, string period, decimal progress, string state, string fault)
    {
        var answer = await _transport.Push(Reports, Report(task, organisation, period, progress, state));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faults().ShouldBe([fault]);
        var message = answer.Row(0)["errors"]![0]!["message"]!;
        message["zh"]!.GetValue<string>().ShouldNotBeEmpty();
        message["en"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Another_departments_row_answers_403_for_that_row_and_the_rest_goes_in()
    {
        var answer = await _transport.Push(Reports, Report("T21", "市发改委", "2024Q1"), Report("T21", "市交通运输局", "2024Q1"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Row(0)["errors"]![0]!["status"]!.GetValue<int>().ShouldBe(403);
        answer.Outcome(1).ShouldBe("created");
    }

    [Fact]
    public async Task A_department_may_not_record_the_plan() =>
        (await _transport.Push("/api/coordination/themes", new JsonObject { ["key"] = "9" })).Status.ShouldBe(HttpStatusCode.Forbidden);

    private async Task<JsonNode> TaskOf(string id) => (await coordination.Office.Read($"/api/coordination/tasks/{id}"))["task"]!;
}
