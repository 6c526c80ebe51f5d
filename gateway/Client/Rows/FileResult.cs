using System.Text.Json;

namespace Cluster.Client;

/// <summary>What became of a file, one result per row.</summary>
/// <param name="Created">New rows.</param>
/// <param name="Updated">Changed rows.</param>
/// <param name="Unchanged">Rows that say what is known.</param>
/// <param name="Rejected">Rows that were not written.</param>
/// <param name="Rows">The results; each has its line in the file.</param>
/// <param name="File">How the file was read.</param>
/// <param name="Changes">What the first 20 updates would change; of a check only.</param>
public sealed record FileResult(
    int Created, int Updated, int Unchanged, int Rejected, IReadOnlyList<RowResult> Rows, FileReading? File = null,
    IReadOnlyList<ChangeSample>? Changes = null);

/// <summary>How a file was read, for its sender to see.</summary>
/// <param name="Format">csv or xlsx.</param>
/// <param name="Sheet">The sheet of a workbook.</param>
/// <param name="Encoding">Of a CSV file.</param>
/// <param name="HeaderLine">Where the header was.</param>
/// <param name="Columns">Which field each column was read as.</param>
/// <param name="IgnoredColumns">Headings that name no field.</param>
/// <param name="Skipped">Lines that were left out.</param>
public sealed record FileReading(
    string Format, string? Sheet, string? Encoding, int HeaderLine, IReadOnlyDictionary<string, string> Columns,
    IReadOnlyList<string> IgnoredColumns, IReadOnlyList<SkippedRow> Skipped);

/// <summary>A line that is no row.</summary>
/// <param name="Line">Where.</param>
/// <param name="Reason">subtotal or note.</param>
public sealed record SkippedRow(int Line, string Reason);

/// <summary>What a row would change.</summary>
/// <param name="Line">Where the file has it.</param>
/// <param name="Key">Its key.</param>
/// <param name="Fields">By field.</param>
public sealed record ChangeSample(int? Line, string? Key, IReadOnlyDictionary<string, FieldChange> Fields);

/// <summary>A field as it is and as it would be.</summary>
/// <param name="Before">As it is.</param>
/// <param name="After">As it would be.</param>
public sealed record FieldChange(JsonElement? Before, JsonElement? After);
