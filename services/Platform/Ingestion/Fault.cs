using System.Text.Json.Serialization;
using Cluster.Ingestion.Files;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion;

/// <summary>One reason why a row is refused: where, what, what would be right.</summary>
/// <param name="Status">What the same fault answers on a single PUT.</param>
/// <param name="Allowed">The allowed values where there is a list or a bound.</param>
public sealed record Fault(string Field, string Code, int Status, BilingualText Message, IReadOnlyCollection<string>? Allowed)
{
    public static Fault Of(string field, Refusal refusal, params object?[] particulars) =>
        new(field, refusal.Code, (int)refusal.Kind, refusal.Say(particulars), Allowed: null);

    public Fault Allowing(IReadOnlyCollection<string> allowed) => this with { Allowed = allowed };
}

public enum Outcome
{
    Created,
    Updated,
    Unchanged,
    Rejected,
}

/// <summary>What became of one row.</summary>
/// <param name="Warnings">Fields that nobody reads; the row stands without them.</param>
/// <param name="Version">The row's version now; what a later If-Match has to say. Null when it was refused.</param>
/// <param name="Line">Where a file has the row.</param>
/// <param name="Notes">What was taken for what the sender wrote otherwise; null where it was taken as it came.</param>
/// <param name="Late">True for a value older than the stored one: kept in the row's history, and replaces nothing.</param>
/// <param name="Column">Of a wide sheet: the first column of the month whose row it is, as a spreadsheet names it.</param>
public sealed record RowResult(
    int Index, string? Key, Outcome Outcome, IReadOnlyList<Fault> Errors, IReadOnlyList<string>? Warnings = null, long? Version = null,
    int? Line = null, IReadOnlyList<RowNote>? Notes = null, bool? Late = null, string? Column = null);

/// <summary>What became of a batch.</summary>
/// <param name="File">How it was read, where the rows came in a file.</param>
/// <param name="Changes">Some of the updates, where a file was only checked.</param>
public sealed record BatchResult(
    int Created, int Updated, int Unchanged, int Rejected, IReadOnlyList<RowResult> Rows, FileReading? File = null,
    IReadOnlyList<ChangeSample>? Changes = null)
{
    public static BatchResult Of(IReadOnlyList<RowResult> rows) => new(
        rows.Count(r => r.Outcome == Outcome.Created),
        rows.Count(r => r.Outcome == Outcome.Updated),
        rows.Count(r => r.Outcome == Outcome.Unchanged),
        rows.Count(r => r.Outcome == Outcome.Rejected),
        rows);

    /// <summary>200 all in, 207 some, 422 none; the status line says it, so the body does not.</summary>
    [JsonIgnore]
    public int Status => Rejected == 0 ? 200 : Rejected == Rows.Count ? 422 : 207;
}
