using Cluster.Coordination.Bulletins.Collecting;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>The reporting of the quarter (报送情况) by the names that a template has for it.</summary>
internal static class ReportColumns
{
    public static void Add(FigureBook book, ReportFigures reports, string address)
    {
        var columns = Columns(address + reports.Source);
        foreach (var (name, of) in columns)
        {
            book.Add($"reports.{name}", of(reports.Total));
        }

        book.Add("reports.due", new ShownFigure(reports.DueOn is { } due ? DateWords.Of(due) : Shown.None));
        (string, Func<DepartmentReports, ShownFigure>)[] ofDepartment =
        [
            ("name", d => new ShownFigure(d.Name)), ("tasks", d => new ShownFigure(string.Join("、", d.MissingTasks))),
            .. columns.Select(c => (c.Name, (Func<DepartmentReports, ShownFigure>)(d => c.Of(d.Sum)))),
        ];
        book.AddList("reports", reports.Departments, ofDepartment);
        book.AddList("reports.notReported", reports.Departments.Where(d => d.Sum.Missing > 0), ofDepartment);
        book.AddList("reports.total", [reports.Total], [("name", _ => new ShownFigure("合计")), .. columns]);
    }

    private static (string Name, Func<ReportSum, ShownFigure> Of)[] Columns(string source)
    {
        ShownFigure Number(int count) => new(Shown.Count(count), source, count);
        ShownFigure Rate(decimal? percent) => new(Shown.PercentText(percent), source, percent);
        return
        [
            ("owed", s => Number(s.Owed)), ("inTime", s => Number(s.InTime)), ("late", s => Number(s.Late)), ("excused", s => Number(s.Excused)),
            ("missing", s => Number(s.Missing)), ("items", s => Number(s.Items)), ("complete", s => Number(s.Complete)),
            ("noChange", s => Number(s.NoChange)), ("itemsMissing", s => Number(s.ItemsMissing)), ("completeRate", s => Rate(s.CompletePercent)),
            ("inTimeRate", s => Rate(s.InTimePercent)),
        ];
    }
}
