using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Contracts.Portfolio;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Months;
using Cluster.Portfolio.Tests.Projects;
using Npgsql;

namespace Cluster.Portfolio.Tests.Pool.Merges;

/// <summary>Two services that report projects, and the office that counts them.</summary>
public sealed class MergeServices : IAsyncLifetime
{
    private readonly PoolServices _pool = new();

    public RunningService Coordination => _pool.Coordination;

    public RunningService Ecology { get; private set; } = null!;

    public HttpClient Transport { get; private set; } = null!;

    public HttpClient Environment { get; private set; } = null!;

    public HttpClient Office => _pool.Office;

    public async ValueTask InitializeAsync()
    {
        await _pool.InitializeAsync();
        Ecology = await RunningService.Start("ecology", "Cluster.Ecology", broker: _pool.Infrastructure.Broker);
        Transport = _pool.Infrastructure.As("市交通运输局");
        Environment = Ecology.As("市生态环境局");
    }

    public async ValueTask DisposeAsync()
    {
        await Ecology.DisposeAsync();
        await _pool.DisposeAsync();
    }
}

public sealed class ProjectMergesTests(MergeServices services) : IClassFixture<MergeServices>
{
    private const string Merges = "/api/coordination/project-merges";

    [Fact]
    public async Task Two_projects_with_one_code_are_proposed_and_count_once_when_they_are_merged_also_after_a_rebuild()
    {
        const string code = "2110-420118-89-01-577085";
        await Have(services.Transport, "infrastructure", "one", code, year: 2021);
        await Have(services.Environment, "ecology", "one", code, year: 2021);

        var pair = await Proposed("infrastructure/one");
        (pair.Text("state"), pair["because"]!.AsArray().Single()!.GetValue<string>(), pair["first"].Text("key"), pair["second"].Text("key"))
            .ShouldBe(("proposed", "same-code", "ecology/one", "infrastructure/one"));
        (pair["first"].Text("owner"), pair["second"].Text("owner"), pair["first"].Text("code"), pair["first"]!["totalWan"]!.GetValue<decimal>())
            .ShouldBe(("市生态环境局", "市交通运输局", code, 50_000m));
        await Counts(2021, projects: 2, done: 600);
        var funnel = await FunnelOf();

        var decided = await Decide("infrastructure/one", "ecology/one", "merge", remaining: "infrastructure/one");

        (decided.Status, decided.Json.Text("remaining"), decided.Json["version"]!.GetValue<long>()).ShouldBe((HttpStatusCode.OK, "infrastructure/one", 1));
        await Counts(2021, projects: 1, done: 300);
        (await FunnelOf()).ShouldBe(funnel - 1);
        (await services.Office.Read("/api/coordination/project-dispatch/2021"))["plannedWan"]!.GetValue<decimal>().ShouldBe(1_000);
        (await States("infrastructure/one")).ShouldBe(["merged"]);
        await Rebuild("one");
        await Counts(2021, projects: 1, done: 300);
        (await services.Environment.Read("/api/ecology/project-dispatch?month=2021-05"))["totals"]![0]!["projects"]!.GetValue<int>().ShouldBe(1); // its own view keeps it

        await Push(services.Environment, "ecology/project-months", PushProjectMonthsTests.Month("one", "2021-06", 900).With("variance", "提前完成")); // goes on reporting
        await Heard("ecology/one.2021-06");
        (await Table(2021))["doneWan"]!.GetValue<decimal>().ShouldBe(300);
        (await Decide("ecology/one", "infrastructure/one", "apart", version: 1, reason: "经核实为两个标段")).Status.ShouldBe(HttpStatusCode.OK);
        await Counts(2021, projects: 2, done: 1_200, month: 6); // and all that was reported meanwhile is there
        await Rebuild("one");
        await Counts(2021, projects: 2, done: 1_200, month: 6);
    }

