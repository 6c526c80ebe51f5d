using System.Text.Json;
using Cluster.Load.Stack;

namespace Cluster.Load.Progress;

/// <summary>A task of the plan and those who report on it.</summary>
internal sealed record PlanTask(string Id, IReadOnlyList<string> Leads, IReadOnlyList<string> CoOperators)
{
    public IEnumerable<string> Members => Leads.Concat(CoOperators).Distinct();

    public static async Task<IReadOnlyList<PlanTask>> ReadAll(Door door)
    {
        using var page = JsonDocument.Parse(await door.Read("/api/coordination/tasks?pageSize=100"));
        return page.RootElement.GetProperty("items").Deserialize<List<PlanTask>>(JsonSerializerOptions.Web)!;
    }
}
