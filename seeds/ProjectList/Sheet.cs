using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Cluster.ProjectList;

/// <summary>The workbook: a title, the unit, a header of two rows whose months stand below what they are figures of, the projects and their sum.</summary>
internal static class Sheet
{
    private static readonly string[] Months = ["1-1月", "1-2月", "1-3月"];

    private static readonly string[] Headings =
    [
        "序号", "项目编码", "项目名称", "项目单位", "建设地点", "调度阶段", "开工日期", "产业链", "对应任务", "总投资", "年度", "年度类别", "年度计划投资",
    ];

    public static void Write(string path, IEnumerable<DemonstrationProject> projects)
    {
        var all = projects.ToList();
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        var part = book.AddNewPart<WorksheetPart>();
        var (groups, last) = (Headings.Length, Headings.Length + (2 * Months.Length) - 1);
        part.Worksheet = new Worksheet(
            new SheetData((OpenXmlElement[])
            [
                RowOf($"包头市{DemonstrationProjects.Year}年重点项目调度表（演示数据，合计与公布的一致）"),
                RowOf("单位：万元"),
                RowOf([.. Headings, "本年累计完成投资", null, null, "偏差说明", null, null]),
                RowOf([.. Headings.Select(_ => (object?)null), .. Months, .. Months]),
                .. all.Select((p, i) => RowOf(
                [
                    i + 1, p.Key, p.Name, p.Unit, p.County, p.Stage, p.StartedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), p.Chain, p.Task, p.TotalWan,
                    DemonstrationProjects.Year, p.Category, p.PlannedWan, .. p.YearToDateWan.Cast<object>(), .. p.Variance,
                ])),
                RowOf(
                [
                    "合计", null, null, null, null, null, null, null, null, all.Sum(p => p.TotalWan), null, null, all.Sum(p => p.PlannedWan),
                    .. Months.Select((_, month) => (object)all.Sum(p => p.YearToDateWan[month])),
                ]),
            ]),
            new MergeCells((OpenXmlElement[])
            [
                Merged(0, 1, last, 1), Merged(groups, 3, groups + 2, 3), Merged(groups + 3, 3, last, 3), .. Headings.Select((_, i) => Merged(i, 3, i, 4)),
            ]));
        book.Workbook = new Workbook(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = "重点项目", SheetId = 1, Id = book.GetIdOfPart(part) }));
    }

    private static Row RowOf(params object?[] values) => new(values.Select(value => value switch
    {
        null => new Cell(),
        string text => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) },
        IFormattable number => new Cell { CellValue = new CellValue(number.ToString(null, CultureInfo.InvariantCulture)) },
        _ => throw new InvalidOperationException($"{value.GetType()} is no value of a cell."),
    }));

    private static MergeCell Merged(int fromColumn, int fromRow, int toColumn, int toRow) =>
        new() { Reference = $"{(char)('A' + fromColumn)}{fromRow}:{(char)('A' + toColumn)}{toRow}" };
}
