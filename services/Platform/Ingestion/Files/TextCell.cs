using System.Buffers;

namespace Cluster.Ingestion.Files;

/// <summary>
/// How a text stands in a cell, so that no spreadsheet takes it for a formula (OWASP, CSV injection) and our own reader does not take it for
/// a blank, a damaged code or a subtotal. It gets a mark in front, the one that spreadsheets know, and the reader takes it off again: every text comes
/// back as it was, one that begins with such a mark itself included.
/// </summary>
internal static class TextCell
{
    private const char Mark = '\'';

    /// <summary>The full-width forms too: some spreadsheets fold them.</summary>
    private static readonly SearchValues<char> FormulaBegins = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <param name="beginsRow">Where a word such as 合计 makes the row a subtotal.</param>
    public static string Write(string text, bool beginsRow = false) =>
        IsMisread(text) || ((beginsRow || text.StartsWith(Mark)) && FileRows.IsNoRow(Bare(text))) ? Mark + text : text;

    /// <returns>The text of a cell that has a mark; null where it has none.</returns>
    public static string? Unmarked(string cell) =>
        cell.StartsWith(Mark) && (IsMisread(cell[1..]) || FileRows.IsNoRow(Bare(cell))) ? cell[1..] : null;

    /// <summary>Marks in front do not count, so that a text and the same with a mark are never written alike.</summary>
    private static bool IsMisread(string text)
    {
        var bare = Bare(text);
        return bare.Length == 0 || FormulaBegins.Contains(bare[0]) || CellReading.IsMisread(bare);
    }

    private static string Bare(string text) => text.TrimStart(Mark);
}
