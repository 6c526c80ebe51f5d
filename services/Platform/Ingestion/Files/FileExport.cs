using System.Text.Json;
using Cluster.Ingestion.Lists;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cluster.Ingestion.Files;

/// <param name="Heading">Null for that of the field.</param>
public sealed record ExportColumn(Field Field, bool IsRequired, string? Heading = null)
{
    internal string HeadingShown => Heading ?? CellWriting.HeadingOf(Field, IsRequired);
}

/// <summary>Rows taken as a file (导出).</summary>
public static class FileExport
{
    public const string WorkbookType = XlsxWriter.MediaType;

    /// <summary>Of what is no list of one resource: a workbook, unless the request asks for another kind of file.</summary>
    public static Task Send(
        HttpContext context, string service, string name, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<JsonElement>> rows,
        EventLog log, TimeProvider time, CancellationToken cancellation) =>
        Send(context, service, name, ExportFormat.Of(context.Request) ?? ExportFormat.Workbook, columns, rows, log, time, cancellation);

    /// <summary>
    /// The file is whole before its first byte is sent: what fails on the way is a refusal and not half a file that looks like a whole one, the
    /// record says how many rows it held, and a slow reader holds no connection to the database. What it takes is disk, not memory.
    /// </summary>
    /// <param name="rows">The values of each row, one for each column; undefined where there is none.</param>
    internal static async Task Send(
        HttpContext context, string service, string resource, ExportFormat format, IReadOnlyList<ExportColumn> columns,
        IAsyncEnumerable<IReadOnlyList<JsonElement>> rows, EventLog log, TimeProvider time, CancellationToken cancellation)
    {
        await using var file = new FileBufferingWriteStream();
        var count = 0;
        using (var table = format.Begin(file, columns))
        {
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                if (++count > ExportFormat.RowsMax)
                {
                    throw new RefusedException(Problem.Of(ListRefusals.TooManyToExport, ExportFormat.RowsMax).With("limit", ExportFormat.RowsMax));
                }

                table.Row(row);
            }
        }

        var caller = context.Caller();
        await log.Note(
            caller, $"{service}/{resource}/exports",
            new RowsExported(resource, format.Extension, PersonalNumbers.Mask(Uri.UnescapeDataString(context.Request.QueryString.Value ?? "")), count), cancellation);

        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(format.FileName($"{service}-{resource}", caller.Organisation, time.Today()));
        context.Response.ContentType = format.MediaType;
        context.Response.Headers.ContentDisposition = name.ToString();
        context.Response.ContentLength = file.Length;
        await file.DrainBufferAsync(context.Response.Body, cancellation);
    }
}
