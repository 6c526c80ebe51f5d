using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Lights.LitCity;

namespace Cluster.Coordination.Tests.Lights.Adoption;

/// <summary>Presets are read, tried on live lights and adopted; a service of its own, since adopting changes all lights.</summary>
public sealed class PresetsTests : IAsyncLifetime
{
    private const string Presets = $"{Address}/presets";

    private readonly LitCity _city = new();

    public ValueTask InitializeAsync() => _city.InitializeAsync();

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    public async Task A_preset_is_tried_without_a_trace_and_adopted_for_all_lights()
    {
        var before = await Stored();
        var tried = await Post(_city.Office, $"{Presets}/trial", new JsonObject { ["kind"] = "project", ["preset"] = "wuhan" });
        tried.Status.ShouldBe(HttpStatusCode.OK, tried.Text);

        // 70 % of what should be done is yellow by the ratio, whatever the month.
        var investment = tried.Json["lights"]!.AsArray().Where(l => l!["dimension"]!.GetValue<string>() == "completion").ToDictionary(
            l => l!["key"]!.GetValue<string>(), l => (Now: l!["now"]?["light"]?.GetValue<string>(), Then: l["then"]!["light"]!.GetValue<string>()));
        investment.ShouldBe(
            new Dictionary<string, (string?, string)>
            {
                [KeyOf("green")] = (null, "green"), [KeyOf("red")] = (null, "red"), [KeyOf("yellow")] = (null, "yellow"),
            }, ignoreOrder: true);
        tried.Json["lights"]!.AsArray().ShouldContain(l => l!["dimension"]!.GetValue<string>() == "start" && l["then"] == null);
        tried.Json["lights"]!.AsArray().First(l => l!["dimension"]!.GetValue<string>() == "completion")!["then"]!["zh"]!.GetValue<string>().ShouldContain("规则 wuhan/");
        tried.Json["subjects"]!.GetValue<int>().ShouldBe(3);
        tried.Json["changes"]!.GetValue<int>().ShouldBe(tried.Json["lights"]!.AsArray().Count);
        (await Stored()).ShouldBe(before);

        var adopted = await Adopt("wuhan");
        (adopted.Status, adopted.Json["number"]!.GetValue<int>()).ShouldBe((HttpStatusCode.OK, 1), adopted.Text);
        await _city.IsShown("yellow", "yellow", "completion");
        (await _city.Office.Read(AddressOf("yellow")))["lights"]!.AsArray().ShouldNotContain(l => l!["dimension"]!.GetValue<string>() == "start");
        (await Adopt("wuhan")).Json["number"]!.GetValue<int>().ShouldBe(1);
        (await Adopt("wuhan", reason: "另一理由")).Code.ShouldBe("light-adopted-twice");

        var list = await _city.Office.Read(Presets);
        list["holding"]!.AsArray().Select(h => $"{h!["kind"]} {h["preset"]}").ShouldBe(["project wuhan", "task task"]);
        list["presets"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()).ShouldBe(["yinchuan-2025", "wuhan", "sanya-2022", "haikou", "task"]);
        (await _city.Query("select body ->> 'preset' from log_events where kind like '%LightPresetAdopted'")).ShouldBe(["wuhan"]);
    }

