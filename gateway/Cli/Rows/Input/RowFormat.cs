using Cluster.Client;

namespace Cluster.Cli.Rows.Input;

/// <summary>What a file holds.</summary>
internal enum RowFormat
{
    Csv,
    Xlsx,
    Json,

    /// <summary>A row a line.</summary>
    Ndjson,
}

internal static class RowFormats
{
    private static readonly Dictionary<string, RowFormat> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csv"] = RowFormat.Csv, ["tsv"] = RowFormat.Csv, ["txt"] = RowFormat.Csv,
        ["xlsx"] = RowFormat.Xlsx, ["xlsm"] = RowFormat.Xlsx, ["xls"] = RowFormat.Xlsx,
        ["json"] = RowFormat.Json, ["ndjson"] = RowFormat.Ndjson, ["jsonl"] = RowFormat.Ndjson,
    };

    /// <summary>As asked for, or as the name ends.</summary>
    public static RowFormat Of(string? asked, string file) =>
        ByName.TryGetValue(asked ?? Path.GetExtension(file).TrimStart('.'), out var format)
            ? format
            : throw Failure.Of(ExitCode.Usage, asked is null ? "format-missing" : "format-unknown", asked ?? file);

    public static bool IsFile(this RowFormat format) => format is RowFormat.Csv or RowFormat.Xlsx;

    public static string MediaTypeOf(this RowFormat format) => format switch
    {
        RowFormat.Csv => MediaTypes.Csv,
        RowFormat.Xlsx => MediaTypes.Workbook,
        _ => MediaTypes.JsonLines,
    };
}
