using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Calendar;

/// <summary>Every way a notice on holidays is refused.</summary>
public static class CalendarRefusals
{
    public static readonly Refusal NoticeEmpty = new("workday-notice-empty", RefusalKind.Unprocessable,
        "{0} 年的放假通知没有一天；没有通知时按周末推算并标为预计，不要载入空通知。",
        "The notice of {0} has no day. Without a notice weekends are counted and marked as provisional; do not load an empty one.");

    public static readonly Refusal NoticeOutsideYear = new("workday-notice-outside-year", RefusalKind.Unprocessable,
        "{0} 不属于 {1} 年的放假通知；通知只管当年，及上一年 12 月 {2} 日以后。",
        "{0} is not of the notice of {1}, which is about its year and the days from {2} December of the year before.");

    public static readonly Refusal NoticeDayTwice = new("workday-notice-day-twice", RefusalKind.Unprocessable,
        "放假通知中 {0} 出现两次，内容不同。", "The notice says {0} twice, and not the same.");
}
