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
/// <param name="Fields">What the headings were held against.</param>
/// <param name="Months">By month, where the sheet has a column for each; empty otherwise.</param>
/// <param name="YearIndex">The column in which a row of such a sheet says its year.</param>
internal sealed record Header(
    int Line, IReadOnlyList<Column> Columns, IReadOnlyList<string> Ignored, StatedUnit? Unit, RowFields Fields, IReadOnlyList<MonthColumns> Months,
    int? YearIndex)
{
    public const int RowsMax = 30;

    /// <summary>
    /// The row among the first that names the most fields. A heading that is merged over two rows stands in the upper one, so an empty
    /// cell counts as the one above it; of two rows that name the same fields the lower one ends the header.
    /// </summary>
    /// <returns>Null when no row names as many fields as the resource needs.</returns>
    public static Header? Find(IReadOnlyList<SheetRow> first, RowFields fields)
    {
        if (first.Count == 0)
        {
            return null;
        }

        var best = Enumerable.Range(0, first.Count)
            .Where(i => i == 0 || first[i].Cells.Any(CellReading.IsGiven))
            .Select(i => (Row: i, Headings: Headings(first, i, fields)))
            .Aggregate((one, other) => Named(other.Headings) > Named(one.Headings) || (Named(other.Headings) == Named(one.Headings) && IsLowerHalf(first, one, other)) ? other : one);
        var named = best.Headings.FindAll(h => h.Field is not null);
        if (fields.Month is { } field && named.Count > 0 && !named.Exists(h => h.Field == field || h.Month is not null) && best.Headings.Find(h => h.IsMonthAlone) is { } unsaid)
        {
            throw Refuse(Problem.Of(FileRefusals.MonthFigureUnsaid, unsaid.Text, field.Across!.Zh, field.Across.En), field.Name);
        }

        if (named.Count < Math.Min(2, fields.All.Count))
        {
            return null;
        }

        if (named.GroupBy(h => (h.Field!, h.Month?.Year, h.Month?.Month)).FirstOrDefault(g => g.Skip(1).Any())?.ToList() is [var one, var other, ..])
        {
            throw Refuse(Problem.Of(FileRefusals.ColumnTwice, one.Field!.Zh, one.Index + 1, other.Index + 1, one.Field.En), one.Field.Name);
        }

        var above = UnitLine.Units(first.Take(best.Row + 1));
        var below = first.ElementAtOrDefault(best.Row + 1);
        var hasUnitsBelow = below is not null && AreUnits(below, named);
        var columns = named.ToLookup(h => h.Month, h => new Column(
            h.Field!, h.Index, FactorOf(hasUnitsBelow && below!.At(h.Index) is { Kind: not CellKind.Blank } cell ? h with { Unit = cell.Text } : h, above)));
        var yearIndex = best.Headings.Find(h => MonthHeading.IsYear(h.Text))?.Index;
        if (yearIndex is null && named.Find(h => h.Month is { Year: null }) is { } timeless)
        {
            throw Refuse(Problem.Of(FileRefusals.MonthWithoutYear, timeless.Text), fields.Month!.Name);
        }

        return new Header(
            (hasUnitsBelow ? below! : first[best.Row]).Line,
            [.. columns[null]],
            [.. best.Headings.Where(h => h.Field is null && h.Text.Length > 0 && !(h.Index == yearIndex && fields.Month is not null)).Select(h => h.Text)],
            StatedUnit.Of(fields, [.. named.Where(h => h.IsFigureWithoutUnit).Select(h => h.Unit).OfType<string>()], above),
            fields,
            [.. columns.Where(c => c.Key is not null).GroupBy(c => (c.Key!.Year, c.Key.Month)).OrderBy(m => m.Key).Select(m => new MonthColumns(m.Key.Year, m.Key.Month, [.. m.SelectMany(c => c)]))],
            yearIndex);
    }

    public bool Gives(Field field) =>
        Columns.Any(c => c.Field == field) || Unit?.Field == field
        || (Months.Count > 0 && (field is MonthField { Across: not null } || Months.All(m => m.Columns.Any(c => c.Field == field))));

    public bool IsRequired(Field field) => Fields.Required.Contains(field);

    private static int Named(List<Heading> headings) => headings.Count(h => h.Field is not null);

    /// <summary>Where the row above says nothing that this one does not, as every heading of it that counts is merged over both.</summary>
    private static bool IsLowerHalf(IReadOnlyList<SheetRow> first, (int Row, List<Heading> Headings) upper, (int Row, List<Heading> Headings) lower) =>
        lower.Row == upper.Row + 1 && lower.Headings.TrueForAll(h => h.Month is not null || h.Field is null || first[lower.Row].At(h.Index).Kind == CellKind.Blank);

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

            var (field, unit, rank) = fields.Named(text);
            headings.Add(new Heading(i, text.Trim(), field, unit, rank));
        }

        KeepOwnNames(headings);
        if (fields.Month is not null && !headings.Exists(h => h.Field == fields.Month))
        {
            ReadMonths(headings, [.. rows.Take(row)], fields);
        }

        return headings;
    }

    /// <summary>A field that has a column of its own name needs none that is only called like it.</summary>
    private static void KeepOwnNames(List<Heading> headings)
    {
        foreach (var named in headings.Where(h => h.Field is not null).GroupBy(h => h.Field).Where(g => g.Skip(1).Any()).ToList())
        {
            foreach (var other in named.Where(h => h.Rank > named.Min(n => n.Rank)))
            {
                headings[other.Index] = other with { Field = null, Unit = null };
            }
        }
    }

    /// <summary>What a month's figure is says its own heading, or the one that is merged over it and its neighbours.</summary>
    private static void ReadMonths(List<Heading> headings, IReadOnlyList<SheetRow> above, RowFields fields)
    {
        var group = "";
        var year = headings.Exists(h => MonthHeading.IsYear(h.Text)) ? null : MonthHeading.YearOf(above.SelectMany(r => r.Cells).Select(c => c.Text).OfType<string>());
        for (var i = 0; i < headings.Count; i++)
        {
            if (headings[i].Field is not null || MonthHeading.Read(headings[i].Text) is not { } month)
            {
                group = "";
                continue;
            }

            group = above is [.., var last] && last.At(i).Text is { Length: > 0 } text ? text : group;
            var (field, unit, _) = month.Rest.Length > 0 && month.Rest[0] != '('
                ? fields.Named(month.Rest)
                : fields.Named(group) is { Field: not null } merged && month.Rest.Length == 0 ? merged
                : month.IsCumulative ? fields.Named(fields.Month!.Across!.Name + month.Rest)
                : default;
            headings[i] = headings[i] with { Field = field, Unit = unit, Month = field is null ? null : month with { Year = month.Year ?? MonthHeading.YearOf([group]) ?? year } };
        }
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
    /// <param name="Rank">0 for the field's own names, more for what else it may be called.</param>
    private sealed record Heading(int Index, string Text, Field? Field, string? Unit, int Rank, MonthHeading? Month = null)
    {
        public string FieldUnit => Field switch { DecimalField f => f.Unit, IntegerField f => f.Unit, _ => "" };

        /// <summary>Whether its figure is of the month or of the year up to it cannot be told.</summary>
        public bool IsMonthAlone => Field is null && MonthHeading.Read(Text) is { Rest: "" or ['(', ..] };

        /// <summary>One whose unit another field of the row says.</summary>
        public bool IsFigureWithoutUnit => Field is DecimalField or IntegerField && FieldUnit.Length == 0;
    }
}

