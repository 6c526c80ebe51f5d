using System.Text.Json.Nodes;
using Cluster.Contracts.Portfolio;
using Cluster.Fixtures;
using Cluster.Messaging;
using Cluster.Portfolio.Tests.Curves;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Permits;
using Cluster.Portfolio.Tests.Problems;
using Cluster.Portfolio.Tests.Projects;
using Npgsql;

namespace Cluster.Portfolio.Tests.Pool;

/// <summary>A service and the office on one bus: what one was told, the other counts.</summary>
public sealed class PoolServices : IAsyncLifetime
{
    public RunningService Infrastructure { get; private set; } = null!;

    public RunningService Coordination { get; private set; } = null!;

    public HttpClient Office { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Infrastructure = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        Coordination = await RunningService.Start("coordination", "Cluster.Coordination", broker: Infrastructure.Broker);
        Office = Coordination.As("领导小组办公室", "office");
    }

    public async ValueTask DisposeAsync()
    {
        await Coordination.DisposeAsync();
        await Infrastructure.DisposeAsync();
    }
}

public sealed class ProjectPoolTests(PoolServices services) : IClassFixture<PoolServices>
{
    private const string Service = "/api/infrastructure";
    private const string Pool = "/api/coordination";
    private const string Accepted = "select count(*) from project_curves where key = 'coordination/c-late.2025' and state = 'accepted' and accepted_wan[5] = '250'";
    private readonly HttpClient _transport = services.Infrastructure.As("市交通运输局");

    [Fact]
    public async Task The_office_counts_what_the_service_counts_and_again_after_a_rebuild()
    {
        await _transport.Push(
            $"{Service}/projects", PushProjectsTests.Built("pool-1").With("sharesPercent", new JsonArray(70, 30)), PushProjectsTests.Built("pool-2"));
        await _transport.Push($"{Service}/projects", StageRulesTests.Started("pool-3"));
        await _transport.Push($"{Service}/project-years", Year("pool-1").With("resumedOn", "2025-03-20"), Year("pool-2"), Year("pool-3").With("category", "new"));
        await _transport.Push($"{Service}/project-months", Month("pool-1", "2025-04", 350), Month("pool-2", "2025-04", 320), Month("pool-1", "2025-05", 400));
        await _transport.Push($"{Service}/project-months", Month("pool-1", "2025-05", 410)); // changed, and told by itself
        await _transport.Push($"{Service}/project-curves", PushProjectCurvesTests.Curve("pool-1"), PushProjectCurvesTests.Curve("pool-2"),
            PushProjectCurvesTests.Curve("pool-3").With("plannedStart", "2025-03"));
        await services.Infrastructure.As("领导小组办公室", "office").Accept("pool-1.2025");
        await services.Infrastructure.As("领导小组办公室", "office").Accept("pool-3.2025");
        await _transport.Push($"{Service}/project-curves", PushProjectCurvesTests.Curve("pool-1").With("m05Wan", 200).With("reason", "征地滞后")); // waits
        await _transport.Push($"{Service}/projects", StageRulesTests.Started("pool-3").With("stage", "stopped").With("stageReason", "冬季停工").With("stageSince", "2025-04-20"));

        await _transport.Push($"{Service}/project-permits", PushPermitsTests.Permit("pool-1", "approval"), PushPermitsTests.Permit("pool-2", "land"));
        await _transport.Push($"{Service}/project-permits", PushPermitsTests.Permit("pool-2", "land").With("doneOn", null).With("number", null));
        await _transport.Push($"{Service}/project-problems", PushProblemsTests.Problem("pool-q", "pool-1"), PushProblemsTests.Problem("pool-r", "pool-1"));
        await _transport.Push(
            $"{Service}/project-problems", PushProblemsTests.Problem("pool-r", "pool-1").With("solvedOn", "2025-02-01").With("solution", "已签订协议"));

        string[] questions = ["projects/permits/rates", "projects/permits/rates?by=district", "project-dispatch?month=2025-05&by=county", "project-dispatch/2025", "project-funnel?asOf=2025-04-30", "project-funnel?asOf=2025-04-10"];
        await Eventually.True(async () => await IsEqual(questions) && await Overdue() == "infrastructure/pool-q");

        await using var database = services.Coordination.OpenDatabase();
        await Execute(database, "insert into project_curves (key, project, owner, year, state) values ('infrastructure/nobody.2025', 'infrastructure/nobody', '', 2025, 'draft')");
        using var rebuild = await services.Coordination.As("运维", "operator").PostAsync($"{Pool}/read-models/rebuild", content: null);
        rebuild.EnsureSuccessStatusCode();
        await Eventually.True(async () => await IsEqual(questions) && await Overdue() == "infrastructure/pool-q");
        (await Count(database, "select count(*) from project_curves where key = 'infrastructure/nobody.2025'")).ShouldBe(0); // told by no event
        var all = (await services.Office.Read($"{Pool}/project-dispatch?month=2025-05"))["totals"]![0]!;
        (all["doneWan"]!.GetValue<decimal>(), all["onOwnCurve"]!.GetValue<int>()).ShouldBe((730m, 2));
        (all["onOwnStart"]!.GetValue<int>(), all["startedOrResumed"]!.GetValue<int>()).ShouldBe((1, 2));
    }

