using System.Net.Http.Headers;
using Cluster.Ingestion.Jobs;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Cluster.Ingestion.Files;

/// <summary>What is wanted of a file, or of rows one by one, besides its rows; enough to take it up later.</summary>
/// <param name="IsLines">A row a line; a CSV or a workbook otherwise.</param>
/// <param name="Validate">Run everything, write nothing.</param>
/// <param name="Atomic">All rows or none.</param>
/// <param name="Strict">A field that nobody reads refuses its row, instead of being warned about.</param>
/// <param name="Sheet">The only one to look at; null for the first that fits.</param>
/// <param name="WantsWorkbook">Back, with what was refused marked in it.</param>
internal sealed record FileWishes(bool IsLines, bool Validate, bool Atomic, bool Strict, string? Sheet, string? ContentType, bool WantsWorkbook)
{
    /// <summary>A sheet is a whole to whoever made it, so all or nothing is what is meant unless the sender says otherwise.</summary>
    public static FileWishes OfFile(HttpRequest request) => new(
        IsLines: false, ModeOf(request.Query), FlagOf(request.Query, "atomic", "全部成功") ?? true, Strict: false,
        request.Query["sheet"] is [var name, ..] ? name : null, request.ContentType,
        request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(XlsxWriter.MediaType, StringComparison.OrdinalIgnoreCase)));

    /// <summary>As a batch, whose members stand in the address instead.</summary>
    public static FileWishes OfLines(HttpRequest request) => new(
        IsLines: true, ModeOf(request.Query), FlagOf(request.Query, "atomic", "全部成功") ?? false,
        FlagOf(request.Query, "strict", "严格") ?? false, Sheet: null, request.ContentType, WantsWorkbook: false);

    private static bool ModeOf(IQueryCollection query) => query["mode"] switch
    {
        { Count: 0 } => false,
        [var mode] when mode is "commit" or "提交" => false,
        [var mode] when mode is "validate" or "校验" => true,
        var other => throw RefuseQuery("mode", "模式", other, ["commit", "validate"]),
    };

    private static bool? FlagOf(IQueryCollection query, string name, string zh) => query[name] switch
    {
        { Count: 0 } => null,
        [var flag] when bool.TryParse(flag, out var given) => given,
        var other => throw RefuseQuery(name, zh, other, ["true", "false"]),
    };

    private static RefusedException RefuseQuery(string name, string zh, StringValues given, string[] allowed) =>
        new(Problem.Of(IngestionRefusals.NotAllowed, zh, Refusal.Repeat(given.ToString()), name).With("field", name).With("allowed", allowed));
}

/// <summary>A file, or rows one by one, on the way to the database: the rows, and what is wanted of them.</summary>
/// <param name="Content">The file itself.</param>
/// <param name="Job">Whose sender does not wait for it.</param>
internal sealed record FilePush(FileWishes Wishes, IRows Rows, Caller Caller, IdempotencyClaim? Claim, Stream Content, JobRun? Job = null)
{
    private static readonly MediaTypes Csv = new("text/csv", "text/plain", "text/tab-separated-values", "application/csv");
    private static readonly MediaTypes Workbook = new(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template");

    private static readonly MediaTypes JsonLine = new("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");

    /// <summary>What senders write who do not know better; the content tells.</summary>
    private static readonly MediaTypes Anything = new("application/octet-stream", "application/vnd.ms-excel");

    public static bool IsJsonLines(HttpRequest request) => JsonLine.Has(TypeOf(request.ContentType));

    /// <summary>The whole of what was sent, before anything is decided on it; what is large waits on disk, not in memory.</summary>
    public static Task Take(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering();
        return request.Body.DrainAsync(cancellation);
    }

    public static async Task<FilePush> Read(
        HttpRequest request, FileWishes wishes, RowFields fields, Caller caller, CancellationToken cancellation)
    {
        await Take(request, cancellation);
        var claim = wishes.Validate ? null
            : IdempotencyClaim.From(request, caller, request.Body, wishes.WantsWorkbook ? XlsxWriter.MediaType : "");
        return new FilePush(wishes, RowsOf(wishes, request.Body, fields, FileRows.RowsMax), caller, claim, request.Body);
    }

    public static FilePush Of(JobRun job, Stream content, RowFields fields) =>
        new(job.Wishes, RowsOf(job.Wishes, content, fields, Limits.JobRowsMax), job.Caller, Claim: null, content, job);

    /// <summary>Whether it is what it says it is, as far as its first bytes tell.</summary>
    public static void CheckType(FileWishes wishes, Stream content)
    {
        var type = TypeOf(wishes.ContentType);
        if (!wishes.IsLines && !(XlsxFile.IsIt(content) ? Workbook : Csv).Has(type) && !Anything.Has(type))
        {
            throw Refuse(Workbook.Has(type) || Csv.Has(type) ? FileRefusals.TypeMismatch : FileRefusals.UnsupportedType, wishes.ContentType ?? "");
        }
    }

    private static IRows RowsOf(FileWishes wishes, Stream content, RowFields fields, int rowsMax)
    {
        if (wishes.IsLines)
        {
            return JsonLines.Of(content, rowsMax);
        }

        CheckType(wishes, content);
        var file = XlsxFile.IsIt(content) ? XlsxFile.Open(content) : CsvFile.Open(content, TypeOf(wishes.ContentType)?.CharSet?.Trim('"'));
        return FileRows.Of(file, fields, wishes.Sheet, rowsMax);
    }

    /// <summary>The results row by row, or the workbook that shows them where it was asked for and there is something to show.</summary>
    public Answer AnswerWith(BatchResult result)
    {
        if (!Wishes.WantsWorkbook || Rows is not FileRows { Workbook: { } parts } rows || result.Rejected == 0)
        {
            return ResourceEndpoints.Answer(result);
        }

        using var marked = new MemoryStream();
        MarkedWorkbook.Write(Content, parts, MarkedWorkbook.MarksOf(result, rows), marked);
        return new Answer(result.Status, marked.ToArray());
    }

    private static MediaTypeHeaderValue? TypeOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var given) ? given : null;

    private static RefusedException Refuse(Refusal refusal, string type) => new(Problem.Of(refusal, type).With("field", "Content-Type"));

    private sealed class MediaTypes(params string[] types)
    {
        public bool Has(MediaTypeHeaderValue? type) => type?.MediaType is { } name && types.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
