using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Infrastructure.Connectivity;
using Npgsql;

namespace Cluster.Infrastructure.Tests.Segments;

/// <summary>Roads and lines that are open because the project that builds them is in operation.</summary>
public sealed class MeasureOpeningsTests(InfrastructureService infrastructure) : IClassFixture<InfrastructureService>
{
    private const string Nodes = "/api/infrastructure/nodes";
    private const string Segments = "/api/infrastructure/segments";
    private const string Projects = "/api/infrastructure/projects";
    private const string Corridors = "/api/infrastructure/corridors";
    private const string Connectivity = "/api/infrastructure/connectivity";
    private const string Code = "2110-420118-89-01-577085";
    private readonly HttpClient _transport = infrastructure.Service.As("市交通运输局");

    [Fact]
    public async Task A_project_in_operation_connects_the_seat_from_that_day_on_and_its_correction_undoes_it()
    {
        await Done(Nodes, [Node("centre", "150203", isCentral: true), .. SeatConnections.Counties.Select(c => Node(c.Code, c.Code))]);
        await Done(Projects, Project("ring-road", "building", "2023-04-01"), Project("unnamed", "building", "2023-04-01"));
        await Done(Segments, [.. SeatConnections.Counties.Select(c => Way(c.Code, c.Code == "150222" ? "ring-road" : null))]);
        await Done(Corridors, new JsonObject
        {
            ["key"] = "to-guyang", ["name"] = "固阳方向", ["kind"] = "vertical", ["members"] = new JsonArray("150222"), ["requiredClass"] = "class-1",
        });
        (await Values("G06", 1)).ShouldBe([0m]);

        await Done(Projects, Project("ring-road", "completed", "2025-10-01"));
        await Done(Projects, Project("ring-road", "operating", "2025-11-01"));

        (await Values("G06", 2)).ShouldBe([0m, 20]);
        (await Values("G05", 2)).ShouldBe([0m, 1]);
        (await Connected("2025-10-31"), await Connected("2025-11-01")).ShouldBe((0, 1));
        (await _transport.Read($"{Segments}/150222"))["status"]!.GetValue<string>().ShouldBe("under-construction"); // as its department said

        await Done(Projects, Project("unnamed", "completed", "2025-10-01"));
        await Done(Projects, Project("unnamed", "operating", "2025-11-01"));
        await Done(Projects, Project("ring-road", "operating", "2025-12-01").With("stageEvidence", "包交发〔2025〕9号"));
        (await Connected("2025-11-30"), await Connected("2025-12-01")).ShouldBe((0, 1));

        await Done(Projects, Project("ring-road", "building", "2023-04-01").With("stageCorrection", "误报投产"));
        (await Values("G06", 3)).ShouldBe([0m, 20, 0]);
        (await Values("G05", 3)).ShouldBe([0m, 1, 0]);
        (await Connected("2025-12-01")).ShouldBe(0);

        // One that is in operation opens the road that comes to name it, and no longer once the road does not.
        await Done(Segments, Way("150222", "unnamed"));
        (await Values("G06", 4)).ShouldBe([0m, 20, 0, 20]);
        await Done(Segments, Way("150222"));
        (await Values("G06", 5)).ShouldBe([0m, 20, 0, 20, 0]);
    }

