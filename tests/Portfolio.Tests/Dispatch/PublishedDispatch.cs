using System.Globalization;
using Cluster.Fixtures;

namespace Cluster.Portfolio.Tests.Dispatch;

/// <summary>
/// A line of tests/Fixtures/project-dispatch-published.csv: dispatch tables as cities published them, collected with their sources, which stand in
/// its last column (press offices of Baotou 2017–2023, Jiuyuan and Ordos 2023–2025). Money is in 亿元.
/// </summary>
internal sealed record PublishedDispatch(
    string Batch, string Category, string Slice, decimal? Projects, decimal? Started, decimal? Done, decimal? Plan, decimal? DonePercent, string Note)
{
    private const int Columns = 11;

    public static IReadOnlyList<PublishedDispatch> Read() =>
    [
        .. File.ReadLines(Path.Combine(Checkout.Root, "tests", "Fixtures", "project-dispatch-published.csv")).Skip(1).Select(line => line.Split(',', Columns))
            .Select(c => new PublishedDispatch(c[0], c[2], c[4], Figure(c[5]), Figure(c[6]), Figure(c[7]), Figure(c[8]), Figure(c[9]), c[10].Trim('"'))),
    ];

    /// <summary>总投资, which stands in the note: "70.37% total 147.53".</summary>
    public decimal? Total => Note.Split("total ") is [_, var figure] ? Figure(figure) : null;

    public decimal? Of(string measure) => measure switch
    {
        "projects" => Projects,
        "started" => Started,
        "done" => Done,
        _ => Total,
    };

    private static decimal? Figure(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
