using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Infrastructure.Tests.WorksCollection;

namespace Cluster.Infrastructure.Tests;

/// <summary>What is the same for every resource, held against a row of each.</summary>
[Collection(Name)]
public sealed class WorkResourcesTests(InfrastructureService infrastructure)
{
    private readonly HttpClient _reform = infrastructure.Service.As("市发改委");

    /// <summary>A resource, a row of it, the key that it gets, and what is wrong with single fields of it.</summary>
    public static TheoryData<string, string, string, string[]> Resources => new()
    {
        {
            "airports", $"{Work("any", own: new() { ["kind"] = "hub" })}", "any",
            ["kind \"heliport\" not-allowed", "kind null required", "county \"150200\" unknown-division", "county \"610821\" retired-division"]
        },
        {
            "charging-stations", $"{Work("any", own: new() { ["route"] = "G6", ["piles"] = 8, ["powerKw"] = 480.5 })}", "any",
            ["piles 0 out-of-range", "piles 1.5 wrong-type", "powerKw 0.5 out-of-range", "route null required"]
        },
        {
            "transmission-channels", $"{Work("any", own: new() { ["voltageKv"] = 1000, ["lengthKm"] = 640, ["capacityWanKw"] = 600 })}", "any",
            ["voltageKv 1200 out-of-range", "lengthKm 0 out-of-range", "capacityWanKw \"600 万千瓦\" wrong-type"]
        },
        {
            "gas-branch-lines", $"{Work("any", own: new() { ["lengthKm"] = 58.2, ["capacityYiM3PerYear"] = 1.5 })}", "any",
            ["lengthKm null required", "capacityYiM3PerYear 1.2345 too-many-decimals"]
        },
        { "reservoirs", $"{Reservoir("any")}", "any", ["scale \"huge\" not-allowed", "statusDate \"2025-02-30\" bad-date", "name null required"] },
        { "reclaimed-plants", $"{Work("any", own: new() { ["capacityWanM3PerDay"] = 4.5 })}", "any", ["capacityWanM3PerDay -1 out-of-range"] },
        { "data-centres", $"{Work("any", own: new() { ["racks"] = 3000, ["pue"] = 1.25 })}", "any", ["pue 0.99 out-of-range", "racks 0 out-of-range"] },
        { "utility-tunnels", $"{Work("any", own: new() { ["lengthKm"] = 26.4 })}", "any", ["lengthKm 0 out-of-range", "status \"done\" not-allowed"] },
        {
            "rural-water",
            $"{Statistic("150222", "2022", "state-at-date", new() { ["populationServed"] = 10.5, ["populationWithTapWater"] = 9.45, ["unit"] = "万人" })}",
            "150222.2022",
            [
                "populationServed null required", "populationWithTapWater 10.6 part-above-whole", "tapWaterPct 100.01 out-of-range",
                "tapWaterPct 91 share-is-computed", "unit \"人次\" unit-not-convertible", "period \"2024Q4\" wrong-period-type",
            ]
        },
        {
            "chief-inspections",
            $"{Statistic("150221", "2025-09", "period-value", new() { ["water"] = "黄河", ["level"] = "township", ["roundsDue"] = 40, ["roundsDone"] = 38, ["problemsFound"] = 5, ["problemsSolved"] = 5 })}",
            "黄河.township.150221.2025-09",
            [
                "roundsDone 41 part-above-whole", "problemsSolved 6 part-above-whole", "kind \"cumulative-in-year\" wrong-kind",
                "level \"省级\" not-allowed", "period \"2025-09-10\" wrong-period-type", "problemsFound -1 out-of-range",
            ]
        },
        {
            "reclaimed-use",
            $"{Statistic("150203", "2025Q3", "period-value", new() { ["wastewaterTreated"] = 3000, ["reclaimedUsed"] = 1000, ["unit"] = "万立方米" })}",
            "150203.2025Q3",
            ["reclaimedUsed 3001 part-above-whole", "usePct 33.34 share-is-computed", "reclaimedUsed null share-or-amounts-missing@usePct", "unit null required"]
        },
        {
            "irrigated-areas", $"{Irrigated("150221", 85.2m)}", "150221.2025",
            ["region \"150200\" unknown-division", "region \"达拉特旗\" unknown-division", "area -1 out-of-range", "unit \"吨\" unit-not-convertible"]
        },
        {
            "sponge-areas", $"{Statistic("150271", "2024", "state-at-date", new() { ["builtUpArea"] = 220, ["area"] = 66, ["unit"] = "平方公里" })}", "150271.2024",
            ["area 221 part-above-whole", "kind \"period-value\" wrong-kind"]
        },
        {
            "base-stations", $"{Statistic("150203", "2024Q1", "state-at-date", new() { ["carrier"] = "china-mobile", ["stations"] = 1200 })}",
            "china-mobile.150203.2024Q1",
            ["carrier \"铁塔\" not-allowed", "stations 1.5 wrong-type", "period \"2025\" wrong-period-type", "period \"2999Q1\" period-in-future"]
        },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_row_is_created_then_unchanged_as_it_came_and_as_it_is_read_and_told_once(string resource, string row, string key, string[] faulty)
    {
        var (api, _) = ($"/api/infrastructure/{resource}", faulty);

        var answer = await _reform.Push(api, Parsed(row));
        answer.Outcome().ShouldBe("created", answer.Text);
        answer.Row(0)["key"]!.GetValue<string>().ShouldBe(key);
        (await _reform.Push(api, Parsed(row))).Outcome().ShouldBe("unchanged");

        var read = (await _reform.Read($"{api}/{Uri.EscapeDataString(key)}")).AsObject();
        read.Remove("owner");
        (await _reform.Push(api, read)).Outcome().ShouldBe("unchanged");
        (await _reform.Read($"{api}?key={Uri.EscapeDataString(key)}&demonstration=false"))["items"]!.AsArray().Count.ShouldBe(1);
        (await _reform.Read($"{api}/{Uri.EscapeDataString(key)}/history"))["items"]!.AsArray().Count.ShouldBe(1);
        var told = (await infrastructure.Events.Wait(e => e.Any(x => x.Aggregate == $"infrastructure/{resource}/{key}")))
            .Single(e => e.Aggregate == $"infrastructure/{resource}/{key}");
        told.Body.GetProperty("owner").GetString().ShouldBe("市发改委");
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_faulty_field_is_refused_with_its_code_in_both_languages(string resource, string row, string key, string[] faulty)
    {
        var rows = faulty.Select((fault, i) =>
        {
            var (field, value) = (fault.Split(' ')[0], fault[(fault.IndexOf(' ') + 1)..fault.LastIndexOf(' ')]);
            var wrong = Parsed(row);
            wrong[field] = JsonNode.Parse(value);
            if (key == "any")
            {
                wrong["key"] = $"faulty-{i}";
            }

            return wrong;
        }).ToArray();

        // One at a time: several rows of a statistic would be one figure twice.
        for (var i = 0; i < rows.Length; i++)
        {
            var answer = await _reform.Push($"/api/infrastructure/{resource}", rows[i]);

            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{faulty[i]}: {answer.Text}");
            var code = faulty[i][(faulty[i].LastIndexOf(' ') + 1)..].Split('@');
            answer.Faults().ShouldBe([$"{(code.Length > 1 ? code[1] : faulty[i].Split(' ')[0])}:{code[0]}"], answer.Text);
            var message = answer.Row(0)["errors"]![0]!["message"]!;
            message["zh"]!.GetValue<string>().ShouldNotContain("{");
            message["en"]!.GetValue<string>().ShouldNotContain("{");
        }
    }

    private static JsonObject Parsed(string row) => JsonNode.Parse(row)!.AsObject();
}
