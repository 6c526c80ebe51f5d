using Cluster.ServiceDefaults;

namespace Cluster.Industry;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class IndustryRefusals
{
    public static readonly Refusal BadIndustryClass = new("bad-industry-class", RefusalKind.Unprocessable,
        "行业小类“{0}”应为 GB/T 4754 的四位数字代码，如 0932。", "The industry class \"{0}\" must be four digits of GB/T 4754, such as 0932.");

    public static readonly Refusal UnknownNode = new("unknown-node", RefusalKind.Unprocessable,
        "没有产业链节点“{0}”，请先推送该节点。", "There is no chain node \"{0}\"; push the node first.");

    public static readonly Refusal CreditCodeTaken = new("credit-code-taken", RefusalKind.Unprocessable,
        "统一社会信用代码 {0} 已用于企业“{1}”。一家企业只登记一次。",
        "The credit code {0} is that of the enterprise \"{1}\". An enterprise is registered once.");
}
