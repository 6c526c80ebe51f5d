using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Calendar;

/// <summary>A term (期限) with the way in which it was counted, so that anybody can count it again.</summary>
/// <param name="Passed">Every day from the first that was looked at to the last.</param>
public sealed record Term(DateOnly From, int Days, Counting Counting, DateOnly LastDay, IReadOnlyList<CalendarDay> Passed)
{
    /// <summary>The years whose notices it waits for.</summary>
    public IReadOnlyList<int> MissingNotices => [.. Passed.Select(d => d.MissingNotice).OfType<int>().Distinct().Order()];

    public bool IsProvisional => Passed.Any(d => d.MissingNotice is not null);

    /// <summary>Weekdays off and working days at weekends on the way.</summary>
    public IReadOnlyList<CalendarDay> Exceptions => [.. Passed.Where(d => d.IsException)];

    public BilingualText Say()
    {
        var (start, startEn) = Counting == Counting.FromNextDay ? ("次日", "the day after ") : ("当日", "");
        var (off, worked) = (Listed(isWorking: false), Listed(isWorking: true));
        return new BilingualText(
            $"自{From:yyyy-MM-dd}{start}起第{Days}个工作日为{LastDay:yyyy-MM-dd}"
            + (off.Count > 0 ? $"，{string.Join('、', off)}放假不计" : "") + (worked.Count > 0 ? $"，{string.Join('、', worked)}调休上班计入" : "") + Waits.Zh,
            $"working day {Days}, counted from {startEn}{From:yyyy-MM-dd}, is {LastDay:yyyy-MM-dd}"
            + (off.Count > 0 ? $"; off: {string.Join(", ", off)}" : "") + (worked.Count > 0 ? $"; worked: {string.Join(", ", worked)}" : "") + Waits.En);
    }

    /// <summary>What makes it provisional; empty where nothing does.</summary>
    public BilingualText Waits => MissingNotices is { Count: > 0 } years
        ? new($"，{string.Join('、', years)}年放假通知未载入，暂按周末推算", $"; provisional, by weekends, until the notice of {string.Join(" and ", years)} is loaded")
        : new("", "");

    private List<string> Listed(bool isWorking) => [.. Exceptions.Where(d => d.IsWorking == isWorking).Select(d => $"{d.Day:yyyy-MM-dd}")];
}
