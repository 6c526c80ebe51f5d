using System.Text.RegularExpressions;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Bulletins.Templates;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>Template and figures make the document; nothing else goes into it, so that it can be made again.</summary>
internal static partial class ComposeDocument
{
    private const string Rounded = "rounded";
    private const string Noted = "noted";
    private const int WordsShare = 3;
    private const int FiguresShare = 2;

    public static BulletinDocument From(
        BulletinTemplate template, BulletinFigures figures, IReadOnlyList<BulletinCheck> checks, BulletinHead head)
    {
        var book = FigureBook.Of(figures);
        HashSet<string> holding = [.. checks.Any(c => c.IsRounded) ? new[] { Rounded } : [], .. figures.Note is null ? [] : new[] { Noted }];
        return new BulletinDocument(
            head.Key, template.Issuer, template.Mark, head.Number, TitleLines.Of(TextOf(Fill(template.Title, book.Figures))), template.Addressees,
            [.. template.Blocks.Where(b => b.When is null || Holds(b.When, holding)).Select(b => BlockOf(b, book))], head.IssuedOn, template.CopyTo);
    }

    private static bool Holds(string condition, HashSet<string> holding) =>
        condition is Rounded or Noted ? holding.Contains(condition) : throw new InvalidDataException($"There is no condition \"{condition}\" for a block.");

    private static Block BlockOf(TemplateBlock block, FigureBook book) => block switch
    {
        { Heading: { } heading } => new Heading(block.Level, TextOf(Fill(heading, book.Figures))),
        { Table: { } table } => TableOf(table, book),
        { Chart: { } chart } => new Chart(chart.Caption, chart.Unit, [.. BarsOf(chart, book.List(chart.Rows))]),
        _ => new Paragraph([.. block.Paragraph!.SelectMany(piece => RunsOf(piece, book))]),
    };

    private static IEnumerable<Run> RunsOf(TemplatePiece piece, FigureBook book)
    {
        if (piece.Each is null)
        {
            return Fill(piece.Text, book.Figures);
        }

        var list = book.List(piece.Each);
        Check(piece.Text, list, book);
        var rows = list.Rows.Take(piece.Top ?? int.MaxValue).ToList();
        return rows.Count == 0
            ? [new Run(piece.None)]
            : rows.SelectMany((row, index) => index == 0 ? Fill(piece.Text, row, book.Figures) : [new Run(piece.Join), .. Fill(piece.Text, row, book.Figures)]);
    }

    private static Table TableOf(TemplateTable table, FigureBook book)
    {
        var (list, total) = (book.List(table.Rows), table.Total is { } name ? book.List(name) : null);
        foreach (var column in table.Columns)
        {
            list.Demand(column.Value);
            total?.Demand(column.Value);
        }

        return new Table(
            table.Caption, table.Unit, [.. table.Columns.Select(c => new TableColumn(c.Title, c.IsWords, c.Share ?? (c.IsWords ? WordsShare : FiguresShare)))],
            [
                .. list.Rows.Concat(total?.Rows ?? []).Select(row => (IReadOnlyList<Run>)
                    [.. table.Columns.Select(c => new Run(row[c.Value].Text, row[c.Value].Source))]),
            ],
            total is not null);
    }

    private static IEnumerable<Bar> BarsOf(TemplateChart chart, FigureList list)
    {
        list.Demand(chart.Label);
        list.Demand(chart.Value);
        return list.Rows.Where(row => row[chart.Value].Number is not null)
            .Select(row => new Bar(row[chart.Label].Text, row[chart.Value].Number!.Value, row[chart.Value].Text, row[chart.Value].Source));
    }

    private static void Check(string text, FigureList list, FigureBook book)
    {
        foreach (var name in Placeholder().Matches(text).Select(m => m.Groups["name"].Value).Where(n => !book.Figures.ContainsKey(n)))
        {
            list.Demand(name);
        }
    }

    /// <param name="books">Where a figure is looked for, the nearest first.</param>
    private static IEnumerable<Run> Fill(string text, params IReadOnlyDictionary<string, ShownFigure>[] books)
    {
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (match.Index > at)
            {
                yield return new Run(text[at..match.Index]);
            }

            var name = match.Groups["name"].Value;
            var figure = books.FirstOrDefault(b => b.ContainsKey(name))?[name] ?? throw FigureBook.Unknown(name);
            yield return new Run(figure.Text, figure.Source);
            at = match.Index + match.Length;
        }

        if (at < text.Length)
        {
            yield return new Run(text[at..]);
        }
    }

    private static string TextOf(IEnumerable<Run> runs) => string.Concat(runs.Select(r => r.Text));

    [GeneratedRegex(@"\{(?<name>[A-Za-z.-]+)\}", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Placeholder();
}