    [Fact]
    public async Task The_same_unit_and_name_from_two_departments_is_proposed_until_they_are_said_to_be_two()
    {
        foreach (var department in new[] { services.Transport, services.Environment })
        {
            var service = department == services.Transport ? "infrastructure" : "ecology";
            await Push(department, $"{service}/projects", PushProjectsTests.Built("unit").With("name", "黄河大桥").With("creditCode", "91150000701463622D"));
        }

        var pair = await Proposed("ecology/unit");
        pair["because"]!.AsArray().Single()!.GetValue<string>().ShouldBe("same-unit-and-name");

        (await Decide("ecology/unit", "infrastructure/unit", "apart", reason: "桥与其环保工程")).Status.ShouldBe(HttpStatusCode.OK);

        (await Pairs("proposed")).ShouldNotContain(p => p["first"].Text("key") == "ecology/unit");
        var apart = (await Pairs("apart")).Single(p => p["first"].Text("key") == "ecology/unit");
        (apart["decision"].Text("reason"), apart["decision"].Text("decidedBy"), apart["decision"]!["remaining"]).ShouldBe(("桥与其环保工程", "王主任", null));
    }

    [Fact]
    public async Task A_decision_is_undone_by_a_later_one_and_every_reason_is_kept()
    {
        await HavePair("undo");
        var (first, second) = ("ecology/undo", "infrastructure/undo");
        await Decide(second, first, "merge", remaining: first, reason: "同一立项");

        (await Decide(first, second, "apart", reason: "看错了")).Code.ShouldBe("merge-decided-meanwhile");
        (await Decide(first, second, "merge", remaining: first, reason: "同一立项")).Json["version"]!.GetValue<long>().ShouldBe(1); // said again: nothing new
        (await Decide(first, second, "merge", remaining: second, version: 1, reason: "以立项单位为准")).Status.ShouldBe(HttpStatusCode.OK);
        (await Decide(first, second, "apart", version: 2, reason: "批复不同")).Json["version"]!.GetValue<long>().ShouldBe(3);

        var history = await services.Office.Read($"{Merges}/history?first={Uri.EscapeDataString(second)}&second={Uri.EscapeDataString(first)}");
        history.AsArray().Select(h => h!["after"].Text("reason")).ShouldBe(["同一立项", "以立项单位为准", "批复不同"]);
        history[2]!["before"].Text("remaining").ShouldBe(second);
        await using var database = services.Coordination.OpenDatabase();
        await Eventually.True(async () => await ProjectPoolTests.Count(database, $"select count(*) from inbox where aggregate = '{Aggregate("undo")}' and version = 3") == 1);
        (await MergedAway(database, "undo")).ShouldBe(0);
    }

