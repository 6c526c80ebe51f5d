using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Ingestion;

/// <summary>A body as it came in: valid UTF-8, valid JSON, within the limits; or the problem that says why not.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBufferMax = 256 * 1024;

    private readonly JsonDocument _document;
    private byte[]? _rented;

    private RequestBody(JsonDocument document, ReadOnlyMemory<byte> bytes) => (_document, Bytes) = (document, bytes);

    public ReadOnlyMemory<byte> Bytes { get; }

    public JsonElement Root => _document.RootElement;

    public static async Task<RequestBody> Read(HttpRequest request, CancellationToken cancellation)
    {
        // What a sender declares is not yet what it sends: the buffer follows the bytes that came. It is rented, because a body is so large
        // that each would otherwise be a piece of work for a full collection.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength ?? 0, 1, FirstBufferMax));
        try
        {
            var length = 0;
            for (int read; (read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation)) > 0;)
            {
                length += read;
                buffer = length < buffer.Length ? buffer : Larger(buffer);
            }

            var body = Parse(buffer.AsMemory(0, length));
            (body._rented, buffer) = (buffer, null);
            return body;
        }
        finally
        {
            Return(buffer);
        }
    }

    internal static RequestBody Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            throw Refuse(Problem.Of(IngestionRefusals.InvalidUtf8, FirstInvalidByte(bytes.Span)));
        }

        try
        {
            return new RequestBody(JsonDocument.Parse(WithoutMark(bytes), new JsonDocumentOptions
            {
                MaxDepth = Limits.DepthMax, AllowDuplicateProperties = false,
            }), bytes);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException) // the second: half of a surrogate pair in a name
        {
            throw Refuse(IsTooDeep(WithoutMark(bytes).Span)
                ? Problem.Of(IngestionRefusals.JsonTooDeep, Limits.DepthMax).With("limit", Limits.DepthMax)
                : Problem.Of(IngestionRefusals.MalformedJson, failure.Message));
        }
    }

    public void Dispose()
    {
        _document.Dispose();
        Return(_rented);
        _rented = null;
    }

    private static byte[] Larger(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        Return(full);
        return larger;
    }

    private static void Return(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Some systems begin UTF-8 with a byte order mark.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static RefusedException Refuse(ProblemDetails problem) => new(problem.With("field", "$"));

    private static int FirstInvalidByte(ReadOnlySpan<byte> bytes)
    {
        var read = 0;
        while (System.Text.Rune.DecodeFromUtf8(bytes[read..], out _, out var consumed) == OperationStatus.Done)
        {
            read += consumed;
        }

        return read;
    }

    /// <summary>Only asked after a failure, to say which it was.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.StartObject or JsonTokenType.StartArray, CurrentDepth: >= Limits.DepthMax })
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}

/// <param name="Validate">Run everything, write nothing.</param>
/// <param name="Atomic">All rows or none.</param>
/// <param name="Strict">A field that nobody reads refuses its row, instead of being warned about.</param>
internal sealed record BatchRequest(bool Validate, bool Atomic, bool Strict, IReadOnlyList<JsonElement> Rows)
{
    private static readonly Codes<Mode> Modes = new((Mode.Commit, "commit", "提交"), (Mode.Validate, "validate", "校验"));

    private static readonly HashSet<string> Members = ["mode", "atomic", "strict", "rows"];

    private enum Mode
    {
        Commit,
        Validate,
    }

    public static BatchRequest Of(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.NotAnObject).With("field", "$"));
        }

        var envelope = new Row(body, caller: null!, routeKey: null);
        if (envelope.UnknownFields(Members).FirstOrDefault() is { } unknown)
        {
            var name = Refusal.Repeat(unknown);
            throw new RefusedException(Problem.Of(IngestionRefusals.UnknownMember, name).With("field", name).With("allowed", Members));
        }

        var mode = envelope.Find(new CodeField<Mode>("mode", "模式", "mode", Modes)) ?? Mode.Commit;
        var atomic = envelope.Find(new FlagField("atomic", "全部成功", "atomic")) ?? false;
        var strict = envelope.Find(new FlagField("strict", "严格", "strict")) ?? false;
        if (envelope.Faults is [var fault, ..])
        {
            throw new RefusedException(Problem.Of(
                new Refusal(fault.Code, RefusalKind.Unprocessable, fault.Message.Zh, fault.Message.En))
                .With("field", fault.Field).With("allowed", fault.Allowed));
        }

        if (!body.TryGetProperty("rows", out var rows) || rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() == 0)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.RowsMissing).With("field", "rows"));
        }

        return rows.GetArrayLength() <= Limits.RowsMax
            ? new BatchRequest(mode == Mode.Validate, atomic, strict, [.. rows.EnumerateArray()])
            : throw new RefusedException(Problem.Of(IngestionRefusals.TooManyRows, Limits.RowsMax, rows.GetArrayLength())
                .With("field", "rows").With("limit", Limits.RowsMax));
    }
}
