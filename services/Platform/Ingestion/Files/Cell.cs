namespace Cluster.Ingestion.Files;

public enum CellKind
{
    Blank,

    /// <summary>Characters in a CSV file, which does not say whether they were a number before.</summary>
    Written,

    /// <summary>A text in a workbook.</summary>
    Text,

    Number,

    /// <summary>A number that is shown as a date, here as 2025-09-30 or, with a time, 2025-09-30T08:00:00.</summary>
    Date,

    Flag,

    /// <summary>A formula whose value was never computed.</summary>
    Formula,

    /// <summary>#REF! and its like.</summary>
    Error,
}

/// <summary>A cell (单元格) as the file has it.</summary>
/// <param name="IsPercent">A number that is shown as a hundred times itself.</param>
internal readonly record struct Cell(CellKind Kind, string Text, bool IsPercent = false);

/// <summary>A row of a sheet, or a record of a CSV file.</summary>
/// <param name="Line">As the sender counts: the number of the sheet's row, or of the line where a CSV record begins.</param>
internal sealed record SheetRow(int Line, IReadOnlyList<Cell> Cells)
{
    public Cell At(int column) => column < Cells.Count ? Cells[column] : default;
}

/// <summary>A sheet, or a CSV file read with one separator. Reading again begins again.</summary>
/// <param name="IsHidden">Only read when it is asked for by name.</param>
/// <param name="Parts">Where it stands in a workbook.</param>
internal sealed record Sheet(string Name, Func<IEnumerable<SheetRow>> Rows, bool IsHidden = false, WorkbookParts? Parts = null);

/// <summary>The parts of a workbook that a mark changes.</summary>
internal sealed record WorkbookParts(string Sheet, string Styles);

/// <summary>A file that was opened and found harmless.</summary>
/// <param name="Format">csv or xlsx.</param>
/// <param name="Encoding">Of a CSV file.</param>
internal sealed record OpenedFile(string Format, IReadOnlyList<Sheet> Sheets, string? Encoding = null);
