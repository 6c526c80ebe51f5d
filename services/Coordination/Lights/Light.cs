using Cluster.Ingestion;

namespace Cluster.Coordination.Lights;

/// <summary>
/// Light (亮灯), from best to worst. A missing report stands between: it hides no risk that is known, and green never covers it. Colours mean
/// different things in different cities, so the code is stored and the word shown beside the colour.
/// </summary>
public enum Light
{
    Green,

    /// <summary>未报: nothing to judge by; a reporting breach and no risk of the project.</summary>
    Grey,
    Yellow,
    Red,
}

/// <summary>Whether what the lights are about is in their statistics (office-practice §5: the three states are outside).</summary>
public enum LightState
{
    /// <summary>在评: judged, and counted.</summary>
    Judged,

    /// <summary>未开工: not started, and the planned month has not passed. Nobody can say it: it follows from the dates.</summary>
    NotStarted,

    /// <summary>停缓建.</summary>
    Suspended,

    /// <summary>已完成.</summary>
    Done,

    /// <summary>无可评: the rules ask for nothing yet, as in a year whose plan is nothing.</summary>
    NothingOwed,
}

/// <summary>What a light is about (评价维度).</summary>
public enum LightDimension
{
    Start,
    Investment,
    Completion,
    Payment,
    Entry,
    Milestone,
    Quota,
}

/// <summary>Why a light is what it is. A rule's bands say the first group; the others follow from what holds for any rule.</summary>
public enum LightReason
{
    OnSchedule,
    NearSchedule,
    BehindSchedule,
    FarBehindSchedule,
    InTime,
    Late,
    VeryLate,
    BelowRequirement,
    QuotaMet,
    QuotaMissed,

    /// <summary>The schedule asks for nothing yet, so there is no ratio to it.</summary>
    NothingDue,
    NotReported,
    PlanMissing,
    SlippedAgain,
    YellowRun,
    HeldByReason,
}

public static class LightCodes
{
    public static readonly Codes<Light> Lights = new(
        (Light.Green, "green", "绿灯"), (Light.Grey, "grey", "未报"), (Light.Yellow, "yellow", "黄灯"), (Light.Red, "red", "红灯"));

    public static readonly Codes<LightState> States = new(
        (LightState.Judged, "judged", "在评"), (LightState.NotStarted, "not-started", "未开工"), (LightState.Suspended, "suspended", "停缓建"),
        (LightState.Done, "done", "已完成"), (LightState.NothingOwed, "nothing-owed", "无可评"));

    public static readonly Codes<LightDimension> Dimensions = new(
        (LightDimension.Start, "start", "开工"), (LightDimension.Investment, "investment", "投资"),
        (LightDimension.Completion, "completion", "完成率"), (LightDimension.Payment, "payment", "资金支付"),
        (LightDimension.Entry, "entry", "入库"), (LightDimension.Milestone, "milestone", "节点"), (LightDimension.Quota, "quota", "月度任务"));

    public static readonly Codes<LightReason> Reasons = new(
        (LightReason.OnSchedule, "on-schedule", "达到序时"), (LightReason.NearSchedule, "near-schedule", "略低于序时"),
        (LightReason.BehindSchedule, "behind-schedule", "落后序时"), (LightReason.FarBehindSchedule, "far-behind-schedule", "严重落后序时"),
        (LightReason.InTime, "in-time", "按期"), (LightReason.Late, "late", "逾期"), (LightReason.VeryLate, "very-late", "严重逾期"),
        (LightReason.BelowRequirement, "below-requirement", "低于要求"), (LightReason.QuotaMet, "quota-met", "完成任务"),
        (LightReason.QuotaMissed, "quota-missed", "未完成任务"), (LightReason.NothingDue, "nothing-due", "尚无要求"),
        (LightReason.NotReported, "not-reported", "未报"), (LightReason.PlanMissing, "plan-missing", "未报年度计划"),
        (LightReason.SlippedAgain, "slipped-again", "再次推迟"), (LightReason.YellowRun, "yellow-run", "连续黄灯"),
        (LightReason.HeldByReason, "held-by-reason", "正当理由"));
}