    [Fact]
    public async Task A_preset_of_the_citys_own_is_tried_and_adopted_and_its_version_never_says_another_thing()
    {
        var own = await Rules("yinchuan-2025");
        own["id"] = "baotou";
        own["rules"]![1]!["bands"]![1]!["light"] = "yellow"; // less than ten points behind
        own["rules"]![1]!["bands"]![1]!["reason"] = "behind-schedule";

        var tried = await Post(_city.Office, $"{Presets}/trial", new JsonObject { ["kind"] = "project", ["rules"] = own.DeepClone() });
        (tried.Status, tried.Json["preset"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, "baotou"), tried.Text);
        (await Adopt(rules: own)).Status.ShouldBe(HttpStatusCode.OK);
        own["reportDueDay"] = 10;
        (await Adopt(rules: own, from: Today.AddDays(1))).Code.ShouldBe("light-preset-version");
        own["version"] = 2;
        (await Adopt(rules: own, from: Today.AddDays(1))).Status.ShouldBe(HttpStatusCode.OK);
        (await _city.Office.Read(Presets))["holding"]![0]!["version"]!.GetValue<int>().ShouldBe(1); // the second from tomorrow on
        (await Eventually.Fits(
            async () => (await _city.Office.Read(AddressOf("green")))["nextChange"]?.GetValue<string>(), day => day == $"{Today.AddDays(1):yyyy-MM-dd}")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_preset_with_a_hole_or_an_overlap_is_refused_with_the_interval_and_changes_nothing()
    {
        var hole = await Rules("yinchuan-2025");
        hole["rules"]![1]!["bands"]![2]!["range"] = "[10,25]";
        var overlap = await Rules("yinchuan-2025");
        overlap["rules"]![1]!["bands"]![2]!["range"] = "[5,30]";

        foreach (var (rules, code, interval) in new[] { (hole, "light-bands-hole", "(25,30]"), (overlap, "light-bands-overlap", "[5,10)") })
        {
            var tried = await Post(_city.Office, $"{Presets}/trial", new JsonObject { ["kind"] = "project", ["rules"] = rules.DeepClone() });
            (tried.Code, tried.Json["field"]!.GetValue<string>()).ShouldBe((code, "rules.rules[1].bands"), tried.Text);
            tried.Json["message"]!["zh"]!.GetValue<string>().ShouldContain(interval);
            (await Adopt(rules: rules)).Code.ShouldBe(code);
        }

        (await _city.Office.Read(Presets))["adoptions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_adopted_is_refused()
    {
        (await Adopt("nowhere")).Code.ShouldBe("light-unknown-preset");
        (await Adopt("wuhan", from: Today.AddDays(-1))).Code.ShouldBe("light-adopted-backwards");
        (await Adopt()).Code.ShouldBe("light-preset-or-rules");
        (await Adopt("wuhan", rules: await Rules("wuhan"))).Code.ShouldBe("light-preset-or-rules");
        var unreadable = await Rules("wuhan");
        unreadable["rules"]![0]!["redAtRuns"] = 3;
        (await Adopt(rules: unreadable)).Code.ShouldBe("light-preset-unreadable");
        var department = await Post(_city.Transport, $"{Presets}/trial", new JsonObject { ["kind"] = "project", ["preset"] = "wuhan" });
        department.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _city.Office.Read(Presets))["adoptions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rebuild_gives_equal_tables()
    {
        await _city.Report("green", donePercent: 0, version: 2);
        await _city.IsShown("green", "red");
        await Eventually.True(async () => (await _city.Query("select 'due' from light_clocks where due_at <= now()")).Count == 0);
        var before = await Everything();
        await _city.Query("delete from light_months where project = 'coordination/red' returning 'gone'");
        await _city.Query("update lights set light = 'green' where subject = 'coordination/red' returning 'changed'");
        await _city.Query("insert into light_facts values ('coordination/nobody', 'year', 'x', 1, now(), '{}') returning 'told by no event'");

        using var rebuild = await _city.Service.As("运维", "operator").PostAsync("/api/coordination/read-models/rebuild", content: null);
        rebuild.EnsureSuccessStatusCode();

        await Eventually.True(async () => (await _city.Query("select service from light_rebuilds")).Count == 0, TimeSpan.FromSeconds(60));
        await Eventually.True(async () => (await _city.Query("select 'due' from light_clocks where due_at <= now()")).Count == 0);
        await Eventually.Fits(Everything, after => !after.Except(before).Any() && !before.Except(after).Any());
        (await _city.Query("select aggregate from dead_letters")).ShouldBeEmpty();
    }

    private Task<List<string>> Stored() => _city.Query("select l::text from lights l order by kind, subject, dimension, valid_from");

    private async Task<List<string>> Everything()
    {
        var tables = new List<string>();
        foreach (var table in new[] { "lights", "light_subjects", "light_facts", "light_months" })
        {
            tables.AddRange(await _city.Query($"select t::text from {table} t order by t::text"));
        }

        tables.AddRange(await _city.Query("select concat_ws(' ', kind, subject, version, judged_on) from light_clocks order by kind, subject"));
        tables.AddRange(await _city.Query("select concat_ws(' ', number, light) from supervision_orders order by number"));
        return tables;
    }

    private async Task<JsonObject> Rules(string preset) => (await _city.Office.Read(Presets))["presets"]!.AsArray()
        .Single(p => p!["id"]!.GetValue<string>() == preset)!["rules"]!.DeepClone().AsObject();

    private Task<ApiAnswer> Adopt(string? preset = null, JsonObject? rules = null, DateOnly? from = null, string reason = "试行") => Post(
        _city.Office, $"{Presets}/adoptions", new JsonObject
        {
            ["kind"] = "project", ["preset"] = preset, ["rules"] = rules?.DeepClone(), ["from"] = $"{from ?? Today:yyyy-MM-dd}", ["reason"] = reason, ["decidedBy"] = "王主任",
        });
}
