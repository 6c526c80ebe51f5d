using Cluster.Coordination.Calendar;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>How a cell stands, in one sentence that a reader understands, with the due day and what is missing.</summary>
public static class CellSentence
{
    public static BilingualText Of(ReportingCell cell)
    {
        if (cell.State == ReportingState.NobodyOwes)
        {
            return new(
                $"{cell.Task} {cell.Period}：没有牵头单位，也没有登记的实施单位，无人应报",
                $"{cell.Task} {cell.Period}: no lead and no registered implementer, so nobody owes a report");
        }

        var (due, received) = ($"{cell.Due.LastDay:yyyy-MM-dd}", $"{cell.ReceivedAt?.AtEdge():yyyy-MM-dd HH:mm}");
        var (content, contentEn) = Content(cell);
        var (state, stateEn) = cell.State switch
        {
            ReportingState.NotDue or ReportingState.Due => ($"应于{due}前（含当日）报送，{content}", $"due by the end of {due}; {contentEn}"),
            ReportingState.Overdue => ($"逾期未报，应于{due}前（含当日）报送，{content}", $"overdue since the end of {due}; {contentEn}"),
            ReportingState.OverdueExcused => (
                $"逾期未报，已准{KindOf(cell).Zh}至{cell.Allowance!.Until:yyyy-MM-dd}，原截止日{due}，{content}",
                $"overdue since the end of {due}, excused by {KindOf(cell).En} until {cell.Allowance.Until:yyyy-MM-dd}; {contentEn}"),
            ReportingState.CompleteInTime or ReportingState.NoChangeInTime => (
                $"按期报送，{received}收齐，截止日{due}，{content}", $"in time: the last part came {received}, due by the end of {due}; {contentEn}"),
            ReportingState.CompleteLate or ReportingState.NoChangeLate => (
                $"逾期{DaysLate(cell)}天报送，{received}收齐，截止日{due}，{content}",
                $"late by {Counted(DaysLate(cell), "day")}: the last part came {received}, due by the end of {due}; {contentEn}"),
            _ => (
                $"逾期{DaysLate(cell)}天报送（已准{KindOf(cell).Zh}至{cell.Allowance!.Until:yyyy-MM-dd}），{received}收齐，截止日{due}，{content}",
                $"late by {Counted(DaysLate(cell), "day")}, excused by {KindOf(cell).En} until {cell.Allowance.Until:yyyy-MM-dd}: "
                + $"the last part came {received}, due by the end of {due}; {contentEn}"),
        };
        return new($"{cell.Task} {cell.Period}：{state}{cell.Due.Waits.Zh}", $"{cell.Task} {cell.Period}: {stateEn}{cell.Due.Waits.En}");
    }

    private static BilingualText Content(ReportingCell cell)
    {
        var repeated = cell.Items.Count(i => i.Answer == ItemAnswer.Repeated);
        return new(
            $"{cell.Owed}项中已报{cell.Complete}项{(cell.NoChange > 0 ? $"、无变化{cell.NoChange}项" : "")}{(cell.Missing > 0 ? $"、缺{cell.Missing}项" : "")}"
            + (repeated > 0 ? $"（其中{repeated}项与上次相同且没有新的文字）" : ""),
            $"{cell.Complete} of {Counted(cell.Owed, "item")} reported{(cell.NoChange > 0 ? $", {cell.NoChange} without change" : "")}"
            + (cell.Missing > 0 ? $", {cell.Missing} missing" : "") + (repeated > 0 ? $" ({repeated} only repeated)" : ""));
    }

    private static BilingualText KindOf(ReportingCell cell) =>
        cell.Allowance!.Kind == AllowanceKind.Extension ? new("延期", "an extension") : new("重新开放", "a reopening");

    private static int DaysLate(ReportingCell cell) => cell.ReceivedAt!.Value.CityDay().DayNumber - cell.Due.LastDay.DayNumber;

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
