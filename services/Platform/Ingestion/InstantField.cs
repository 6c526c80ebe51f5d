using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cluster.Ingestion;

/// <summary>An instant with its offset (RFC 3339): without one it could be eight hours off.</summary>
public sealed partial record InstantField(string Name, string Zh, string En) : ValueField<DateTimeOffset>(Name, Zh, En)
{
    private const string Example = "2026-03-01T08:00:00+08:00";
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>In UTC and to the microsecond, as the database keeps it.</summary>
    public static DateTimeOffset Kept(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    internal override (DateTimeOffset? Value, Fault? Fault) Read(JsonElement json) =>
        json.ValueKind != JsonValueKind.String ? (null, WrongType($"时刻，如 {Example}", $"an instant such as {Example}"))
        : WordOf(json) is { } text && InstantText().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && instant >= Earliest
            ? (Kept(instant), null)
            : (null, Fault.Of(Name, IngestionRefusals.BadInstant, Zh, Example, En));

    private protected override object Stored(DateTimeOffset value) => value;

    internal override JsonObject Schema() => new() { ["type"] = "string", ["format"] = "date-time" };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$", RegexOptions.None, 1_000)]
    private static partial Regex InstantText();
}
