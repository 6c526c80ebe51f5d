using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Permits;

/// <summary>Every way a permit can be refused, and what is doubted about it.</summary>
public static class PermitRefusals
{
    public static readonly Refusal ReasonMissing = new("permit-reason-missing", RefusalKind.Unprocessable,
        "不需办理的手续须填写原因。", "A permit that is not needed says why.");

    public static readonly Refusal ReasonOfNeeded = new("permit-reason-of-needed", RefusalKind.Unprocessable,
        "需办理的手续不应填写“不需办理原因”。", "A permit that is needed has no reason why it is not.");

    public static readonly Refusal NotNeeded = new("permit-not-needed", RefusalKind.Unprocessable,
        "不需办理的手续不应有计划、办结日期或文号。", "A permit that is not needed has no planned day, no day of its own and no number.");

    public static readonly Refusal DayMissing = new("permit-day-missing", RefusalKind.Unprocessable,
        "已有文号的手续须填写办结日期。", "A permit that has a number has the day on which it was given.");

    public static readonly Refusal NumberMissing = new("permit-number-missing", RefusalKind.Unprocessable,
        "手续已办结，但没有文号，请补报。", "The permit is done and has no number; report it when it is known.");
}
