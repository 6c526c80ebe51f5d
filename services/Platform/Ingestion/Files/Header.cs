using System.Text;
using System.Text.RegularExpressions;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>A column that a field was found for.</summary>
/// <param name="Factor">Makes the field's unit of the one that the file states.</param>
/// <param name="HasLeadingZeros">Some code in it begins with a 0, so that one that is a number may have lost its own.</param>
internal sealed record Column(Field Field, int Index, decimal Factor, bool HasLeadingZeros = false);

/// <summary>The header (表头) of a sheet: which column is which field, and where the rows begin.</summary>
/// <param name="Line">The row that it ends in.</param>
/// <param name="Ignored">Headings that name no field.</param>
/// <param name="Unit">What the file states for every row's unit; null where it states none, or several.</param>
internal sealed record Header(int Line, IReadOnlyList<Column> Columns, IReadOnlyList<string> Ignored, StatedUnit? Unit)
{
    public const int RowsMax = 30;

    /// <summary>
    /// The row among the first that names the most fields. A heading that is merged over two rows stands in the upper one, so an empty
    /// cell counts as the one above it.
    /// </summary>
    /// <returns>Null when no row names as many fields as the resource needs.</returns>
    public static Header? Find(IReadOnlyList<SheetRow> first, RowFields fields)
    {
        if (first.Count == 0)
        {
            return null;
        }

        var best = Enumerable.Range(0, first.Count)
            .Select(i => (Row: i, Headings: Headings(first, i, fields)))
            .MaxBy(h => h.Headings.Count(heading => heading.Field is not null));
        var named = best.Headings.FindAll(h => h.Field is not null);
        if (named.Count < Math.Min(2, fields.All.Count))
        {
            return null;
        }

        if (named.GroupBy(h => h.Field!).FirstOrDefault(g => g.Skip(1).Any())?.ToList() is [var one, var other, ..])
        {
            throw Refuse(Problem.Of(FileRefusals.ColumnTwice, one.Field!.Zh, one.Index + 1, other.Index + 1, one.Field.En), one.Field.Name);
        }

        var above = UnitLine.Units(first.Take(best.Row + 1));
        var below = first.ElementAtOrDefault(best.Row + 1);
        var hasUnitsBelow = below is not null && AreUnits(below, named);
        return new Header(
            (hasUnitsBelow ? below! : first[best.Row]).Line,
            named.ConvertAll(h => new Column(h.Field!, h.Index, FactorOf(hasUnitsBelow && below!.At(h.Index) is { Kind: not CellKind.Blank } cell ? h with { Unit = cell.Text } : h, above))),
            [.. best.Headings.Where(h => h.Field is null && h.Text.Length > 0).Select(h => h.Text)],
            StatedUnit.Of(fields, [.. named.Where(h => h.IsFigureWithoutUnit).Select(h => h.Unit).OfType<string>()], above));
    }

    public bool Gives(Field field) => Columns.Any(c => c.Field == field) || Unit?.Field == field;

    /// <summary>A row that says nothing but the units, each below its heading.</summary>
    private static bool AreUnits(SheetRow row, List<Heading> named) =>
        row.Cells.Any(CellReading.IsGiven)
        && row.Cells.Index().Where(c => CellReading.IsGiven(c.Item))
            .All(c => named.Exists(h => h.Index == c.Index && h.FieldUnit.Length > 0 && Units.Factor(c.Item.Text, h.FieldUnit) is not null));

    public void DemandRequired(RowFields fields)
    {
        var missing = fields.Required.Where(f => !Gives(f)).ToList();
        if (missing.Count > 0)
        {
            throw new RefusedException(Problem.Of(FileRefusals.ColumnsMissing, Line, string.Join('、', missing.Select(f => f.Zh)), string.Join(", ", missing.Select(f => f.Name)))
                .With("field", missing[0].Name).With("allowed", missing.ConvertAll(f => f.Name)));
        }
    }

    private static List<Heading> Headings(IReadOnlyList<SheetRow> rows, int row, RowFields fields)
    {
        var headings = new List<Heading>();
        for (var i = 0; i < rows[row].Cells.Count; i++)
        {
            var text = rows[row].At(i).Text ?? "";
            if (text.Length == 0 && row > 0 && rows[row - 1].At(i).Text is { Length: > 0 } above && fields.Named(above).Field is not null)
            {
                text = above;
            }

            var (field, unit) = fields.Named(text);
            headings.Add(new Heading(i, text.Trim(), field, unit));
        }

        return headings;
    }

    private static decimal FactorOf(Heading heading, IReadOnlyList<string> stated)
    {
        var unit = heading.FieldUnit;
        return unit.Length == 0 ? 1
            : heading.Unit is null ? stated.Select(s => Units.Factor(s, unit)).FirstOrDefault(f => f is not null) ?? 1
            : Units.Factor(heading.Unit, unit) ?? throw Refuse(
                Problem.Of(FileRefusals.UnitDiffers, heading.Field!.Zh, unit, heading.Unit, heading.Field.En), heading.Field.Name);
    }

    private static RefusedException Refuse(Microsoft.AspNetCore.Mvc.ProblemDetails problem, string field) => new(problem.With("field", field));

    /// <param name="Unit">What stands in brackets behind the name.</param>
    private sealed record Heading(int Index, string Text, Field? Field, string? Unit)
    {
        public string FieldUnit => Field switch { DecimalField f => f.Unit, IntegerField f => f.Unit, _ => "" };

        /// <summary>One whose unit another field of the row says.</summary>
        public bool IsFigureWithoutUnit => Field is DecimalField or IntegerField && FieldUnit.Length == 0;
    }
}

/// <summary>The fields of a resource, found by whatever a heading may call them: the name, the Chinese words, the English ones.</summary>
internal sealed partial class RowFields
{
    private readonly Dictionary<string, Field> _byWord = [];

    public RowFields(IReadOnlyList<Field> required, IReadOnlyList<Field> optional)
    {
        (Required, All) = (required, [.. required, .. optional]);
        foreach (var field in All)
        {
            foreach (var word in new[] { field.Name, field.Zh, field.En, ArticleText().Replace(field.En, "") })
            {
                _byWord.TryAdd(Word(word), field);
            }
        }
    }

    public IReadOnlyList<Field> Required { get; }

    public IReadOnlyList<Field> All { get; }

    public IReadOnlyList<string> Words => [.. All.Select(f => $"{f.Name} {f.Zh}")];

    public (Field? Field, string? Unit) Named(string heading)
    {
        var word = Word(heading);
        if (_byWord.TryGetValue(word, out var field))
        {
            return (field, null);
        }

        var parts = BracketText().Match(word);
        return parts.Success && _byWord.TryGetValue(parts.Groups[1].Value.TrimEnd('*'), out field) ? (field, parts.Groups[2].Value) : (null, null);
    }

    private static string Word(string heading) => BlankText().Replace(Folded(heading), "").Trim('*');

    private static string Folded(string text) =>
        text.Length > HeadingMax || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? "" : text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private const int HeadingMax = 200;

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex BlankText();

    [GeneratedRegex("^The ", RegexOptions.None, 1_000)]
    private static partial Regex ArticleText();

    [GeneratedRegex(@"^(?<name>[^(\[]+)[(\[](?:单位[::]?)?(?<unit>[^)\]]+)[)\]]\*?$", RegexOptions.None, 1_000)]
    private static partial Regex BracketText();
}
