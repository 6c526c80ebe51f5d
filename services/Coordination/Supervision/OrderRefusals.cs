using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Supervision;

/// <summary>Every way a supervision order is refused for what it says or for who says it; where it stands is another matter.</summary>
public static class OrderRefusals
{
    // What is proposed.
    public static readonly Refusal AboutOne = new("order-about-one", RefusalKind.Unprocessable,
        "一事一单：督办单须写明任务（task）或项目（project），且只能写一个。", "An order is about one thing: say its task or its project, and not both.");

    public static readonly Refusal UnknownProject = new("order-unknown-project", RefusalKind.Unprocessable,
        "全市项目库中没有项目“{0}”。键由服务和项目编码组成，如 infrastructure/p-1。",
        "The city's pool has no project \"{0}\" to supervise. Its keys are a service and the project's key, such as infrastructure/p-1.");

    public static readonly Refusal MatterOpen = new("order-matter-open", RefusalKind.Conflict,
        "一事一单：该事项已有督办单 {0}，尚未销号。", "There is an order {0} on this matter already, and it is still on the register.");

    public static readonly Refusal FollowsMissing = new("order-follows-missing", RefusalKind.Unprocessable,
        "依据为“{0}”的督办单须写明所依据的前一张督办单。", "An order on the basis of \"{1}\" names the missed order that it follows.");

    public static readonly Refusal FollowsUnasked = new("order-follows-unasked", RefusalKind.Unprocessable,
        "依据为“{0}”的督办单直接立项，不应填写前一张督办单。", "An order on the basis of \"{1}\" is proposed directly and follows no other.");

    public static readonly Refusal UnknownEarlier = new("order-unknown-earlier", RefusalKind.Unprocessable,
        "没有督办单“{0}”，不能作为依据。", "There is no order \"{0}\" to follow.");

    public static readonly Refusal EarlierGrade = new("order-earlier-grade", RefusalKind.Unprocessable,
        "督办单 {0} 为{1}，而升级依据须为{2}。", "Order {0} is {3}; what this one escalates must be {4}.");

    public static readonly Refusal EarlierDiffers = new("order-earlier-differs", RefusalKind.Unprocessable,
        "升级的督办单须与前一张（{0}）同一事项、同一任务或项目、同一牵头单位。",
        "An order that escalates another one, {0}, has its matter, its task or project, and its lead.");

    public static readonly Refusal EarlierNotMissed = new("order-earlier-not-missed", RefusalKind.Unprocessable,
        "督办单 {0} 并未逾期（期限 {1}），不能据以升级。", "Order {0} was not missed (its limit is {1}), so nothing follows from it.");

    // Its limit.
    public static readonly Refusal WithoutLimit = new("order-without-limit", RefusalKind.Unprocessable,
        "督办单没有期限：请填写办理类别，或填写期限日期。", "The order has no limit: give its kind, or the date of the limit.");

    public static readonly Refusal LimitPast = new("order-limit-past", RefusalKind.Unprocessable,
        "期限 {0} 不晚于今天（{1}）；期限自次日起算。", "The limit {0} is not after today, {1}; a limit begins on the next day.");

    public static readonly Refusal ExtensionNotLater = new("order-extension-not-later", RefusalKind.Unprocessable,
        "延期后的期限 {0} 不晚于现期限 {1}。", "The extended limit {0} is not later than the limit {1} that holds.");

    // Its evidence.
    public static readonly Refusal EvidenceUnknown = new("order-evidence-unknown", RefusalKind.Unprocessable,
        "“{0}”不是督办单 {1} 的佐证材料。请先上传到该督办单的 evidence，再填写答复中的键。",
        "\"{0}\" is no evidence of order {1}. File it at the order's evidence first, and give the key of the answer.");

    public static readonly Refusal EvidenceTooMany = new("order-evidence-too-many", RefusalKind.Unprocessable,
        "督办单 {0} 已有 {1} 份材料，达到上限。", "Order {0} has {1} files, which is the limit.");

    // Who does it.
    public static readonly Refusal NotLead = new("order-not-lead", RefusalKind.Forbidden,
        "督办单 {0} 由牵头单位反馈，“{1}”不是其牵头单位。", "Order {0} is fed back by its lead, which {1} is not.");

    public static readonly Refusal OwnFeedback = new("order-own-feedback", RefusalKind.Forbidden,
        "督办单 {0} 由“{1}”反馈，须由另一人审结。", "Order {0} was fed back by {1}; another person has to accept it.");
}
