namespace Cluster.Client;

/// <summary>The files that can be pushed.</summary>
public static class MediaTypes
{
    /// <summary>CSV, in UTF-8 or GB18030.</summary>
    public const string Csv = "text/csv";

    /// <summary>A row a line (NDJSON).</summary>
    public const string JsonLines = "application/x-ndjson";

    /// <summary>An XLSX workbook.</summary>
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