    /// <summary>250 of 1,000 by its curve in May, and the acceptance comes before the report that it is of; then both once more.</summary>
    [Fact]
    public async Task A_curve_that_was_accepted_stands_whichever_of_its_events_comes_first_and_however_often()
    {
        await using var database = services.Coordination.OpenDatabase();
        var draft = new ProjectCurveReported(
            "c-late.2025", "市水务局", "c-late", 2025, 0, 0, 50, 150, 250, 400, 550, 700, 850, 950, 1_000, 1_000, [1, 2, 12], null, "draft", null, null, null,
            null, null, null, null, null);
        var accepted = await Tell(database, "coordination/project-curves/c-late.2025", 2, draft with
        {
            State = "accepted", AcceptedWan = [0, 0, 50, 150, 250, 400, 550, 700, 850, 950, 1_000, 1_000],
        });
        await Eventually.True(async () => await Count(database, Accepted) == 1);

        var first = await Tell(database, "coordination/project-curves/c-late.2025", 1, draft);
        await Execute(database, $"update log_writes set sent_at = null where id = {accepted}");
        await Eventually.True(async () => await Count(database, $"select count(*) from log_writes where id in ({first}, {accepted}) and sent_at is not null") == 2);
        await Tell(database, "coordination/project-curves/c-mark.2025", 1, draft with { Key = "c-mark.2025", Project = "c-mark" });
        await Eventually.True(async () => await Count(database, "select count(*) from project_curves where key = 'coordination/c-mark.2025'") == 1);

        (await Count(database, Accepted)).ShouldBe(1);
        (await Count(database, "select count(*) from dead_letters where aggregate like '%project-curves%'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_month_that_was_changed_stands_whichever_of_the_two_comes_first_and_however_often()
    {
        await using var database = services.Coordination.OpenDatabase();
        var changed = await Tell(database, "coordination/project-months/late.2025-05", 2, new ProjectMonthReported(
            "late.2025-05", "市水务局", "late", "2025-05", 55, null, null, null, null, null, null, null, null, null));
        await Eventually.True(async () => await Value(database) == 55);

        await Tell(database, "coordination/project-months/recorded/1", 1, new ProjectMonthsRecorded(
            "市水务局", [new RecordedMonth("late", "2025-05", 50, null, null, null, null, null, null, null, null, null), new RecordedMonth("late", "2025-06", 60, null, null, null, null, null, null, null, null, null)]));
        await Eventually.True(async () => await Count(database, "select count(*) from project_months where project = 'coordination/late' and month = '2025-06-01'") == 1);
        await Execute(database, $"update log_writes set sent_at = null where id = {changed}");
        await Eventually.True(async () => await Count(database, $"select count(*) from log_writes where id = {changed} and sent_at is not null") == 1);

        (await Value(database)).ShouldBe(55);
        (await Count(database, "select count(*) from dead_letters")).ShouldBe(0);
    }

    [Fact]
    public async Task A_department_sees_its_own_projects_in_the_pool()
    {
        await _transport.Push($"{Service}/projects", PushProjectsTests.Built("own"));
        await _transport.Push($"{Service}/project-years", Year("own"));
        await Eventually.True(async () => (await services.Coordination.As("市交通运输局").Read($"{Pool}/project-dispatch?month=2025-05"))["totals"]!.AsArray().Count > 0);

        (await services.Coordination.As("市水务局").Read($"{Pool}/project-dispatch?month=2024-05"))["totals"]![0]!["projects"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task The_projects_of_all_services_are_one_list_page_by_page()
    {
        await _transport.Push(
            $"{Service}/projects", PushProjectsTests.Built("list-1").With("chain", "列表"), PushProjectsTests.Built("list-2").With("chain", "列表"),
            PushProjectsTests.Project("list-3").With("chain", "列表"));
        await Eventually.True(async () => (await Keys("chain=列表")).Length == 3);

        (await Keys("chain=列表&stage=building")).ShouldBe(["infrastructure/list-1", "infrastructure/list-2"]);
        (await Keys("chain=列表&county=150206&owner=市交通运输局")).Length.ShouldBe(3);
        (await Keys("chain=列表&county=150202")).ShouldBeEmpty();
        var first = await services.Office.Read($"{Pool}/projects?chain=列表&pageSize=2");
        first["next"]!.GetValue<string>().ShouldBe("infrastructure/list-2");
        (await Keys("chain=列表&pageSize=2&after=infrastructure/list-2")).ShouldBe(["infrastructure/list-3"]);
        (await services.Coordination.As("市水务局").Read($"{Pool}/projects?chain=列表"))["items"]!.AsArray().ShouldBeEmpty();
        (await services.Office.Read($"{Pool}/projects?chain=列表&asOf=2020-01-01"))["items"]!.AsArray().ShouldBeEmpty();
        (await services.Office.GetAsync($"{Pool}/projects?stage=flying")).StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
    }

    private async Task<string[]> Keys(string filter) =>
        [.. (await services.Office.Read($"{Pool}/projects?{filter}"))["items"]!.AsArray().Select(p => p!["key"]!.GetValue<string>())];

    /// <summary>The pool's problems past their limit, where the service counts as many.</summary>
    private async Task<string> Overdue()
    {
        var (said, heard) = (await _transport.Read($"{Service}/projects/problems/overdue"), await services.Coordination.As("市交通运输局").Read($"{Pool}/projects/problems/overdue"));
        return JsonNode.DeepEquals(said["levels"], heard["levels"]) ? string.Join(' ', heard["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>())) : "";
    }

    private async Task<bool> IsEqual(IEnumerable<string> questions)
    {
        foreach (var question in questions)
        {
            var (said, heard) = (await _transport.Read($"{Service}/{question}"), await services.Coordination.As("市交通运输局").Read($"{Pool}/{question}"));
            if (!JsonNode.DeepEquals(said, heard))
            {
                return false;
            }
        }

        return true;
    }

    private static JsonObject Year(string project) => PushProjectMonthsTests.Year(project, 2025, 1_000);

    private static JsonObject Month(string project, string month, decimal value) => PushProjectMonthsTests.Month(project, month, value);

    private static async Task<decimal?> Value(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select year_to_date_wan from project_months where project = 'coordination/late' and month = '2025-05-01'");
        return (decimal?)await command.ExecuteScalarAsync();
    }

    /// <summary>By way of the office's own log, which goes to the broker and comes back like that of any other.</summary>
    internal static async Task<long> Tell<TEvent>(NpgsqlDataSource database, string aggregate, long version, TEvent body)
    {
        await using var command = database.CreateCommand("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
                values (now(), '', 'test', 'system', 1, 0, now())
                returning id)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body)
            select id, 1, $1, $2, $3, $4::json from write
            returning write_id
            """);
        command.Parameters.Add(new() { Value = EventJson.KindOf<TEvent>() });
        command.Parameters.Add(new() { Value = aggregate });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = EventJson.Write(body) });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    internal static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    internal static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
