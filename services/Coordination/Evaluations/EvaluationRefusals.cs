using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Evaluations;

internal static class EvaluationRefusals
{
    // Sheets.
    public static readonly Refusal ItemsUnread = new("score-items-unread", RefusalKind.Unprocessable,
        "评分项在 {0} 处不是规定的写法，见文档 evaluation.md。", "The items are not written as evaluation.md has them, at {0}.");

    public static readonly Refusal ItemWrong = new("score-item-wrong", RefusalKind.Unprocessable,
        "评分项“{0}”的 {1} 与其指标不符。", "The item {0} does not fit its criterion in {1}.");

    // Evaluations.
    public static readonly Refusal YearNotBegun = new("evaluation-year-not-begun", RefusalKind.Unprocessable,
        "{0} 年尚未开始，不能考核。", "{0} has not begun, so nothing can be evaluated.");

    public static readonly Refusal NotPublished = new("evaluation-not-published", RefusalKind.Conflict,
        "考核 {0} 尚未公示；请先 publish。", "The evaluation {0} has not been published; publish it first.");

    public static readonly Refusal PublishedBefore = new("evaluation-published", RefusalKind.Conflict,
        "考核 {0} 已由“{1}”于 {2} 公示。", "The evaluation {0} was published by {1} at {2}.");

    public static readonly Refusal FrozenBefore = new("evaluation-frozen", RefusalKind.Conflict,
        "考核 {0} 已由“{1}”于 {2} 确定，不再变动。", "The evaluation {0} was frozen by {1} at {2} and changes no more.");

    public static readonly Refusal OpenObjections = new("evaluation-open-objections", RefusalKind.Conflict,
        "考核 {0} 还有未答复的申诉（见 allowed）。", "The evaluation {0} has objections without an answer (see the allowed ones).");

    // Points of persons.
    public static readonly Refusal UnknownSubject = new("evaluation-unknown-subject", RefusalKind.Unprocessable,
        "“{0}”不在考核对象之列。", "{0} is not among those that are evaluated.");

    public static readonly Refusal NotManual = new("evaluation-item-computed", RefusalKind.Unprocessable,
        "评分项“{0}”由事件计算，不能填分；可填的见 allowed。", "The item {0} is computed from events; points can be given for the allowed ones.");

    public static readonly Refusal PointsOutside = new("evaluation-points-outside", RefusalKind.Unprocessable,
        "评分项“{0}”的分数应为 {1}，收到 {2}。", "Points for the item {0} must be {1}; {2} came.");

    // Objections.
    public static readonly Refusal NoSuchLine = new("evaluation-no-such-line", RefusalKind.Unprocessable,
        "本单位的得分中没有“{0}”这一项（见 allowed）。", "There is no line \"{0}\" in the unit's score (see the allowed ones).");

    public static readonly Refusal ObjectedBefore = new("evaluation-objected-before", RefusalKind.Conflict,
        "对此项已有申诉 {0}（{1}）。", "There is an objection to this line, number {0}, which is {1}.");

    public static readonly Refusal AnsweredBefore = new("evaluation-objection-answered", RefusalKind.Conflict,
        "申诉 {0} 已由“{1}”答复。", "The objection {0} was answered by {1}.");
}
