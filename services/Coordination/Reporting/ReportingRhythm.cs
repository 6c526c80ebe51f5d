using Cluster.Contracts;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>A rhythm of reporting (报送频次): what its periods are and when each is due. It is data with a version.</summary>
/// <param name="RemindersDaysBefore">Calendar days before the due day, the longest first.</param>
/// <param name="RemindAt">The time of the day in Asia/Shanghai at which a reminder leaves.</param>
/// <param name="LateWorkingDays">For how many working days after the due day a late report is taken without being asked for.</param>
/// <param name="ReopenMonths">How long after the due day the office may open the cycle again.</param>
public sealed record ReportingRhythm(
    string Id, int Version, BilingualText Name, string Source, PeriodType Period, DueRule Due, IReadOnlyList<int> RemindersDaysBefore, TimeOnly RemindAt,
    int LateWorkingDays, int ReopenMonths);

/// <summary>When a period is due: so many working days after its end, or on a day of a month.</summary>
/// <param name="WorkingDays">Null where a day is fixed.</param>
/// <param name="Day">Of the month; one that every month has. A day off gives way to the next working day.</param>
/// <param name="MonthsAfter">Which month the day is of: 0 is the period's own last month.</param>
public sealed record DueRule(int? WorkingDays, int? Day, int MonthsAfter);
