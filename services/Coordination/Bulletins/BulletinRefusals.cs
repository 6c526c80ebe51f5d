using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Bulletins;

/// <summary>Every way a bulletin is refused for what it says; where it stands is another matter.</summary>
public static class BulletinRefusals
{
    public static readonly Refusal DoesNotAddUp = new("bulletin-does-not-add-up", RefusalKind.Conflict,
        "通报 {0} 有 {1} 个等式不成立，不能印发；第一个是“{2}”：左边 {3}，右边 {4}，相差 {5}。请更正数据后重新汇总；全部见 equations。",
        "Bulletin {0} has {1} equations that do not hold and is not issued. The first is \"{6}\": {3} on the left, {4} on the right, {5} between them. Correct the data and collect again; all of them are in equations.");

    public static readonly Refusal CollectedTooEarly = new("bulletin-collected-too-early", RefusalKind.Conflict,
        "通报 {0} 的数据于 {1} 汇总，早于 {2} 结束。请在季度结束后重新汇总。",
        "The figures of bulletin {0} were collected on {1}, before {2} was over. Collect them again when it is.");

    public static readonly Refusal OpenQueries = new("bulletin-open-queries", RefusalKind.Conflict,
        "通报 {0} 的季度 {1} 尚有 {2} 张疑问单未办结，不能印发；编号见 queries。",
        "Bulletin {0} is not issued: {2} queries of {1} are not settled. Their numbers are in queries.");

    public static readonly Refusal FontsMissing = new("bulletin-fonts-missing", RefusalKind.Unavailable,
        "生成 PDF 需要的字体 {0} 不在 {1}。请安装 fonts-noto-cjk，或用设置 Bulletins:FontFolder 指明其位置；文本、DOCX 和 JSON 不受影响。",
        "The font {0} that a PDF needs is not in {1}. Install fonts-noto-cjk, or say where it is by the setting Bulletins:FontFolder; text, DOCX and JSON are there without it.");

    public static readonly Refusal UnknownFormat = new("bulletin-unknown-format", RefusalKind.NotFound,
        "通报没有格式“{0}”；可用格式见 allowed。", "A bulletin has no format \"{0}\"; see the allowed ones.");

    public static readonly Refusal NotIssued = new("bulletin-not-issued", RefusalKind.Conflict,
        "通报 {0} 尚未印发，没有签名，也无从核对。", "Bulletin {0} has not been issued: it is not signed, and there is nothing to compare with.");

    // What takes its place.
    public static readonly Refusal SupersededByItself = new("bulletin-supersedes-itself", RefusalKind.Unprocessable,
        "通报 {0} 不能由自己替代。", "Bulletin {0} is not superseded by itself.");

    public static readonly Refusal UnknownSuccessor = new("bulletin-unknown-successor", RefusalKind.Unprocessable,
        "没有通报“{0}”，不能用来替代。", "There is no bulletin \"{0}\" to supersede another one.");

    public static readonly Refusal SuccessorNotIssued = new("bulletin-successor-not-issued", RefusalKind.Conflict,
        "通报 {0} 不是已印发的通报，不能用来替代。", "Bulletin {0} is not one that is issued, so it supersedes none.");

    public static readonly Refusal SuccessorOfOtherQuarter = new("bulletin-successor-of-other-quarter", RefusalKind.Unprocessable,
        "通报 {0} 是 {1} 的，不能替代 {2} 的通报。", "Bulletin {0} is of {1} and does not supersede one of {2}.");

    public static readonly Refusal SuccessorTaken = new("bulletin-successor-taken", RefusalKind.Conflict,
        "通报 {0} 已替代通报 {1}。", "Bulletin {0} supersedes {1} already.");
}
