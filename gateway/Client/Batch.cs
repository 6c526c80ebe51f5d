using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>Rows of one resource: at most 10,000 and 16 MiB a call.</summary>
/// <param name="Rows">The rows; a row equal to what is stored is <c>unchanged</c>.</param>
public sealed record BatchRequest<TRow>(IReadOnlyList<TRow> Rows)
{
    /// <summary>Write, or only check.</summary>
    public BatchMode Mode { get; init; }

    /// <summary>All rows or none.</summary>
    public bool Atomic { get; init; }

    /// <summary>Refuse a row with a field that nobody reads, instead of warning about it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Strict { get; init; }
}

/// <summary>What a batch is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchMode>))]
public enum BatchMode
{
    /// <summary>Check and write.</summary>
    [JsonStringEnumMemberName("commit")]
    Commit,

    /// <summary>Run every check and write nothing.</summary>
    [JsonStringEnumMemberName("validate")]
    Validate,
}

/// <summary>What became of a batch, one result per row.</summary>
public sealed record BatchResult(int Created, int Updated, int Unchanged, int Rejected, IReadOnlyList<RowResult> Rows);

/// <summary>What became of one row.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Key">The sender's own key, or the one made of its fields.</param>
/// <param name="Outcome">Whether and how it was written.</param>
/// <param name="Errors">All that is wrong with a rejected row.</param>
/// <param name="Warnings">Fields that nobody reads; the row stands without them.</param>
/// <param name="Version">The row's version now; null when it was rejected.</param>
/// <param name="Line">Where a file has the row; null where it came as JSON.</param>
/// <param name="Notes">What was taken for what the row says otherwise; null where it was taken as it came.</param>
/// <param name="Late">True for a value older than the stored one: kept in the row's history, and replaces nothing.</param>
/// <param name="Column">Of a wide sheet: the first column of the month whose row it is, as a spreadsheet names it.</param>
public sealed record RowResult(
    int Index, string? Key, Outcome Outcome, IReadOnlyList<Fault> Errors, IReadOnlyList<string>? Warnings = null, long? Version = null,
    int? Line = null, IReadOnlyList<RowNote>? Notes = null, bool? Late = null, string? Column = null);

/// <summary>What was taken for something that a row says otherwise, where that is certain, or what looks wrong and may be right; the row stands.</summary>
/// <param name="Field">The field.</param>
/// <param name="Code">unit-converted, mapped for a code of the sender's own, or the code of a doubt.</param>
/// <param name="Given">As the row says it.</param>
/// <param name="Taken">As it is stored.</param>
/// <param name="Message">Why it looks wrong and what to do; null where something was only put into another form.</param>
public sealed record RowNote(string Field, string Code, string Given, string Taken, BilingualText? Message = null);

/// <summary>Whether and how a row was written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>New.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>Known, and changed.</summary>
    [JsonStringEnumMemberName("updated")]
    Updated,

    /// <summary>Known, and equal.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>Not written.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>One reason why a row is refused.</summary>
/// <param name="Field">The field, $ for the row as a whole.</param>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Message">The sentence in both languages.</param>
/// <param name="Allowed">The allowed values where there is a list or a bound.</param>
public sealed record Fault(string Field, string Code, BilingualText Message, IReadOnlyList<string>? Allowed);

/// <summary>A text in Chinese and English.</summary>
public sealed record BilingualText(string Zh, string En);

/// <summary>A page of a list, in the order of the keys.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">Give it back as <c>after</c> to read on; null at the end.</param>
public sealed record Page<TItem>(IReadOnlyList<TItem> Items, string? Next);
