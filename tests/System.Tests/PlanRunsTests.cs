using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.System.Tests;

/// <summary>What somebody sees who has just brought the system up.</summary>
[Collection("One after the other: one test stops a service that another reads")]
public sealed class PlanRunsTests(WholeStack stack)
{
    private const string RoadProject = "g6-jiuyuan-bailingmiao";

    [Fact]
    public async Task The_citys_plan_is_there_with_its_42_tasks_36_organisations_and_25_targets()
    {
        using var office = await stack.Office();
        var tasks = (await office.Read("/api/coordination/tasks?pageSize=100"))["items"]!.AsArray();
        var overview = await office.Read("/api/coordination/overview");

        tasks.Count.ShouldBe(42);
        tasks.Count(t => t!["leads"]!.AsArray().Count == 1).ShouldBe(38);
        tasks.Count(t => t!["leads"]!.AsArray().Count == 2).ShouldBe(3);
        tasks.Single(t => t!["leads"]!.AsArray().Count == 0)!["id"]!.GetValue<string>().ShouldBe("T27");
        overview["themes"]!.AsArray().Count.ShouldBe(6);
        overview["organisations"]!.AsArray().Count.ShouldBe(36);
        overview["indicators"]!.AsArray().Count.ShouldBe(25);
        overview["states"]!.AsObject().Sum(s => s.Value!.GetValue<int>()).ShouldBe(42);
    }

