using System.Buffers;
using System.Data;
using System.Globalization;
using System.Text;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>A part of the trail was taken as a file.</summary>
/// <param name="Query">What was asked for.</param>
public sealed record AuditExported(string Format, string Query, int Rows);

/// <summary>The trail as a file (审计导出), CSV after RFC 4180. The file is whole, and the export noted, before its first byte is sent.</summary>
internal static class ExportAudit
{
    public const int RowsMax = 200_000;
    private const int SecondsMax = 120;

    private static readonly string[] Headings =
    [
        "写入号 write", "序号 ordinal", "时间 at", "单位 organisation", "凭证 client", "角色 role", "地址 address", "追踪 trace", "种类 kind", "对象 aggregate",
        "版本 version", "改前 before", "改后 after",
    ];

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\t\r\n ");

    /// <summary>What a spreadsheet takes for a formula, some of them in full width too (OWASP, CSV injection).</summary>
    private static readonly SearchValues<char> FormulaBegins = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static readonly Refusal TooManyToExport = new("too-many-rows-to-export", RefusalKind.Unprocessable,
        "符合条件的记录超过 {0} 条，请缩小时间范围后分次导出。",
        "More than {0} entries fit; narrow the time and take them in parts.");

    public static async Task Send(
        HttpContext context, Caller caller, NpgsqlDataSource database, MessagingOptions options, TimeProvider time, NpgsqlCommand events,
        CancellationToken cancellation)
    {
        await using var file = new FileBufferingWriteStream();
        var rows = await Write(file, events, cancellation);
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            var query = Uri.UnescapeDataString(context.Request.QueryString.Value ?? "");
            await Notes.Leave(
                connection, caller, time.GetUtcNow(), $"{options.Service}/audit/exports", new AuditExported("csv", PersonalNumbers.Mask(query), rows), before: null, cancellation);
        }

        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.ContentDisposition = $"attachment; filename=audit-{options.Service}-{time.Today():yyyy-MM-dd}.csv";
        context.Response.ContentLength = file.Length;
        await file.DrainBufferAsync(context.Response.Body, cancellation);
    }

    private static async Task<int> Write(Stream file, NpgsqlCommand events, CancellationToken cancellation)
    {
        await using var command = events;
        command.CommandTimeout = SecondsMax;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        Line(text, Headings);
        var rows = 0;
        while (await reader.ReadAsync(cancellation))
        {
            if (++rows > RowsMax)
            {
                throw new RefusedException(Problem.Of(TooManyToExport, RowsMax).With("limit", RowsMax));
            }

            Line(text, Enumerable.Range(0, reader.FieldCount).Select(column => TextOf(reader, column)));
        }

        return rows;
    }

    private static string TextOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? "" : reader.GetValue(column) switch
    {
        DateTime at => new DateTimeOffset(at).AtEdge().ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        string kept when reader.GetName(column) == "before" => Harmless(PersonalNumbers.Mask(ValuesBefore.Read(reader.GetString("body"), kept))),
        var said => Harmless(PersonalNumbers.Mask(said.ToString()!)),
    };

    private static string Harmless(string text) =>
        text.TrimStart('\'') is { Length: > 0 } bare && FormulaBegins.Contains(bare[0]) ? $"'{text}" : text;

    private static void Line(StreamWriter text, IEnumerable<string> cells)
    {
        text.Write(string.Join(',', cells.Select(cell =>
            cell.AsSpan().ContainsAny(Quoted) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)));
        text.Write("\r\n");
    }
}
