using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Figures;

/// <summary>The tests of figures share a service; each has measures of its own.</summary>
[CollectionDefinition(Name)]
public sealed class FiguresCollection : ICollectionFixture<CoordinationService>
{
    public const string Name = "figures";

    public const string MeasuresApi = "/api/coordination/measures";
    public const string FiguresApi = "/api/coordination/figures";

    public static JsonObject Measure(
        string key, string kind = "cumulative-in-year", string periodType = "month", string unit = "万元", int decimals = 2,
        decimal? min = 0, decimal? max = null, params string[] reporters) => new()
    {
        ["key"] = key, ["name"] = $"指标{key}", ["nameEn"] = $"Measure {key}", ["unit"] = unit, ["decimals"] = decimals,
        ["periodType"] = periodType, ["kind"] = kind, ["min"] = min, ["max"] = max,
        ["reporters"] = new JsonArray([.. reporters.Select(r => (JsonNode)r)]),
    };

    public static JsonObject Figure(
        string measure, string period, decimal value, string kind = "cumulative-in-year", string unit = "万元", string? correction = null) => new()
    {
        ["measure"] = measure, ["region"] = "150200", ["period"] = period, ["kind"] = kind, ["value"] = value, ["unit"] = unit, ["correction"] = correction,
    };

    public static string Message(ApiAnswer answer, int row = 0, string language = "zh") =>
        answer.Row(row)["errors"]![0]!["message"]![language]!.GetValue<string>();

    public static string[] Allowed(ApiAnswer answer, int row = 0) =>
        [.. answer.Row(row)["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>())];
}
