namespace Cluster.Coordination.Bulletins.Templates;

/// <summary>
/// What a bulletin says around its figures (通报模板), as data with a version: the words, and between braces the names of the figures, {projects.doneYi}.
/// A bulletin keeps the template that it was made with.
/// </summary>
/// <param name="Mark">发文机关标志, the red line of names on the first page; a line break where it is cut.</param>
/// <param name="NumberSign">机关代字, with which its document numbers begin.</param>
/// <param name="Title">With a line break where it is cut, if it needs two.</param>
/// <param name="Addressees">主送机关.</param>
/// <param name="CopyTo">抄送.</param>
public sealed record BulletinTemplate(
    string Name, int Version, string Issuer, string Mark, string NumberSign, string Title, string Addressees, string CopyTo,
    IReadOnlyList<TemplateBlock> Blocks);

/// <summary>One part of the text: a heading, a paragraph, a table or a chart.</summary>
/// <param name="Level">Of a heading: 1 for 一、, 2 for （一）.</param>
/// <param name="When">The block is left out where this does not hold: rounded, or noted.</param>
public sealed record TemplateBlock(
    string? Heading = null, int Level = 1, IReadOnlyList<TemplatePiece>? Paragraph = null, TemplateTable? Table = null, TemplateChart? Chart = null,
    string? When = null);

/// <summary>Words with figures, once or for each row of a list.</summary>
/// <param name="Each">The list: county.byAmount.</param>
/// <param name="Top">Only so many of its rows.</param>
/// <param name="None">What stands there where the list is empty.</param>
public sealed record TemplatePiece(string Text, string? Each = null, int? Top = null, string Join = "；", string None = "");

/// <param name="Rows">The list that it shows; a row each.</param>
/// <param name="Total">The list of one row that ends it.</param>
public sealed record TemplateTable(string Caption, string Unit, string Rows, IReadOnlyList<TemplateColumn> Columns, string? Total = null);

/// <param name="Value">Of the list's columns.</param>
/// <param name="IsWords">Set to the left, as words are; figures are set to the right.</param>
/// <param name="Share">Of the width; 3 for words and 2 for figures unless it is said.</param>
public sealed record TemplateColumn(string Title, string Value, bool IsWords = false, int? Share = null);

/// <summary>Horizontal bars, one for each row.</summary>
public sealed record TemplateChart(string Caption, string Unit, string Rows, string Label, string Value);
