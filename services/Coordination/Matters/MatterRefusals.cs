using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Matters;

internal static class MatterRefusals
{
    // Where a matter stands: {0} its number, {1} who brought it there, {2} when.
    public static readonly Refusal JustRaised = new("matter-raised", RefusalKind.Conflict,
        "协调事项 {0} 刚由“{1}”于 {2} 提出，尚未交办或列入议程；此时可做的见 allowed。",
        "Matter {0} was raised by {1} at {2} and is neither assigned nor on an agenda yet; see what is allowed now.");

    public static readonly Refusal AssignedBefore = new("matter-assigned", RefusalKind.Conflict,
        "协调事项 {0} 已由“{1}”于 {2} 交办；此时可做的见 allowed。", "Matter {0} was assigned by {1} at {2}; see what is allowed now.");

    public static readonly Refusal OnAgenda = new("matter-scheduled", RefusalKind.Conflict,
        "协调事项 {0} 已由“{1}”于 {2} 列入会议议程；此时可做的见 allowed。",
        "Matter {0} was put on a meeting's agenda by {1} at {2}; see what is allowed now.");

    public static readonly Refusal DecidedBefore = new("matter-decided", RefusalKind.Conflict,
        "协调事项 {0} 的议定结果已由“{1}”于 {2} 记录；此时可做的见 allowed。", "What was decided on matter {0} was recorded by {1} at {2}; see what is allowed now.");

    public static readonly Refusal DoneBefore = new("matter-done", RefusalKind.Conflict,
        "协调事项 {0} 已由“{1}”于 {2} 办结。", "Matter {0} was finished by {1} at {2}.");

    public static readonly Refusal DeclinedBefore = new("matter-declined", RefusalKind.Conflict,
        "协调事项 {0} 已由“{1}”于 {2} 决定不予协调；情况有变的请另行提出。",
        "Matter {0} was declined by {1} at {2}; raise another one if things have changed.");

    public static readonly Refusal WithdrawnBefore = new("matter-withdrawn", RefusalKind.Conflict,
        "协调事项 {0} 已由“{1}”于 {2} 撤回。", "Matter {0} was withdrawn by {1} at {2}.");

    // What it is about, and whose it is.
    public static readonly Refusal AboutOne = new("matter-about-one", RefusalKind.Unprocessable,
        "协调事项涉及一项任务或一个项目，二者填一个。", "A matter is about a task or about a project: give one of them.");

    public static readonly Refusal UnknownProject = new("matter-unknown-project", RefusalKind.Unprocessable,
        "全市项目库没有项目“{0}”；编号如 infrastructure/p-1。", "There is no project \"{0}\" in the city's pool; its keys are written infrastructure/p-1.");

    public static readonly Refusal NotConcerned = new("matter-not-concerned", RefusalKind.Forbidden,
        "“{0}”既不是该任务的牵头或配合单位，也不是该项目的报送单位（见 allowed）。",
        "{0} neither leads nor co-operates in the task, nor reports the project (see who does among the allowed ones).");

    public static readonly Refusal NotRaiser = new("matter-not-raiser", RefusalKind.Forbidden,
        "协调事项 {0} 由“{1}”提出，由其撤回。", "Matter {0} was raised by {1}, which alone may withdraw it.");

    public static readonly Refusal OwnWork = new("matter-own-work", RefusalKind.Forbidden,
        "协调事项 {0} 由“{1}”承办，须由另一单位办结。", "Matter {0} is dealt with by {1}; another unit has to finish it.");

    // Its days and its meeting.
    public static readonly Refusal DuePast = new("matter-due-past", RefusalKind.Unprocessable,
        "办理期限 {0} 不晚于 {1}。", "The limit {0} is not after {1}.");

    public static readonly Refusal UnknownConference = new("unknown-conference", RefusalKind.Unprocessable,
        "没有登记会议“{0}”。", "No meeting \"{0}\" is recorded.");

    public static readonly Refusal ConferencePast = new("conference-past", RefusalKind.Unprocessable,
        "会议 {0} 已于 {1} 召开，不能再列入议程。", "The meeting {0} was held on {1}; nothing can be put on its agenda any more.");

    public static readonly Refusal ConferenceToCome = new("conference-to-come", RefusalKind.Conflict,
        "会议 {0} 定于 {1} 召开，尚无议定结果。", "The meeting {0} is on {1}; nothing has been decided there yet.");

    public static readonly Refusal ConferenceDecided = new("conference-decided", RefusalKind.Conflict,
        "会议已议定事项（如 {0}），会期不能由 {1} 改为 {2}。", "The meeting has decided matters ({0} for one), so its day cannot move from {1} to {2}.");

    // Reports on what was decided.
    public static readonly Refusal UnknownResolution = new("unknown-resolution", RefusalKind.Unprocessable,
        "没有议定事项“{0}”；编号如 2026-001，城市间的如 cooperation/mayors-8-1。",
        "Nothing was decided under \"{0}\"; numbers are written 2026-001, those between cities cooperation/mayors-8-1.");

    public static readonly Refusal NotResolutionLead = new("resolution-not-lead", RefusalKind.Forbidden,
        "“{0}”不是议定事项 {1} 的承办单位（见 allowed）。", "{0} does not deal with the resolution {1} (see who does among the allowed ones).");

    public static readonly Refusal ResolutionDone = new("resolution-done", RefusalKind.Conflict,
        "议定事项 {0} 已于 {1} 办结，不再报送。", "The resolution {0} was finished on {1}; nothing is reported on it any more.");

    public static readonly Refusal BeforeDecision = new("resolution-before-decision", RefusalKind.Unprocessable,
        "议定事项 {0} 于 {1} 议定，{2} 在此之前。", "The resolution {0} was decided on {1}; {2} is before that.");
}
