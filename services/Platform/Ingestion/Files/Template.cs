using System.Globalization;
using System.Text.Json;
using Cluster.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Ingestion.Files;

/// <summary>
/// The workbook (模板) that a department fills in: made from the fields that read it, with the department's own rows in it, so that sent back
/// as it is it changes nothing.
/// </summary>
internal static class Template
{
    private const int SpareRows = 2_000;
    private const double Narrow = 16;

    private const string Rules = """
        请勿改动表头；空白和“—”都表示未填。整个文件中只要有一行被拒，就全部不写入。
        Keep the header. A blank and a dash both say nothing. One refused row keeps the whole file out.
        """;

    private static readonly string[] Explained =
        ["列 Column", "字段名 Field", "英文 English", "必填 Required", "怎样填写 How to fill in", "允许的值 Allowed"];

    public static async Task Write<T, TEvent>(
        Stream output, Push<T, TEvent> push, IQueryable<T> stored, string organisation, CancellationToken cancellation)
        where T : Resource
        where TEvent : class
    {
        IReadOnlyList<Field> fields = [.. push.RequiredFields, .. push.OptionalFields];
        using var book = new XlsxWriter(output);
        book.BeginSheet("数据", [.. fields.Select(CellWriting.ColumnOf)]);
        book.Row(fields.Select(f => Written.Of(CellWriting.HeadingOf(f, push.RequiredFields.Contains(f)), Look.Heading)));
        var rows = 1;
        await foreach (var row in stored.AsNoTracking().Where(r => r.Owner == organisation).OrderBy(r => r.Key).Take(FileRows.RowsMax)
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var told = JsonSerializer.SerializeToElement(push.Describe(row), EventJson.Options);
            book.Row(fields.Select((f, i) => told.TryGetProperty(f.Name, out var value)
                ? CellWriting.CellOf(f, value, push.RequiredFields.Contains(f), beginsRow: i == 0) : default));
            rows++;
        }

        var coded = fields.Where(f => f.Words.Count > 0).ToList();
        book.EndSheet([.. coded.Select((f, i) => new DropDown(Below(Place(fields, f), rows + SpareRows), $"选项!${XlsxWriter.ColumnName(i)}$1:${XlsxWriter.ColumnName(i)}${f.Words.Count}"))]);
        WriteExplanation(book, fields, push.RequiredFields);
        WriteWords(book, coded);
    }

    private static void WriteExplanation(XlsxWriter book, IReadOnlyList<Field> fields, IReadOnlyList<Field> required)
    {
        book.BeginSheet("填表说明", [new(20, Look.Wrapped), new(20, Look.Wrapped), new(28, Look.Wrapped), new(12, Look.Wrapped), new(44, Look.Wrapped), new(60, Look.Wrapped)]);
        book.Row(Explained.Select(t => Written.Of(t, Look.Heading)));
        foreach (var field in fields)
        {
            book.Row(new[]
            {
                field.Zh, field.Name, field.En, required.Contains(field) ? "是 yes" : "", HowTo(field),
                string.Join('\n', field.Words.Select(w => w.Zh == w.Code ? w.Zh : $"{w.Zh}  {w.Code}")),
            }.Select(t => Written.Of(t, Look.Wrapped)));
        }

        book.Row([default, default, default, default, Written.Of(Rules, Look.Wrapped)]);
        book.EndSheet([]);
    }

    private static void WriteWords(XlsxWriter book, IReadOnlyList<Field> coded)
    {
        book.BeginSheet("选项", [.. coded.Select(_ => new WrittenColumn(Narrow, Look.Text))], isHidden: true);
        for (var i = 0; i < coded.Max(f => (int?)f.Words.Count).GetValueOrDefault(); i++)
        {
            book.Row(coded.Select(f => i < f.Words.Count ? Written.Of(f.Words[i].Zh) : default));
        }

        book.EndSheet([]);
    }

    private static string Below(int column, int rows) => $"{XlsxWriter.ColumnName(column)}2:{XlsxWriter.ColumnName(column)}{rows}";

    private static int Place(IReadOnlyList<Field> fields, Field field) => fields.Index().First(f => f.Item == field).Index;

    private static string HowTo(Field field) => field switch
    {
        DecimalField f => string.Create(CultureInfo.InvariantCulture, $"数字{Unit(f.Unit)}，{f.Min} 到 {f.Max}，最多 {f.Decimals} 位小数\nA number from {f.Min} to {f.Max}, at most {f.Decimals} decimals"),
        IntegerField f => string.Create(CultureInfo.InvariantCulture, $"整数{Unit(f.Unit)}，{f.Min} 到 {f.Max}\nA whole number from {f.Min} to {f.Max}"),
        DateField => "日期，如 2025-09-30\nA day",
        MonthField => "月份，如 2025-09\nA month",
        QuarterField => "季度，如 2025Q3\nA quarter",
        PeriodField => "期间，如 2025-09、2025Q3、2025H1、2025\nA period",
        UnitField => "计量单位，如 万元\nA unit",
        FlagField => "是 或 否\nyes or no",
        TextListField f => $"最多 {f.MaxCount} 项，用“、”或换行分开，每项最多 {f.MaxLength} 字\nAt most {f.MaxCount}, separated by 、 or line breaks",
        ObjectField f => $"JSON，如 {f.Sample}\nJSON",
        TextField f => $"文本，最多 {f.MaxLength} 字\nText of at most {f.MaxLength} characters",
        _ when field.Words.Count > 0 => "从列表中选择\nChoose from the list",
        _ => "代码\nA code",
    };

    private static string Unit(string unit) => unit.Length > 0 ? $"，单位{unit}" : "";
}
