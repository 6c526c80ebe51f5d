namespace Cluster.Contracts.Coordination;

/// <summary>The office began reporting (起用报送), or said until when it goes on: from then on cycles close and reminders leave.</summary>
/// <param name="Rhythm">plan-quarterly; see docs/reporting-cycles.md for the others.</param>
/// <param name="Since">The first day of the first cycle.</param>
/// <param name="Until">The last day for which anything is owed; null while no end is known.</param>
/// <param name="By">The person who decided.</param>
public sealed record ReportingStarted(string Rhythm, DateOnly Since, DateOnly? Until, string By);

/// <summary>A year's notice on holidays (放假通知) was loaded, or amended: due days that were provisional are counted again.</summary>
/// <param name="Source">The document that says so.</param>
public sealed record WorkdayNoticeLoaded(int Year, string Source, IReadOnlyList<WorkdayNoticeDay> Days, string By);

/// <param name="IsWorking">True for a make-up working day (调休上班), false for a day off.</param>
public sealed record WorkdayNoticeDay(DateOnly Day, bool IsWorking, string Festival);

/// <summary>A reporting cycle (报送周期) was opened, or its days were counted again when a notice was loaded.</summary>
/// <param name="Due">Its last day; provisional where a year's notice is missing.</param>
/// <param name="Closes">The last day on which a late report is taken without being asked for.</param>
/// <param name="Final">The last day on which the office can open it again.</param>
public sealed record ReportingCycleDated(
    string Rhythm, int RhythmVersion, Period Period, DateOnly Due, bool IsProvisional, DateOnly Closes, DateOnly Final);

/// <summary>The office named what has to be reported of a task (应报事项), or until when.</summary>
/// <param name="Item">The measure that it is.</param>
/// <param name="Region">Whose figure of it is shown filled in.</param>
/// <param name="Organisation">Whose part it is; null where each that owes the task owes it.</param>
/// <param name="Until">The first day without it.</param>
public sealed record OwedItemRecorded(
    string Key, string Task, string Item, DivisionCode Region, string? Organisation, DateOnly Since, DateOnly? Until);

/// <summary>A department reported one owed item (事项报送) of a task for one period.</summary>
/// <param name="Value">Typed, in the measure's unit; null where there are words, or a tick, alone.</param>
/// <param name="NoChange">"No change" (无变化) was ticked.</param>
/// <param name="Withdrawn">Taken back, with the whole report.</param>
public sealed record ItemReported(
    string Task, string Organisation, Period Period, string Item, decimal? Value, string? Words, bool NoChange, bool Withdrawn);

/// <summary>A report (报告) of one department on one task for one cycle came to another state.</summary>
/// <param name="Step">submit, withdraw, accept or return; a report is submitted by its content.</param>
/// <param name="State">submitted, withdrawn, accepted or returned.</param>
/// <param name="By">The person, or the credential whose content it was.</param>
/// <param name="Returned">With a return: the fields that reopen, each with its note.</param>
public sealed record ReportMoved(
    string Task, string Organisation, Period Period, string Step, string State, string By, IReadOnlyList<ReturnedField> Returned);

/// <param name="Item">progress, or a measure.</param>
/// <param name="Field">progressPercent, state, words, value or noChange.</param>
public sealed record ReturnedField(string Item, string Field, string Note);

/// <summary>The office granted more time (延期) or opened a closed cycle again (重新开放), for one organisation.</summary>
/// <param name="Kind">extension or reopening.</param>
/// <param name="Until">The last day on which it holds.</param>
public sealed record ReportAllowanceGranted(
    string Kind, string Organisation, Period Period, string Reason, string By, DateOnly Until);

/// <summary>A department was reminded (催报) of the reports that it owes for a cycle.</summary>
/// <param name="Tasks">Those on which something is missing.</param>
/// <param name="DaysBefore">21, 14, 7 or 1 days before the due day.</param>
public sealed record ReportReminded(
    string Organisation, Period Period, IReadOnlyList<string> Tasks, int DaysBefore, DateOnly Due, bool IsProvisional);

/// <summary>A report was missed (逾期未报): its due moment, or the end of what excused it, passed without it.</summary>
/// <param name="Due">The due day, which an extension does not move.</param>
/// <param name="Missing">How many of its items had no answer.</param>
public sealed record ReportOverdue(string Task, string Organisation, Period Period, DateOnly Due, int Missing);

/// <summary>A typed figure and a pushed one differ (疑问单): it was opened, answered by the department or settled by the office.</summary>
/// <param name="Number">Q2026-001.</param>
/// <param name="Step">open, answer or settle.</param>
/// <param name="Typed">In the measure's unit, as the other.</param>
/// <param name="Source">The organisation whose figure was pushed.</param>
/// <param name="Holds">Once it is settled: typed or pushed.</param>
public sealed record FigureQueryMoved(
    string Number, string Step, string State, string Task, string Organisation, Period Period, string Item, decimal Typed, decimal Pushed, string Source,
    string By, string? Words, string? Holds);
