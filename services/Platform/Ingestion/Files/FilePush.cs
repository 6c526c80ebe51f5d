using System.Net.Http.Headers;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Cluster.Ingestion.Files;

/// <summary>A file, or rows one by one, on the way to the database: the rows, and what is wanted of them.</summary>
/// <param name="Validate">Run everything, write nothing.</param>
/// <param name="Atomic">All rows or none.</param>
/// <param name="Strict">A field that nobody reads refuses its row, instead of being warned about.</param>
/// <param name="Content">The file itself, where the sender wants it back with what was refused marked in it.</param>
internal sealed record FilePush(bool Validate, bool Atomic, bool Strict, IRows Rows, Caller Caller, IdempotencyClaim? Claim, Stream? Content)
{
    private static readonly MediaTypes Csv = new("text/csv", "text/plain", "text/tab-separated-values", "application/csv");
    private static readonly MediaTypes Workbook = new(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template");

    private static readonly MediaTypes JsonLine = new("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");

    /// <summary>What senders write who do not know better; the content tells.</summary>
    private static readonly MediaTypes Anything = new("application/octet-stream", "application/vnd.ms-excel");

    /// <summary>Reads the whole of what was sent before anything is decided on it; what is large waits on disk, not in memory.</summary>
    public static async Task<FilePush> Read(HttpRequest request, RowFields fields, Caller caller, CancellationToken cancellation)
    {
        // A sheet is a whole to whoever made it, so all or nothing is what is meant unless the sender says otherwise.
        var (validate, atomic) = (ModeOf(request.Query), FlagOf(request.Query, "atomic", "全部成功") ?? true);
        await Take(request, cancellation);
        var wantsWorkbook = request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(XlsxWriter.MediaType, StringComparison.OrdinalIgnoreCase));
        var claim = validate ? null : IdempotencyClaim.From(request, caller, request.Body, wantsWorkbook ? XlsxWriter.MediaType : "");
        return new FilePush(validate, atomic, Strict: false, FileRows.Of(Open(request), fields, request.Query["sheet"] is [var name, ..] ? name : null), caller, claim, wantsWorkbook ? request.Body : null);
    }

    public static bool IsJsonLines(HttpRequest request) => JsonLine.Has(TypeOf(request));

    /// <summary>As a batch, whose members stand in the address instead.</summary>
    public static async Task<FilePush> ReadJsonLines(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        var validate = ModeOf(request.Query);
        var (atomic, strict) = (FlagOf(request.Query, "atomic", "全部成功") ?? false, FlagOf(request.Query, "strict", "严格") ?? false);
        await Take(request, cancellation);
        var claim = validate ? null : IdempotencyClaim.From(request, caller, request.Body, wanted: "");
        return new FilePush(validate, atomic, strict, JsonLines.Of(request.Body), caller, claim, Content: null);
    }

    /// <summary>The results row by row, or the workbook that shows them where it was asked for and there is something to show.</summary>
    public Answer AnswerWith(BatchResult result)
    {
        if (Content is null || Rows is not FileRows { Workbook: { } parts } rows || result.Rejected == 0)
        {
            return ResourceEndpoints.Answer(result);
        }

        using var marked = new MemoryStream();
        MarkedWorkbook.Write(Content, parts, MarkedWorkbook.MarksOf(result, rows), marked);
        return new Answer(result.Status, marked.ToArray());
    }

    private static OpenedFile Open(HttpRequest request)
    {
        var type = TypeOf(request);
        var isWorkbook = XlsxFile.IsIt(request.Body);
        return (isWorkbook ? Workbook : Csv).Has(type) || Anything.Has(type)
            ? isWorkbook ? XlsxFile.Open(request.Body) : CsvFile.Open(request.Body, type?.CharSet?.Trim('"'))
            : throw Refuse(Workbook.Has(type) || Csv.Has(type) ? FileRefusals.TypeMismatch : FileRefusals.UnsupportedType, request.ContentType ?? "");
    }

    private static Task Take(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering();
        return request.Body.DrainAsync(cancellation);
    }

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var given) ? given : null;

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

    private static RefusedException Refuse(Refusal refusal, string type) => new(Problem.Of(refusal, type).With("field", "Content-Type"));

    private sealed class MediaTypes(params string[] types)
    {
        public bool Has(MediaTypeHeaderValue? type) => type?.MediaType is { } name && types.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
