using System.Text;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>The bulletin as plain text (UTF-8, one line a paragraph); after each paragraph and table the numbers of its sources, which are listed at the end.</summary>
internal static class WriteText
{
    private const string Indent = "　　";

    public static byte[] Of(BulletinDocument document)
    {
        var sources = new List<string>();
        var text = new StringBuilder();
        text.Append(document.Mark.Replace("\n", "")).Append("\n\n").Append(document.NumberShown).Append("\n\n");
        text.Append(document.Title).Append("\n\n").Append(document.Addressees).Append('\n');
        foreach (var block in document.Blocks)
        {
            Append(text, block, sources);
        }

        text.Append('\n').Append(document.Issuer).Append('\n').Append(document.Date is { } date ? DateWords.Of(date) : "").Append('\n');
        text.Append("\n抄送：").Append(document.CopyTo).Append('\n');
        if (sources.Count > 0)
        {
            text.Append("\n数据来源：\n");
            foreach (var (source, index) in sources.Select((source, index) => (source, index)))
            {
                text.Append('[').Append(index + 1).Append("] ").Append(source).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, Block block, List<string> sources)
    {
        switch (block)
        {
            case Heading heading:
                text.Append(Indent).Append(heading.Text).Append('\n');
                break;
            case Paragraph paragraph:
                text.Append(Indent).AppendJoin("", paragraph.Runs.Select(r => r.Text)).Append(Marks(paragraph.Runs.Select(r => r.Source), sources)).Append('\n');
                break;
            case Table table:
                text.Append('\n').Append(table.Caption).Append(table.Unit.Length > 0 ? $"（{table.Unit}）" : "")
                    .Append(Marks(table.Rows.SelectMany(r => r).Select(r => r.Source), sources)).Append('\n');
                text.AppendJoin('\t', table.Columns.Select(c => c.Title)).Append('\n');
                foreach (var row in table.Rows)
                {
                    text.AppendJoin('\t', row.Select(r => r.Text)).Append('\n');
                }

                text.Append('\n');
                break;
            case Chart chart:
                text.Append(chart.Caption).Append($"（{chart.Unit}）").Append(Marks(chart.Bars.Select(b => b.Source), sources)).Append('\n');
                foreach (var bar in chart.Bars)
                {
                    text.Append(bar.Label).Append('\t').Append(bar.Text).Append('\n');
                }

                text.Append('\n');
                break;
        }
    }

    private static string Marks(IEnumerable<string?> of, List<string> sources)
    {
        var numbers = new List<int>();
        foreach (var source in of.OfType<string>().Distinct())
        {
            if (!sources.Contains(source))
            {
                sources.Add(source);
            }

            numbers.Add(sources.IndexOf(source) + 1);
        }

        return string.Concat(numbers.Select(n => $"[{n}]"));
    }
}