    [Fact]
    public async Task A_departments_push_is_in_the_offices_view_within_two_seconds()
    {
        using var transport = await stack.As("市交通运输局");
        using var office = await stack.Office();
        var answer = await transport.Push("/api/coordination/progress-reports", Report(progress: 87.65m));
        answer.Status.ShouldBe(global::System.Net.HttpStatusCode.OK, answer.Text);

        await Eventually.True(
            async () => (await office.Read("/api/coordination/tasks/T21"))["task"]!["progressPercent"]?.GetValue<decimal>() == 87.65m,
            TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_railway_line_that_opens_meets_the_plans_target_and_a_correction_undoes_it()
    {
        using var reform = await stack.As("市发改委");
        using var office = await stack.Office();
        var line = (await office.Read("/api/infrastructure/segments/RL1")).AsObject();
        line["status"]!.GetValue<string>().ShouldBe("open");
        line.Remove("owner"); // the platform's to set
        await Eventually.True(async () => await IsMet(office, "G03") == true);
        await Eventually.True(async () => await Milestone(office, "T20") is { Light: "red", Target: "包头至西安高铁开工", DueOn: "2025-12-31" });

        var openedOn = line["openedOn"]!.DeepClone();
        (line["status"], line["openedOn"]) = ("under-construction", null);
        (await reform.Push("/api/infrastructure/segments", line)).Outcome().ShouldBe("updated");
        await Eventually.True(async () => await IsMet(office, "G03") == false);
        await Eventually.True(async () => await Milestone(office, "T20") is { Light: "red", Target: "包头至银川高铁建成通车" });

        (line["status"], line["openedOn"]) = ("open", openedOn);
        (await reform.Push("/api/infrastructure/segments", line)).Outcome().ShouldBe("updated");
        await Eventually.True(async () => await IsMet(office, "G03") == true);
        await Eventually.True(async () => await Milestone(office, "T20") is { Light: "red", Target: "包头至西安高铁开工" });
    }

    [Fact]
    public async Task A_road_that_opens_connects_the_seats_on_its_way_and_a_correction_undoes_it()
    {
        using var transport = await stack.As("市交通运输局");
        using var office = await stack.Office();
        var road = (await office.Read("/api/infrastructure/segments/R01")).AsObject();
        road.Remove("owner");
        var before = road.DeepClone().AsObject();
        await Eventually.True(async () => await ShownWithTask(office) == (0, false));
        (await office.Read("/api/infrastructure/connectivity"))["unknown"]!.GetValue<int>().ShouldBe(0);

        // The road is built by a project, and nobody says of the road itself that it is open.
        await Move(transport, "building", "2023-04-01");
        road["project"] = RoadProject;
        (await transport.Push("/api/infrastructure/segments", road)).Outcome().ShouldBe("updated");
        await Move(transport, "completed", "2025-10-20");
        (await office.Read("/api/infrastructure/connectivity"))["connected"]!.GetValue<int>().ShouldBe(0);
        await Move(transport, "operating", "2025-11-01");
        await Eventually.True(async () => await Value(office, "G06") == 80); // four of five: 土默特右旗 lies on another road
        await Eventually.True(async () => await ShownWithTask(office) == (80, false));
        (await office.Read("/api/infrastructure/connectivity?asOf=2025-10-31"))["connected"]!.GetValue<int>().ShouldBe(0);

        await Move(transport, "building", "2023-04-01", correction: "误报投产");
        await Eventually.True(async () => await ShownWithTask(office) == (0, false));
        (await office.Read("/api/infrastructure/connectivity?asOf=2025-11-01"))["connected"]!.GetValue<int>().ShouldBe(0);

        (await transport.Push("/api/infrastructure/segments", before)).Outcome().ShouldBe("updated");
    }

    /// <summary>
    /// 土默特右旗 lies on another road, so that both have to be open for 100 %. The rings and corridors are a target of T21 as well, which nothing meets; they
    /// are another task's while this is looked at.
    /// </summary>
    [Fact]
    public async Task The_roads_that_connect_every_seat_turn_their_tasks_light_green_with_no_hand_between_and_a_correction_turns_it_back()
    {
        using var transport = await stack.As("市交通运输局");
        using var office = await stack.Office();
        var roads = new[] { "R01", "R08" }.Select(key => (Key: key, Before: (JsonObject?)null)).ToArray();
        for (var i = 0; i < roads.Length; i++)
        {
            roads[i].Before = (await office.Read($"/api/infrastructure/segments/{roads[i].Key}")).AsObject();
            roads[i].Before!.Remove("owner");
        }

        var corridors = (await office.Read("/api/coordination/targets/G05")).AsObject();
        corridors.Remove("owner");
        (await office.Push("/api/coordination/targets", corridors.DeepClone().AsObject().With("task", "T22"))).Outcome().ShouldBe("updated");
        await Eventually.True(async () => await Milestone(office, "T21") == Unconnected);
        (await MilestoneWords(office)).ShouldStartWith("红灯");

        await Move(transport, "building", "2023-04-01");
        (await transport.Push("/api/infrastructure/segments", roads[0].Before!.DeepClone().AsObject().With("project", RoadProject))).Outcome().ShouldBe("updated");
        await Move(transport, "completed", "2025-10-20");
        await Move(transport, "operating", "2025-11-01");
        var other = roads[1].Before!.DeepClone().AsObject().With("technicalClass", "class-1").With("status", "open").With("statusDate", null).With("openedOn", "2025-11-01");
        (await transport.Push("/api/infrastructure/segments", other)).Outcome().ShouldBe("updated");
        await Eventually.True(async () => await ShownWithTask(office) == (100, true));
        await Eventually.True(async () => await Milestone(office, "T21") is { Light: "green" });

        await Move(transport, "building", "2023-04-01", correction: "误报投产");
        await Eventually.True(async () => await ShownWithTask(office) == (20, false));
        await Eventually.True(async () => await Milestone(office, "T21") == Unconnected);

        foreach (var (_, before) in roads)
        {
            (await transport.Push("/api/infrastructure/segments", before!)).Outcome().ShouldBe("updated");
        }

        (await office.Push("/api/coordination/targets", corridors)).Outcome().ShouldBe("updated");
        await Eventually.True(async () => await ShownWithTask(office) == (0, false));
    }

    /// <summary>docs/tour.sh is documentation that runs, with the command line and the workbook as they are.</summary>
    [Fact]
    public async Task The_tour_finds_everything_as_it_says()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Checkout.Root, "docs", "tour.sh"), stack.CredentialsFile, stack.Gateway])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var tour = Process.Start(start)!;
        var (said, wrong) = (tour.StandardOutput.ReadToEndAsync(), tour.StandardError.ReadToEndAsync());
        await tour.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));

        tour.ExitCode.ShouldBe(0, $"{await said}\n{await wrong}");
        (await said).ShouldContain("All as expected");
    }

    [Fact]
    public async Task Seeding_again_doubles_nothing()
    {
        using var office = await stack.Office();
        var before = await Counts(office);
        await stack.SeedAgain();

        (await Counts(office)).ShouldBe(before);
    }

    /// <summary>One of each that the office is to find; what the tour adds has other names.</summary>
    [Fact]
    public async Task The_demonstration_has_a_late_department_a_clash_a_held_light_an_open_order_and_an_issued_bulletin()
    {
        using var office = await stack.Office();

        var late = await office.Read("/api/coordination/reporting/matrix?organisation=市水务局&from=2023Q2&to=2023Q2");
        late["rows"]!.AsArray().SelectMany(r => r!["cells"]!.AsArray()).Select(c => c!["state"]!.GetValue<string>()).Distinct().ShouldBe(["complete-late"]);
        var query = (await office.Read("/api/coordination/reporting/queries?period=2025Q2"))["items"]!.AsArray()
            .Single(q => q!["item"]!.GetValue<string>() == "demo-water-saving")!;
        ($"{query["state"]} {query["typed"]} {query["pushed"]}").ShouldBe("open 12.9 12.6");
        var reason = (await office.Read("/api/coordination/light-reasons?key=infrastructure/demo-late-road"))["items"]!.AsArray().Single()!;
        ($"{reason["state"]} {reason["by"]} {reason["requestedBy"]}").ShouldBe("accepted 王主任（演示） 李科长（演示）");
        var light = (await office.Read("/api/coordination/lights/project/infrastructure%2Fdemo-late-road"))["lights"]!.AsArray()
            .Single(l => l!["dimension"]!.GetValue<string>() == "start")!["shown"]!;
        ($"{light["light"]} {light["escalated"]} {light["reason"]}").ShouldBe("green red held-by-reason");
        var order = (await office.Read("/api/coordination/supervision-orders?lead=市水务局"))["items"]!.AsArray()
            .Single(o => o!["matter"]!.GetValue<string>() == "节水改造进度滞后（演示）")!;
        ($"{order["state"]} {order["signedBy"]}").ShouldBe("issued 王主任（演示）");
        var bulletin = (await office.Read("/api/coordination/bulletins?quarter=2025Q3"))["items"]!.AsArray()
            .Single(b => b!["issuedBy"]?.GetValue<string>() == "王主任（演示）")!;
        ($"{bulletin["state"]} {bulletin["key"]}").ShouldBe("issued 2025Q3-1");
        using var text = await office.GetAsync("/api/coordination/bulletins/2025Q3-1/files/text");
        (await text.Content.ReadAsStringAsync()).ShouldContain("本通报为演示");
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void The_credentials_are_for_the_owners_eyes_only()
    {
        File.GetUnixFileMode(stack.CredentialsFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var clients = JsonNode.Parse(File.ReadAllText(stack.CredentialsFile))!["clients"]!.AsArray();
        clients.Count(c => c!["role"]!.GetValue<string>() == "department").ShouldBe(36);
        clients.Count(c => c!["role"]!.GetValue<string>() == "office").ShouldBe(1);
    }

    /// <summary>The plan says no day for it, so it was due when the plan ended.</summary>
    private static readonly MilestoneLight Unconnected = new("red", "中心城区至旗县区所在地以一级以上公路连通", "2025-12-31");

    private sealed record MilestoneLight(string? Light, string? Target, string? DueOn);

    private static async Task<MilestoneLight?> Milestone(HttpClient office, string task) =>
        await ShownMilestone(office, task) is { } shown
            ? new(shown["light"]?.GetValue<string>(), shown["milestone"]?.GetValue<string>(), shown["dueOn"]?.GetValue<string>())
            : null;

    private static async Task<string> MilestoneWords(HttpClient office) => (await ShownMilestone(office, "T21"))!["zh"]!.GetValue<string>();

    private static async Task<JsonNode?> ShownMilestone(HttpClient office, string task) =>
        (await office.Read($"/api/coordination/lights/task/{task}"))["lights"]!.AsArray().SingleOrDefault(l => l!["dimension"]!.GetValue<string>() == "milestone")?["shown"];

    /// <summary>What the office reads of G06 with the task that it is a target of.</summary>
    private static async Task<(decimal? Value, bool? IsMet)> ShownWithTask(HttpClient office)
    {
        var shown = (await office.Read("/api/coordination/tasks/T21"))["indicators"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == "G06")!;
        return (shown["value"]?.GetValue<decimal>(), shown["met"]?.GetValue<bool>());
    }

    private static async Task Move(HttpClient transport, string stage, string since, string? correction = null)
    {
        var project = new JsonObject
        {
            ["key"] = RoadProject, ["name"] = "G6 九原互通至百灵庙西公路", ["unit"] = "市公路建设中心", ["counties"] = new JsonArray("固阳县", "150206"),
            ["tasks"] = new JsonArray("T21"), ["stage"] = stage, ["stageSince"] = since, ["stageEvidence"] = $"包交发〔2025〕8号（{stage}）",
            ["stageCorrection"] = correction, ["totalWan"] = 670_000, ["startedOn"] = "2023-03-01",
            ["completedOn"] = stage == "building" ? null : "2025-10-20",
        };
        var answer = await transport.Push("/api/infrastructure/projects", project);
        answer.Status.ShouldBe(global::System.Net.HttpStatusCode.OK, answer.Text);
    }

    private static async Task<bool?> IsMet(HttpClient office, string code) => (await Indicator(office, code))["met"]?.GetValue<bool>();

    private static async Task<decimal?> Value(HttpClient office, string code) => (await Indicator(office, code))["value"]?.GetValue<decimal>();

    private static async Task<JsonNode> Indicator(HttpClient office, string code) =>
        (await office.Read("/api/coordination/overview"))["indicators"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == code)!;

    private static async Task<string> Counts(HttpClient office)
    {
        var counts = new List<string>();
        foreach (var resource in new[]
        {
            "coordination/tasks", "coordination/organisations", "coordination/progress-reports", "coordination/measures", "coordination/figures",
            "infrastructure/nodes", "infrastructure/segments", "infrastructure/airports", "infrastructure/reclaimed-use",
            "industry/chain-nodes", "industry/enterprises", "ecology/stations", "ecology/daily-values",
            "public-services/service-items", "public-services/monthly-cases", "cooperation/port-statistics",
        })
        {
            var items = (await office.Read($"/api/{resource}?pageSize=500"))["items"]!.AsArray();
            items.Count.ShouldBeGreaterThan(0, resource);
            counts.Add($"{resource} {items.Count}");
        }

        foreach (var register in new[] { "reporting/queries?period=2025Q2", "light-reasons", "supervision-orders", "bulletins?quarter=2025Q3" })
        {
            var items = (await office.Read($"/api/coordination/{register}"))["items"]!.AsArray();
            items.Count.ShouldBeGreaterThan(0, register);
            counts.Add($"{register} {items.Count}");
        }

        return string.Join('\n', counts);
    }

    private static JsonObject Report(decimal progress) => new()
    {
        ["task"] = "T21", ["organisation"] = "市交通运输局", ["period"] = "2025Q4", ["progressPercent"] = progress,
        ["state"] = "in-progress", ["words"] = "G6 高速青山互通工程按计划推进",
    };
}