/// <summary>The fields of a resource, found by whatever a heading may call them: the name, the Chinese words, the English ones.</summary>
internal sealed partial class RowFields
{
    private readonly Dictionary<string, (Field Field, int Rank)> _byWord = [];

    public RowFields(IReadOnlyList<Field> required, IReadOnlyList<Field> optional)
    {
        (Required, All) = (required, [.. required, .. optional]);
        foreach (var field in All)
        {
            foreach (var word in new[] { field.Name, field.Zh, field.En, ArticleText().Replace(field.En, "") })
            {
                _byWord.TryAdd(Word(word), (field, 0));
            }
        }

        foreach (var (field, alias, rank) in All.SelectMany(f => f.Aliases.Select((alias, i) => (f, alias, i + 1))))
        {
            _byWord.TryAdd(Word(alias), (field, rank));
        }
    }

    /// <summary>The field that a wide sheet has a column for each value of; null where the resource has none.</summary>
    public MonthField? Month => All.OfType<MonthField>().FirstOrDefault(f => f.Across is not null);

    public IReadOnlyList<Field> Required { get; }

    public IReadOnlyList<Field> All { get; }

    public IReadOnlyList<string> Words => [.. All.Select(f => $"{f.Name} {f.Zh}")];

    public (Field? Field, string? Unit, int Rank) Named(string heading)
    {
        var word = Word(heading);
        if (_byWord.TryGetValue(word, out var named))
        {
            return (named.Field, null, named.Rank);
        }

        var parts = BracketText().Match(word);
        return parts.Success && _byWord.TryGetValue(parts.Groups[1].Value.TrimEnd('*'), out named) ? (named.Field, parts.Groups[2].Value, named.Rank) : default;
    }

    internal static string Word(string heading) => BlankText().Replace(Folded(heading), "").Trim('*');

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
