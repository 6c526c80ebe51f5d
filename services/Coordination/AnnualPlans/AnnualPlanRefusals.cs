using Cluster.ServiceDefaults;

namespace Cluster.Coordination.AnnualPlans;

internal static class AnnualPlanRefusals
{
    // Where a plan stands: {0} its year, {1} its department, {2} who brought it there, {3} when.
    public static readonly Refusal StillDraft = new("annual-plan-draft", RefusalKind.Conflict,
        "{1} {0} 年度实施计划尚未报送（“{2}”，{3}）；此时可做的见 allowed。",
        "The plan of {1} for {0} has not been submitted ({2}, {3}); see what is allowed now.");

    public static readonly Refusal SubmittedBefore = new("annual-plan-submitted", RefusalKind.Conflict,
        "{1} {0} 年度实施计划已由“{2}”于 {3} 报送，等待审定；此时可做的见 allowed。",
        "The plan of {1} for {0} was submitted by {2} at {3} and waits for the office; see what is allowed now.");

    public static readonly Refusal ReturnedBefore = new("annual-plan-returned", RefusalKind.Conflict,
        "{1} {0} 年度实施计划已由“{2}”于 {3} 退回，尚未重新报送；此时可做的见 allowed。",
        "The plan of {1} for {0} was returned by {2} at {3} and has not been submitted again; see what is allowed now.");

    public static readonly Refusal AcceptedBefore = new("annual-plan-accepted", RefusalKind.Conflict,
        "{1} {0} 年度实施计划已由“{2}”于 {3} 审定；年中调整请先变更（revise）并写明原因。",
        "The plan of {1} for {0} was accepted by {2} at {3}; to change it in mid-year revise it first, with the reason.");

    // Its entries.
    public static readonly Refusal WaitsForOffice = new("annual-plan-waits", RefusalKind.Conflict,
        "{1} {0} 年度实施计划已由“{2}”于 {3} 报送，条目不能修改；审定之前本单位可撤回（withdraw）。",
        "The plan of {1} for {0} was submitted by {2} at {3}, so its entries stand; until it is accepted the department may withdraw it.");

    public static readonly Refusal Frozen = new("annual-plan-frozen", RefusalKind.Conflict,
        "{1} {0} 年度实施计划已由“{2}”于 {3} 审定并冻结；请本单位先变更（revise）并写明原因。",
        "The plan of {1} for {0} was accepted by {2} at {3} and is frozen; the department revises it first, with the reason.");

    public static readonly Refusal NotReopened = new("annual-plan-field-closed", RefusalKind.Conflict,
        "退回的计划只开放有退回意见之处（见 allowed），“{0}”不在其中。", "A returned plan is open where the office's notes are (see the allowed ones), which {0} is not.");

    public static readonly Refusal ItemOfYear = new("annual-plan-item-year", RefusalKind.Unprocessable,
        "条目“{0}”属于 {1} 年度；其他年度请另用编号。", "The entry \"{0}\" is of {1}; use another key for another year.");

    public static readonly Refusal FigureHalf = new("annual-plan-figure-half", RefusalKind.Unprocessable,
        "年度指标和年度指标值须同时填写。", "A figure and its value go together.");

    public static readonly Refusal MilestoneShape = new("milestone-shape", RefusalKind.Unprocessable,
        "时间节点“{0}”应为日期、空格和内容，如 2026-06-30 完成路基。", "The milestone \"{0}\" must be a day, a space and words.");

    public static readonly Refusal MilestoneYear = new("milestone-outside-year", RefusalKind.Unprocessable,
        "时间节点 {0} 不在 {1} 年度内。", "The milestone {0} is not in {1}.");

    public static readonly Refusal NotLead = new("annual-plan-not-lead", RefusalKind.Forbidden,
        "“{0}”不是任务 {1} 的牵头单位；任务分解由牵头单位报送（见 allowed）。", "{0} does not lead task {1}; those who do (see the allowed ones) break it down.");

    public static readonly Refusal NotJointLead = new("annual-plan-not-joint", RefusalKind.Unprocessable,
        "“{0}”不是任务 {1} 的另一牵头单位（见 allowed）。", "{0} is not another lead of task {1} (see the allowed ones).");

    public static readonly Refusal UnknownProject = new("annual-plan-unknown-project", RefusalKind.Unprocessable,
        "全市项目库没有项目“{0}”；编号如 infrastructure/p-1。", "The city's pool has no project \"{0}\"; its keys are written infrastructure/p-1.");

    // Its steps.
    public static readonly Refusal TaskMissing = new("annual-plan-task-missing", RefusalKind.Unprocessable,
        "{1} {0} 年度实施计划缺少所牵头任务的条目（见 allowed）。", "The plan of {1} for {0} has no entry for tasks that it leads (see the allowed ones).");

    public static readonly Refusal NotEndorsed = new("annual-plan-not-endorsed", RefusalKind.Conflict,
        "共同牵头单位尚未会签（见 allowed）。", "The joint leads (see the allowed ones) have not endorsed it.");

    public static readonly Refusal NothingToEndorse = new("annual-plan-nothing-to-endorse", RefusalKind.Forbidden,
        "计划中没有与“{0}”共同牵头的条目，不需会签。", "The plan has no entry that {0} leads jointly, so there is nothing to endorse.");

    public static readonly Refusal NotItsOwn = new("annual-plan-not-yours", RefusalKind.Forbidden,
        "{1} 的年度实施计划由本单位报送，“{0}”不能代办。", "The plan of {1} is its own to move; {0} cannot do it.");

    public static readonly Refusal OwnSubmission = new("annual-plan-own-submission", RefusalKind.Forbidden,
        "计划由“{0}”报送，须由另一人审定。", "The plan was submitted by {0}; another person has to decide on it.");

    public static readonly Refusal UnknownPlace = new("annual-plan-unknown-place", RefusalKind.Unprocessable,
        "退回意见“{0}”所指的条目或字段不存在；写法为“条目/字段”，整条为“条目/*”，整个计划为“*”。",
        "The note is on \"{0}\", which is no entry and field; write entry/field, entry/* or * for all of the plan.");

    public static readonly Refusal NoteWithoutWords = new("annual-plan-note-empty", RefusalKind.Unprocessable,
        "对“{0}”的退回意见没有文字。", "The note on \"{0}\" has no words.");

    public static readonly Refusal UnknownRevision = new("annual-plan-unknown-revision", RefusalKind.Unprocessable,
        "没有第 {0} 稿；已审定的见 allowed。", "There is no revision {0}; see the accepted ones.");
}
