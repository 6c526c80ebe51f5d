using System.Text.Json.Nodes;
using Cluster.Load.Stack;

namespace Cluster.Load.Reporting;

/// <summary>As many organisations as a city has: those that the plan does not name co-operate in some of its tasks since its first day, and report nothing.</summary>
internal static class WholeCity
{
    public const int Organisations = 60;

    private const int TasksOfEach = 4;

    public static async Task Register(Door office)
    {
        var named = JsonNode.Parse(await office.Read("/api/coordination/organisations?pageSize=500"))!["items"]!.AsArray().Count;
        string[] more = [.. Enumerable.Range(named + 1, Organisations - named).Select(n => $"市属单位{n}")];
        await Push(office, "organisations", more.Select(name => new JsonObject
        {
            ["key"] = name, ["fullName"] = $"包头{name}", ["nameEn"] = name, ["kind"] = "municipal-bureau", ["aliases"] = new JsonArray(),
        }));
        var tasks = JsonNode.Parse(await office.Read("/api/coordination/tasks?pageSize=100"))!["items"]!.AsArray();
        await Push(office, "tasks", tasks.Select((task, place) => WithMore(task!, [.. more.Where((_, i) => IsIn(i, place, tasks.Count))])));
    }

    /// <summary>One after the other take the next tasks, and begin again where there are no more.</summary>
    private static bool IsIn(int organisation, int task, int tasks) => (task - (organisation * TasksOfEach % tasks) + tasks) % tasks < TasksOfEach;

    private static JsonObject WithMore(JsonNode task, string[] more)
    {
        var row = new JsonObject { ["key"] = task["id"]!.GetValue<string>(), ["rolesSince"] = "2021-01-01" };
        foreach (var field in new[] { "theme", "subsection", "clause", "ordinal", "title", "titleEn", "leads", "implementers", "note" })
        {
            row[field] = task[field]?.DeepClone();
        }

        row["coOperators"] = new JsonArray([.. task["coOperators"]!.AsArray().Select(o => o!.DeepClone()), .. more.Select(o => (JsonNode)o)]);
        row["measures"] = new JsonArray([.. task["measures"]!.AsArray().Select(m => m!["zh"]!.DeepClone())]);
        return row;
    }

    private static Task Push(Door office, string resource, IEnumerable<JsonObject> rows)
    {
        var body = JsonBody.Batch(rows, (row, writer) => row.WriteTo(writer));
        return office.Push(PreparedPush.Batch($"/api/coordination/{resource}/batch", body, "\"rejected\":0"));
    }
}
