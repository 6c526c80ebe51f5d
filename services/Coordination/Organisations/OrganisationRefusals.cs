using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Organisations;

/// <summary>Every way a merger, a rename or a contact is refused.</summary>
public static class OrganisationRefusals
{
    public static readonly Refusal EndsFirst = new("organisation-ends-first", RefusalKind.Unprocessable,
        "停用日 {0} 早于启用日 {1}。", "The organisation would end on {0}, before its first day {1}.");

    public static readonly Refusal SuccessorWithoutEnd = new("successor-without-end", RefusalKind.Unprocessable,
        "有承继单位“{0}”的，须写明停用日。", "An organisation with the successor {0} needs its last day.");

    public static readonly Refusal SuccessorCircle = new("successor-circle", RefusalKind.Unprocessable,
        "承继关系成环：{0}。", "The successors run in a circle: {0}.");

    public static readonly Refusal NotYourContact = new("contact-not-yours", RefusalKind.Forbidden,
        "此凭证属于“{1}”，不能代“{0}”备案。", "This credential belongs to {1} and files no contact for {0}.");

    public static readonly Refusal ContactEndsFirst = new("contact-ends-first", RefusalKind.Unprocessable,
        "联络员有效期止 {0} 早于起 {1}。", "The contact would end on {0}, before the first day {1}.");

    public static readonly Refusal NotATelephone = new("contact-telephone", RefusalKind.Unprocessable,
        "“{0}”不是电话号码，如 0472-5618000。", "\"{0}\" is no telephone number; one is written 0472-5618000.");
}
