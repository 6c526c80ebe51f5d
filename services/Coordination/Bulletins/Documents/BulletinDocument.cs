using System.Text.Json.Serialization;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>
/// A bulletin as words, figures, tables and charts, before it is a file of any kind: the text, the DOCX and the PDF are made of this one, and a page
/// shows it with its links.
/// </summary>
/// <param name="Mark">发文机关标志.</param>
/// <param name="Number">发文字号; null of a draft.</param>
/// <param name="TitleLines">The title as it is cut into lines.</param>
/// <param name="Date">成文日期, 2026年10月15日; null of a draft.</param>
public sealed record BulletinDocument(
    string Key, string Issuer, string Mark, string? Number, IReadOnlyList<string> TitleLines, string Addressees, IReadOnlyList<Block> Blocks, DateOnly? Date, string CopyTo)
{
    /// <summary>What stands in the place of a number on a draft.</summary>
    public const string DraftMark = "（草稿，未编号）";

    public string Title => string.Concat(TitleLines);

    public string NumberShown => Number ?? DraftMark;
}

[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(Chart), "chart")]
public abstract record Block;

public sealed record Heading(int Level, string Text) : Block;

public sealed record Paragraph(IReadOnlyList<Run> Runs) : Block;

/// <summary>Words, or a figure with the address of the rows behind it.</summary>
/// <param name="Source">Null of words.</param>
public sealed record Run(string Text, string? Source = null);

/// <param name="HasTotal">Whether the last row is the sum.</param>
public sealed record Table(string Caption, string Unit, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<Run>> Rows, bool HasTotal) : Block;

/// <param name="Share">Of the width.</param>
public sealed record TableColumn(string Title, bool IsWords, int Share);

public sealed record Chart(string Caption, string Unit, IReadOnlyList<Bar> Bars) : Block;

/// <param name="Text">The value as it is printed.</param>
public sealed record Bar(string Label, decimal Value, string Text, string? Source);

/// <summary>What is known of a bulletin besides its figures.</summary>
public sealed record BulletinHead(string Key, string? Number, DateOnly? IssuedOn);
