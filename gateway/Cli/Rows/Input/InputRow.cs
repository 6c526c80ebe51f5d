using System.Text.Json;
using System.Text.Unicode;
using Cluster.Cli.Languages;
using Cluster.Client;

namespace Cluster.Cli.Rows.Input;

/// <summary>A row on its way, or why it cannot go: what would spoil a call for its neighbours is found here.</summary>
/// <param name="Index">Its place in the whole input, from 0.</param>
/// <param name="Line">Where the input has it, if a row is a line.</param>
/// <param name="Row">Undefined where it is refused.</param>
/// <param name="Refused">Null where it can go.</param>
internal readonly record struct InputRow(int Index, int? Line, JsonElement Row, Fault? Refused)
{
    /// <summary>Of one row, in bytes.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>As the services have it, less the two levels of the batch around a row.</summary>
    private const int DepthMax = 16 - 2;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    public static InputRow Of(int index, int? line, ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return Refuse(index, line, "invalid-utf8");
        }

        try
        {
            return new InputRow(index, line, JsonElement.Parse(json, Options), Refused: null);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException) // the second: half of a surrogate pair in a name
        {
            return Refuse(index, line, line is null ? "malformed-json" : "line-not-json", failure.Message.Split(" LineNumber:")[0]); // of this row alone, which says nothing
        }
    }

    public static InputRow Refuse(int index, int? line, string code, params object?[] particulars) =>
        new(index, line, default, new Fault("$", code, Words.Both($"failure.{code}", particulars), Allowed: null));

    public RowResult Result => new(Index, Key: null, Outcome.Rejected, [Refused!], Line: Line);
}

/// <summary>What a batch says beside its rows; null where it does not say it.</summary>
internal sealed record Envelope(string? Mode = null, bool? Atomic = null, bool? Strict = null);
