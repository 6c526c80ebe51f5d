using System.Globalization;
using Cluster.Contracts.Coordination;
using Cluster.Ingestion;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>One place in which two revisions differ.</summary>
/// <param name="Kind">added, dropped or changed.</param>
/// <param name="Field">Null where the whole entry came or went.</param>
/// <param name="Before">As a reader writes it; a list with 、 between its parts.</param>
public sealed record PlanChange(string Item, string Task, string Kind, string? Field, string? Before, string? After, string Zh, string En);

/// <summary>What is different between two revisions of a plan (修订对照), place by place and in words.</summary>
internal static class PlanDifference
{
    /// <summary>The fields in which two entries differ; all that are filled in where there was none.</summary>
    public static IEnumerable<Field> Changed(PlanItem? before, PlanItem after)
    {
        var push = new PushPlanItems();
        var was = before is null ? null : push.Describe(before);
        return PushPlanItems.Compared.Where(field => Shown(was, field) != Shown(push.Describe(after), field));
    }

    /// <param name="to">Without dropped entries, as <paramref name="from"/> is.</param>
    public static IEnumerable<PlanChange> Between(IReadOnlyList<PlanItemRecorded> from, IReadOnlyList<PlanItemRecorded> to)
    {
        var (before, after) = (from.ToDictionary(i => i.Key), to.ToDictionary(i => i.Key));
        return from key in before.Keys.Union(after.Keys).OrderBy(key => (after.GetValueOrDefault(key) ?? before[key]).Task).ThenBy(key => key, StringComparer.Ordinal)
               from change in Of(before.GetValueOrDefault(key), after.GetValueOrDefault(key))
               select change;
    }

    private static IEnumerable<PlanChange> Of(PlanItemRecorded? before, PlanItemRecorded? after)
    {
        if (before is null || after is null)
        {
            var item = after ?? before!;
            var (kind, zh, en) = before is null ? ("added", "新增", "is new") : ("dropped", "取消", "was dropped");
            return [new(item.Key, item.Task, kind, null, before?.Measure, after?.Measure, $"{item.Task} 条目 {item.Key} {zh}：{item.Measure}", $"{item.Task}: the entry {item.Key} {en}.")];
        }

        return from field in PushPlanItems.Compared
               let was = Shown(before, field)
               let now = Shown(after, field)
               where was != now
               select new PlanChange(
                   after.Key, after.Task, "changed", field.Name, was, now,
                   $"{after.Task} 条目 {after.Key} {field.Zh}：{was ?? "（无）"} → {now ?? "（无）"}",
                   $"{after.Task}: {field.En} of the entry {after.Key} was {was ?? "(none)"} and is {now ?? "(none)"}.");
    }

    private static string? Shown(PlanItemRecorded? item, Field field) => item is null ? null : field.Name switch
    {
        "task" => item.Task,
        "measure" => item.Measure,
        "goal" => item.Goal,
        "milestones" => Shown(item.Milestones),
        "figure" => item.Figure,
        "figureValue" => item.FigureValue is { } value ? Places.Plain(value).ToString(CultureInfo.InvariantCulture) : null,
        "projects" => Shown(item.Projects),
        "coOperators" => Shown(item.CoOperators),
        "jointWith" => Shown(item.JointWith),
        "droppedReason" => item.DroppedReason,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Name, "It is not compared."),
    };

    private static string? Shown(IReadOnlyList<string> list) => list.Count == 0 ? null : string.Join('、', list);
}
