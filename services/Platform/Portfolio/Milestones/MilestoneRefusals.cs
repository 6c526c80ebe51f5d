using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Milestones;

/// <summary>Every way a milestone can be refused.</summary>
public static class MilestoneRefusals
{
    public static readonly Refusal KeyMissing = new("milestone-key-missing", RefusalKind.Unprocessable,
        "节点须有序号或本单位自己的键（key）。", "A milestone has an ordinal or a key of your own.");

    public static readonly Refusal NoGate = new("milestone-no-gate", RefusalKind.Unprocessable,
        "“{0}”不是阶段门；关键节点不填此项。", "{1} is no stage that a gate opens; leave it out for a key node.");

    public static readonly Refusal BeforeStart = new("milestone-before-start", RefusalKind.Unprocessable,
        "实际日期 {0} 早于项目开工日期 {1}。若属前期工作，请把阶段门填为谋划、储备或前期。",
        "The actual day, {0}, is before the project started, {1}. If it belongs to the preparation, say so with its gate: idea, reserve or preparation.");

    public static readonly Refusal ProjectNotStarted = new("milestone-project-not-started", RefusalKind.Unprocessable,
        "项目尚未开工，“{0}”的节点不能有实际日期。请先报送项目的开工日期。",
        "The project has not started, so a milestone that opens {1} cannot have come. Report the start of the project first.");

    public static readonly Refusal PlanMoved = new("milestone-plan-moved", RefusalKind.Unprocessable,
        "计划日期由 {0} 改为 {1}，须填写更正原因。只是预计推迟的，请改预计日期（forecast）。",
        "The planned day moved from {0} to {1}, which asks for the reason of the correction. If it is only expected later, change the forecast.");

    public static readonly Refusal ActualTakenBack = new("milestone-actual-changed", RefusalKind.Unprocessable,
        "节点已于 {0} 完成，更改或撤销实际日期须填写更正原因。",
        "The milestone came on {0}; to change or take back that day, give the reason of the correction.");
}
