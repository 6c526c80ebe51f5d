using System.Text.Json.Nodes;

namespace Cluster.Infrastructure.Tests;

/// <summary>The tests of works and statistics share a service; each has keys, regions or periods of its own.</summary>
[CollectionDefinition(Name)]
public sealed class WorksCollection : ICollectionFixture<InfrastructureService>
{
    public const string Name = "works";

    /// <summary>A work of any sort, with what its own sort needs besides.</summary>
    public static JsonObject Work(string key, string status = "under-construction", string statusDate = "2025-06-01", JsonObject? own = null)
    {
        var work = new JsonObject
        {
            ["key"] = key, ["name"] = $"工程 {key}", ["county"] = "150222", ["status"] = status, ["statusDate"] = statusDate,
        };
        return With(work, own);
    }

    public static JsonObject Reservoir(string key, string status = "under-construction", string statusDate = "2025-06-01") =>
        Work(key, status, statusDate, new() { ["scale"] = "small-1" });

    /// <summary>A row of any statistic, with its own figures.</summary>
    public static JsonObject Statistic(string region, string period, string kind, JsonObject own) =>
        With(new() { ["region"] = region, ["period"] = period, ["kind"] = kind }, own);

    public static JsonObject Irrigated(string region, decimal area, string unit = "万亩", string period = "2025") =>
        Statistic(region, period, "state-at-date", new() { ["area"] = area, ["unit"] = unit });

    private static JsonObject With(JsonObject row, JsonObject? own)
    {
        foreach (var (field, value) in own ?? [])
        {
            row[field] = value?.DeepClone();
        }

        return row;
    }
}