    public static TheoryData<string, string, HttpStatusCode, string> Faulty => new()
    {
        { """{ "first": "ecology/none", "second": "infrastructure/faulty", "decision": "apart", "reason": "x", "decidedBy": "王主任" }""", "merge-unknown-project", HttpStatusCode.UnprocessableEntity, "first" },
        { """{ "first": "ecology/faulty", "second": "ecology/faulty", "decision": "apart", "reason": "x", "decidedBy": "王主任" }""", "merge-same-project", HttpStatusCode.UnprocessableEntity, "second" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "apart", "decidedBy": "王主任" }""", "required", HttpStatusCode.UnprocessableEntity, "reason" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "apart", "reason": "", "decidedBy": "王主任" }""", "required", HttpStatusCode.UnprocessableEntity, "reason" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "apart", "reason": "x" }""", "required", HttpStatusCode.UnprocessableEntity, "decidedBy" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "merge", "reason": "x", "decidedBy": "王主任" }""", "required", HttpStatusCode.UnprocessableEntity, "remaining" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "merge", "remaining": "ecology/none", "reason": "x", "decidedBy": "王主任" }""", "merge-remaining-unknown", HttpStatusCode.UnprocessableEntity, "remaining" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "apart", "remaining": "ecology/faulty", "reason": "x", "decidedBy": "王主任" }""", "merge-remaining-without-merge", HttpStatusCode.UnprocessableEntity, "remaining" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "perhaps", "reason": "x", "decidedBy": "王主任" }""", "not-allowed", HttpStatusCode.UnprocessableEntity, "decision" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "apart", "reason": "x", "decidedBy": "王主任", "version": 7 }""", "merge-decided-meanwhile", HttpStatusCode.Conflict, "version" },
        { """{ "first": "ecology/faulty", "second": "infrastructure/faulty", "decision": "apart", "reason": "x", "decidedBy": "王主任", "why": "y" }""", "unknown-member", HttpStatusCode.UnprocessableEntity, "why" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_decision_is_refused_with_its_code_and_changes_nothing(string body, string code, HttpStatusCode status, string field)
    {
        await HavePair("faulty");

        var answer = await services.Office.SendBody(HttpMethod.Post, Merges, Encoding.UTF8.GetBytes(body));

        (answer.Status, answer.Code, answer.Json.Text("field")).ShouldBe((status, code, field), answer.Text);
        await using var database = services.Coordination.OpenDatabase();
        (await ProjectPoolTests.Count(database, "select count(*) from project_merges where second like '%/faulty'")).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_office_decides_and_a_department_does_not_see_another_ones_project()
    {
        await HavePair("whose");
        var department = services.Coordination.As("市交通运输局");
        var narrow = services.Coordination.As("领导小组办公室", "office", scope: "cluster.read coordination.tasks.write");
        var auditor = services.Coordination.As("", "reader");

        (await Decide("ecology/whose", "infrastructure/whose", "apart", by: department)).Code.ShouldBe("forbidden");
        (await Decide("ecology/whose", "infrastructure/whose", "apart", by: auditor)).Code.ShouldBe("forbidden");
        (await Decide("ecology/whose", "infrastructure/whose", "apart", by: narrow)).Code.ShouldBe("insufficient-scope");
        (await department.GetAsync(Merges)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.GetAsync(Merges)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await services.Office.GetAsync($"{Merges}?state=perhaps")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_person_who_has_signed_in_decides_in_no_other_name()
    {
        await HavePair("person");
        var person = services.Coordination.As("领导小组办公室", "office", client: "李处长", position: "office");
        var body = new JsonObject { ["first"] = "ecology/person", ["second"] = "infrastructure/person", ["decision"] = "apart", ["reason"] = "两个项目" };

        (await Send(person, body.With("decidedBy", "王主任"))).Code.ShouldBe("unknown-member");
        (await Send(person, body)).Json.Text("decidedBy").ShouldBe("李处长");
    }

    [Fact]
    public async Task A_project_is_merged_into_one_that_counts_and_never_into_one_that_was_merged_away()
    {
        await HavePair("a");
        await HavePair("b");
        await Decide("ecology/a", "infrastructure/a", "merge", remaining: "infrastructure/a");

        var chain = await Decide("ecology/a", "ecology/b", "merge", remaining: "ecology/a");
        (chain.Status, chain.Code, chain.Json.Text("remaining")).ShouldBe((HttpStatusCode.Conflict, "merge-chain", "infrastructure/a"));
        var elsewhere = await Decide("ecology/a", "ecology/b", "merge", remaining: "ecology/b");
        (elsewhere.Code, elsewhere.Json.Text("remaining")).ShouldBe(("merged-elsewhere", "infrastructure/a"));
        (await Decide("infrastructure/a", "ecology/b", "merge", remaining: "ecology/b")).Code.ShouldBe("merge-holds-others");
        (await Decide("infrastructure/a", "ecology/b", "merge", remaining: "infrastructure/a")).Status.ShouldBe(HttpStatusCode.OK);

        (await Pairs("proposed")).ShouldNotContain(p => p["first"].Text("key") == "ecology/b"); // the other of its pair stands for it no more
    }

    [Fact]
    public async Task Of_ten_who_decide_at_one_moment_one_is_heard_and_the_others_are_told()
    {
        await HavePair("race");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n =>
            Decide("ecology/race", "infrastructure/race", "merge", remaining: n % 2 == 0 ? "ecology/race" : "infrastructure/race", reason: $"理由{n}")));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "merge-decided-meanwhile" && a.Json["version"]!.GetValue<long>() == 1);
    }

    [Fact]
    public async Task Of_two_who_merge_in_a_ring_at_one_moment_one_is_refused()
    {
        foreach (var round in Enumerable.Range(0, 5))
        {
            await HavePair($"ring-{round}");
            await HavePair($"band-{round}");
            var (a, b, c) = ($"ecology/ring-{round}", $"infrastructure/ring-{round}", $"ecology/band-{round}");

            var answers = await Task.WhenAll(Decide(a, b, "merge", remaining: b), Decide(b, c, "merge", remaining: c), Decide(c, a, "merge", remaining: a));

            answers.Count(x => x.Status == HttpStatusCode.OK).ShouldBe(1, string.Join('\n', answers.Select(x => x.Text)));
        }
    }

    [Fact]
    public async Task A_decision_that_is_delivered_twice_or_after_a_later_one_changes_nothing()
    {
        await using var database = services.Coordination.OpenDatabase();
        ProjectMergeDecided Said(string decision) =>
            new("ecology/late", "infrastructure/late", decision, decision == "merge" ? "ecology/late" : null, "x", "王主任");

        await ProjectPoolTests.Tell(database, Aggregate("late"), 2, Said("apart"));
        await Eventually.True(async () => await ProjectPoolTests.Count(database, $"select count(*) from inbox where aggregate = '{Aggregate("late")}'") == 1);
        var older = await ProjectPoolTests.Tell(database, Aggregate("late"), 1, Said("merge"));
        var newer = await ProjectPoolTests.Tell(database, Aggregate("late"), 3, Said("merge"));
        await Eventually.True(async () => await MergedAway(database, "late") == 1);
        await ProjectPoolTests.Execute(database, $"update log_writes set sent_at = null where id in ({older}, {newer})");
        await Eventually.True(async () => await ProjectPoolTests.Count(database, $"select count(*) from log_writes where id in ({older}, {newer}) and sent_at is null") == 0);
        await ProjectPoolTests.Tell(database, Aggregate("late"), 4, Said("apart"));

        await Eventually.True(async () => await MergedAway(database, "late") == 0);
        (await ProjectPoolTests.Count(database, "select count(*) from dead_letters")).ShouldBe(0);
    }

    /// <summary>A view has the columns that its table had when it was made.</summary>
    [Theory]
    [InlineData("public.projects", "public.pool_projects")]
    [InlineData("public.project_years", "public.pool_years")]
    [InlineData("past.projects", "public.pool_projects")]
    [InlineData("past.project_years", "public.pool_years")]
    [InlineData("past.project_curves", "public.project_curves")]
    public async Task What_is_counted_has_every_column_of_what_is_kept(string view, string table)
    {
        await using var database = services.Coordination.OpenDatabase();

        (await Columns(database, view)).ShouldBe(await Columns(database, table));
    }

    private static string Aggregate(string key) => $"coordination/project-merges/ecology%2F{key}+infrastructure%2F{key}";

    private static async Task<string[]> Columns(NpgsqlDataSource database, string name)
    {
        await using var command = database.CreateCommand(
            "select array_agg(column_name || ' ' || data_type order by column_name) from information_schema.columns where table_schema || '.' || table_name = $1");
        command.Parameters.Add(new() { Value = name });
        return (string[])(await command.ExecuteScalarAsync())!;
    }

    private static Task<long> MergedAway(NpgsqlDataSource database, string key) =>
        ProjectPoolTests.Count(database, $"select count(*) from merged_projects where project like '%/{key}'");

    private Task<ApiAnswer> Decide(
        string first, string second, string decision, string? remaining = null, string reason = "同一项目", long? version = null, HttpClient? by = null) =>
        Send(by ?? services.Office, new JsonObject
        {
            ["first"] = first, ["second"] = second, ["decision"] = decision, ["remaining"] = remaining, ["reason"] = reason, ["version"] = version, ["decidedBy"] = "王主任",
        });

    private static Task<ApiAnswer> Send(HttpClient http, JsonObject body) =>
        http.SendBody(HttpMethod.Post, Merges, Encoding.UTF8.GetBytes(body.ToJsonString()));

    private static async Task Push(HttpClient department, string resource, JsonObject row) =>
        (await department.Push($"/api/{resource}", row)).Count("rejected").ShouldBe(0);

    private static async Task Have(HttpClient department, string service, string key, string code, int year)
    {
        await Push(department, $"{service}/projects", PushProjectsTests.Built(key).With("code", code).With("startedOn", $"{year}-03-01").With("stageSince", $"{year}-03-01"));
        await Push(department, $"{service}/project-years", PushProjectMonthsTests.Year(key, year, 1_000));
        await Push(department, $"{service}/project-months", PushProjectMonthsTests.Month(key, $"{year}-05", 300).With("variance", "征地滞后"));
    }

    /// <summary>A project that both services report, of a name that no other has.</summary>
    private async Task HavePair(string key)
    {
        var row = PushProjectsTests.Built(key).With("name", $"项目{key}").With("creditCode", "91150000701463622D");
        await Push(services.Transport, "infrastructure/projects", row);
        await Push(services.Environment, "ecology/projects", row);
        await using var database = services.Coordination.OpenDatabase();
        await Eventually.True(async () => await ProjectPoolTests.Count(database, $"select count(*) from pool_projects where key in ('ecology/{key}', 'infrastructure/{key}')") == 2);
    }

    private async Task Heard(string month)
    {
        await using var database = services.Coordination.OpenDatabase();
        await Eventually.True(async () => await ProjectPoolTests.Count(database, $"select count(*) from project_months where concat(project, '.', to_char(month, 'YYYY-MM')) = '{month}'") == 1);
    }

    private async Task<List<JsonNode>> Pairs(string state) => [.. (await services.Office.Read($"{Merges}?state={state}"))["items"]!.AsArray().OfType<JsonNode>()];

    private async Task<JsonNode> Proposed(string key) => (await Eventually.Fits(
        async () => (await Pairs("proposed")).Find(p => p["first"].Text("key") == key || p["second"].Text("key") == key), found => found is not null))!;

    private async Task<string[]> States(string key) =>
        [.. (await services.Office.Read(Merges))["items"]!.AsArray().Where(p => p!["second"].Text("key") == key).Select(p => p.Text("state"))];

    private async Task<JsonNode> Table(int year, int month = 5) =>
        (await services.Office.Read($"/api/coordination/project-dispatch?month={year}-{month:00}"))["totals"]![0]!;

    private Task Counts(int year, int projects, decimal done, int month = 5) => Eventually.True(
        async () => await Table(year, month) is var all && all["projects"]!.GetValue<int>() == projects && all["doneWan"]!.GetValue<decimal>() == done);

    private async Task<int> FunnelOf() => (await services.Office.Read("/api/coordination/project-funnel?asOf=2021-05-31"))["projects"]!.GetValue<int>();

    /// <summary>And waits until all that was heard of the pair is there again, so that what does not count is left out and not late.</summary>
    private async Task Rebuild(string key)
    {
        const string heard = """
            select (select count(*) from pool_projects where key like '%/{0}') + (select count(*) from pool_years where project like '%/{0}')
                + (select count(*) from project_months where project like '%/{0}') + (select count(*) from project_stages where project like '%/{0}')
                + (select coalesce(sum(version), 0)::bigint from inbox where aggregate like 'coordination/project-merges/%2F{0}')
            """;
        await using var database = services.Coordination.OpenDatabase();
        var before = await ProjectPoolTests.Count(database, heard.Replace("{0}", key));
        using var rebuild = await services.Coordination.As("运维", "operator").PostAsync("/api/coordination/read-models/rebuild", content: null);
        rebuild.EnsureSuccessStatusCode();
        await Eventually.True(async () => await ProjectPoolTests.Count(database, heard.Replace("{0}", key)) == before);
    }
}
