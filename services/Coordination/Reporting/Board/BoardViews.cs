using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Reports;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting.Board;

/// <summary>The matrix: who × what × cycle.</summary>
/// <param name="AsOf">When it is true.</param>
/// <param name="IsStarted">Whether reporting has begun: before, nothing closes and nobody is reminded.</param>
/// <param name="OwedByYou">What the caller's organisation owes and has not answered.</param>
public sealed record MatrixAnswer(
    DateTimeOffset AsOf, string Rhythm, bool IsStarted, IReadOnlyList<CycleView> Cycles, IReadOnlyList<MatrixRowView> Rows,
    IReadOnlyList<DepartmentRates> Departments, RatesView Total, IReadOnlyList<OwedReport> OwedByYou);

/// <param name="Due">The last day, to its end in Asia/Shanghai.</param>
/// <param name="MissingNotices">The years whose notices a provisional due day waits for.</param>
/// <param name="Closes">The last day on which a late report is taken without being asked for.</param>
/// <param name="Final">The last day on which the office can open it again.</param>
public sealed record CycleView(
    Period Period, DateOnly Due, DateTimeOffset DueAt, bool IsProvisional, IReadOnlyList<int> MissingNotices, DateOnly Closes, DateOnly Final)
{
    internal static CycleView Of(ReportingCycle cycle) => new(
        cycle.Period, cycle.Due.LastDay, cycle.DueAt, cycle.Due.IsProvisional, cycle.Due.MissingNotices, cycle.Closes.LastDay,
        cycle.FinalAt.AddDays(-1).CityDay());
}

/// <param name="Organisation">Null where nobody owes it.</param>
public sealed record MatrixRowView(string Task, string? Organisation, IReadOnlyList<CellView> Cells);

/// <param name="State">As in docs/reporting-cycles.md: not-due, due, overdue, complete-in-time and so on.</param>
/// <param name="By">lead or implementer; null where nobody owes it.</param>
/// <param name="Reminders">How many were sent.</param>
/// <param name="Report">missing, submitted, returned, accepted or withdrawn.</param>
public sealed record CellView(
    Period Period, string State, string? By, DateTimeOffset DueAt, bool IsProvisional, DateTimeOffset? ReceivedAt, bool IsLate, bool IsExcused, int Owed,
    int Complete, int NoChange, int Missing, int Reminders, string Report, int OpenQueries)
{
    internal static CellView Of(ReportingCell cell, BoardView board)
    {
        var key = new ReportKey(cell.Task, cell.Period, cell.Organisation ?? "");
        return new CellView(
            cell.Period, ReportingCodes.States.Write(cell.State), ReportingCodes.Roles.Write(cell.By), cell.Due.LastDay.EndsAt(), cell.IsProvisional,
            cell.ReceivedAt, IsLateOf(cell.State), IsExcusedOf(cell.State), cell.Owed, cell.Complete, cell.NoChange, cell.Missing,
            board.RemindersOf(key).Count, ReportMoves.States.Write(board.StateOf(key)), board.OpenQueriesOf(key));
    }

    private static bool IsLateOf(ReportingState state) => state is ReportingState.Overdue or ReportingState.OverdueExcused or ReportingState.CompleteLate
        or ReportingState.CompleteExcused or ReportingState.NoChangeLate or ReportingState.NoChangeExcused;

    private static bool IsExcusedOf(ReportingState state) =>
        state is ReportingState.OverdueExcused or ReportingState.CompleteExcused or ReportingState.NoChangeExcused;
}

/// <summary>Completeness and timeliness; no rate is above 100 %, and there is none of nothing.</summary>
public sealed record RatesView(
    int Owed, int Complete, int NoChange, int Missing, int DueReports, int InTime, int Late, int Excused, int Overdue, decimal? CompletePercent,
    decimal? NoChangePercent, decimal? InTimePercent)
{
    internal static RatesView Of(IEnumerable<ReportingCell> cells, DateTimeOffset asOf)
    {
        var rates = ReportingRates.Of(cells, asOf);
        return new RatesView(
            rates.Owed, rates.Complete, rates.NoChange, rates.Missing, rates.DueReports, rates.InTime, rates.Late, rates.Excused, rates.Overdue,
            rates.CompletePercent, rates.NoChangePercent, rates.InTimePercent);
    }
}

public sealed record DepartmentRates(string Organisation, RatesView Rates);

/// <summary>A report that is owed and not answered.</summary>
/// <param name="DaysLeft">Calendar days to the due day; negative once it has passed.</param>
/// <param name="Missing">The items without an answer.</param>
public sealed record OwedReport(
    string Key, string Task, string Title, string TitleEn, string Organisation, Period Period, string State, DateOnly Due, bool IsProvisional, int DaysLeft,
    IReadOnlyList<string> Missing, DateOnly? ExcusedUntil)
{
    internal static OwedReport Of(ReportingCell cell, BoardView board)
    {
        var title = board.Snapshot.Tasks.GetValueOrDefault(cell.Task);
        return new OwedReport(
            $"{new ReportKey(cell.Task, cell.Period, cell.Organisation!)}", cell.Task, title?.Zh ?? "", title?.En ?? "", cell.Organisation!, cell.Period,
            ReportingCodes.States.Write(cell.State), cell.Due.LastDay, cell.IsProvisional, cell.Due.LastDay.DayNumber - board.AsOf.CityDay().DayNumber,
            [.. cell.Items.Where(i => !i.IsAnswered).Select(i => i.Item)], cell.Allowance?.Until);
    }
}

/// <summary>One cell with all that explains it.</summary>
/// <param name="Sentence">How it stands, in one sentence.</param>
/// <param name="DueCounted">How the due day was counted, so that anybody can count it again.</param>
/// <param name="Closed">Why it is closed to its organisation; null while it is open, or before reporting began.</param>
public sealed record CellDetail(
    string Key, DateTimeOffset AsOf, CellView Cell, BilingualText Sentence, BilingualText DueCounted, IReadOnlyList<ItemView> Items, ClosedView? Closed,
    IReadOnlyList<SentReminder> Reminders, DateTimeOffset? OverdueToldAt, AllowanceView? Allowance, IReadOnlyList<Queries.QueryView> Queries);

/// <param name="Answer">missing, repeated, no-change or complete.</param>
/// <param name="Figure">The pushed one where there is one, read-only; otherwise the typed one.</param>
/// <param name="Source">Whose figure was pushed; null where a person typed it.</param>
/// <param name="Typed">What a person typed beside it.</param>
public sealed record ItemView(
    string Item, string Answer, DateTimeOffset? AnsweredAt, decimal? Figure, string? Source, DateTimeOffset? PushedAt, decimal? Typed, string? Words, bool NoChange);

/// <param name="Code">As the refusal has it.</param>
/// <param name="Opener">time, office or nobody.</param>
/// <param name="Until">When it opens by itself, or from when on nobody can open it any more.</param>
public sealed record ClosedView(string Code, string Opener, DateTimeOffset? Until, BilingualText Sentence);