    [Fact]
    public async Task A_project_that_no_segment_names_measures_nothing()
    {
        await using var database = infrastructure.Service.OpenDatabase();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table segment_states, corridors, nodes in access exclusive mode", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        // Nobody can read the network now, and nobody has to.
        await Done(Projects, Project("alone", "completed", "2025-10-01"));
        await Done(Projects, Project("alone", "operating", "2025-11-01"));
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Its_states_say_which_project_opened_it_and_a_later_word_of_its_own_stands()
    {
        await Done(Projects, Project("states", "operating", "2025-03-01"));
        await Done(Segments, Said("states-road", "under-construction", "2024-05-01", "states"));
        (await States("states-road")).ShouldBe(["2024-05-01 under-construction ", "2025-03-01 open states"]);

        // A class that changes later says nothing of the status.
        var classed = Said("states-road", "under-construction", "2024-05-01", "states").With("technicalClass", "class-2").With("classSince", "2025-04-01");
        await Done(Segments, classed);
        (await States("states-road")).ShouldBe(["2024-05-01 under-construction ", "2025-03-01 open states", "2025-04-01 open states"]);

        await Done(Segments, classed.With("status", "rebuilding").With("statusDate", "2025-06-01"));
        (await States("states-road"))[^1].ShouldBe("2025-06-01 rebuilding ");

        await Done(Projects, Project("states", "building", "2023-01-01").With("stageCorrection", "误报投产"));
        (await States("states-road")).ShouldAllBe(s => s.EndsWith(' '));
    }

    [Fact]
    public async Task A_road_that_is_rebuilt_by_a_project_is_open_when_the_project_is()
    {
        await Done(Projects, Project("widening", "operating", "2025-03-01"));
        await Done(Segments, Said("widened", "rebuilding", "2023-05-01", "widening"));

        (await States("widened")).ShouldBe(["2023-05-01 rebuilding ", "2025-03-01 open widening"]);
    }

    [Fact]
    public async Task The_national_code_stands_for_the_project_and_is_noted()
    {
        await Done(Projects, Project("coded", "building", "2024-05-01").With("code", Code));

        var answer = await _transport.Push(Segments, PushSegmentsTests.Road("by-code").With("project", Code));

        answer.Outcome().ShouldBe("created");
        var note = answer.Row(0)["notes"]!.AsArray().ShouldHaveSingleItem()!;
        (note["field"]!.GetValue<string>(), note["code"]!.GetValue<string>(), note["taken"]!.GetValue<string>()).ShouldBe(("project", "mapped", "coded"));
        (await _transport.Read($"{Segments}/by-code"))["project"]!.GetValue<string>().ShouldBe("coded");
        (await _transport.Push(Segments, PushSegmentsTests.Road("by-code").With("project", "coded"))).Outcome().ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_project_that_is_not_there_or_anothers_is_refused()
    {
        await Done(Projects, Project("theirs", "operating", "2024-05-01"));

        (await _transport.Push(Segments, PushSegmentsTests.Road("nowhere").With("project", "no-such"))).Faults().ShouldBe(["project:unknown-project"]);
        (await infrastructure.Service.As("市发改委").Push(Segments, PushSegmentsTests.Road("foreign").With("project", "theirs")))
            .Faults().ShouldBe(["project:project-not-yours"]);
        using var none = await _transport.GetAsync($"{Segments}/foreign");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_railway_line_opens_with_its_project()
    {
        await Done(Projects, Project("baoyin", "building", "2023-04-01"));
        await Done(Segments, new JsonObject
        {
            ["key"] = "baoyin-north", ["kind"] = "rail", ["route"] = "包银高铁", ["name"] = "北段", ["status"] = "under-construction",
            ["statusDate"] = "2023-05-01", ["project"] = "baoyin",
        });
        await Done(Projects, Project("baoyin", "completed", "2025-10-01"));
        await Done(Projects, Project("baoyin", "operating", "2025-11-01"));
        await Done(Projects, Project("baoyin", "building", "2023-04-01").With("stageCorrection", "误报投产"));

        (await Values("G03", 3)).ShouldBe([0m, 1, 0]);
    }

    private async Task Done(string path, params JsonObject[] rows)
    {
        var answer = await _transport.Push(path, rows);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private async Task<int> Connected(string day) => (await _transport.Read($"{Connectivity}?asOf={day}"))["connected"]!.GetValue<int>();

    private async Task<string[]> States(string key) =>
        [.. (await _transport.Read($"{Segments}/{key}/states")).AsArray().Select(s => $"{s!["since"]} {s["status"]} {s["project"]}")];

    private async Task<decimal[]> Values(string code, int count)
    {
        await infrastructure.Events.Wait(e => ValuesIn(e, code).Length >= count);
        return ValuesIn(infrastructure.Events.Events, code);
    }

    private static decimal[] ValuesIn(IReadOnlyList<ProbedEvent> events, string code) =>
        [.. events.Where(e => e.Aggregate == $"infrastructure/indicators/{code}/150200").OrderBy(e => e.Version).Select(e => e.Body.GetProperty("value").GetDecimal())];

    private static JsonObject Project(string key, string stage, string since) => new()
    {
        ["key"] = key, ["name"] = "固阳县—白云鄂博公路", ["unit"] = "市公路建设中心", ["counties"] = new JsonArray("固阳县"), ["stage"] = stage,
        ["stageSince"] = since, ["stageEvidence"] = "包交发〔2025〕8号", ["totalWan"] = 50_000, ["startedOn"] = "2022-04-01",
        ["completedOn"] = stage is "completed" or "operating" ? "2024-04-01" : null,
    };

    private static JsonObject Said(string key, string status, string since, string project) =>
        PushSegmentsTests.Road(key).With("status", status).With("statusDate", since).With("project", project);

    private static JsonObject Way(string to, string? project = null) =>
        PushSegmentsTests.Road(to).With("from", "centre").With("to", to).With("statusDate", "2020-01-01").With("project", project);

    private static JsonObject Node(string key, string county, bool isCentral = false) => new()
    {
        ["key"] = key, ["name"] = key, ["kind"] = "seat", ["county"] = county, ["centralCity"] = isCentral,
    };
}
