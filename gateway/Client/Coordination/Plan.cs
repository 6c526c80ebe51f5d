using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>An organisation (单位), known by its registered short name.</summary>
/// <param name="Key">The short name, such as 市交通运输局.</param>
/// <param name="FullName">The official name.</param>
/// <param name="NameEn">The name in English.</param>
/// <param name="Kind">municipal-bureau, party-office, central-agency, enterprise or other.</param>
/// <param name="Aliases">Other ways in which documents write it; each may be used for it anywhere.</param>
public sealed record Organisation(string Key, string FullName, string NameEn, string Kind, IReadOnlyList<string> Aliases)
{
    /// <summary>The first day of the name; null where it was there before the plan.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Its last day, where the organisation was merged, renamed or dissolved.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Who is meant by the name from the day after that.</summary>
    public string? Successor { get; init; }
}

/// <summary>An action plan (行动计划) and its period.</summary>
/// <param name="Key">At most 20 characters.</param>
/// <param name="Title">At most 200 characters.</param>
/// <param name="TitleEn">At most 300 characters.</param>
/// <param name="DocumentNumber">发文字号, at most 60 characters.</param>
/// <param name="PeriodStart">The first day of its period.</param>
/// <param name="PeriodEnd">The last one.</param>
public sealed record ActionPlan(string Key, string Title, string TitleEn, string? DocumentNumber, DateOnly PeriodStart, DateOnly PeriodEnd);

/// <summary>The text of a plan (计划原文), which its tasks quote.</summary>
/// <param name="Key">The plan's.</param>
/// <param name="Text">At most 60,000 characters.</param>
public sealed record PlanText(string Key, string Text)
{
    /// <summary>How many characters it has, as quotations count them; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int Length { get; init; }

    /// <summary>The SHA-256 of its UTF-8 bytes, in hexadecimal digits; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Sha256 { get; init; }
}

/// <summary>A theme (任务板块) of a plan.</summary>
/// <param name="Key">Its number: 1.</param>
/// <param name="Ordinal">Its place, from 1.</param>
/// <param name="Title">At most 100 characters.</param>
/// <param name="TitleEn">At most 200 characters.</param>
/// <param name="Plan">The plan's key; null in a ledger that has one only.</param>
public sealed record Theme(string Key, int Ordinal, string Title, string TitleEn, string? Plan = null);

/// <summary>A subsection (小节) of a theme.</summary>
/// <param name="Key">Its number: 1.1.</param>
/// <param name="Theme">The theme's number.</param>
/// <param name="Ordinal">Its place within the theme, from 1.</param>
/// <param name="Title">At most 100 characters.</param>
/// <param name="TitleEn">At most 200 characters.</param>
public sealed record Subsection(string Key, string Theme, int Ordinal, string Title, string TitleEn);

/// <summary>A task (任务) of the plan, as the office records it.</summary>
public sealed record PlanTask
{
    /// <summary>Its number: T01.</summary>
    public required string Key { get; init; }

    /// <summary>The theme's number.</summary>
    public required string Theme { get; init; }

    /// <summary>The subsection's number.</summary>
    public required string Subsection { get; init; }

    /// <summary>The clause of the document: 1.1.</summary>
    public required string Clause { get; init; }

    /// <summary>Its place in the document, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>At most 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most 300 characters.</summary>
    public required string TitleEn { get; init; }

    /// <summary>Lead organisations (牵头单位): none, one or several.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];

    /// <summary>Co-operating organisations (配合单位).</summary>
    public IReadOnlyList<string> CoOperators { get; init; } = [];

    /// <summary>Where it is carried out (实施地区), as the document says it.</summary>
    public IReadOnlyList<string> Implementers { get; init; } = [];

    /// <summary>The concrete things the task names (举措), in the document's order.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    /// <summary>The same in English.</summary>
    public IReadOnlyList<string> MeasuresEn { get; init; } = [];

    /// <summary>A note, at most 500 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Where the plan's text says it (引文), in UTF-16 characters from its beginning.</summary>
    public int? QuoteOffset { get; init; }

    /// <summary>How many characters.</summary>
    public int? QuoteLength { get; init; }

    /// <summary>Their SHA-256 as UTF-8, in hexadecimal digits; what does not stand there is refused.</summary>
    public string? QuoteSha256 { get; init; }

    /// <summary>
    /// The first day with the roles that differ from those before, and the first without those that end. Today if left out; for a new task, the plan's first day.
    /// </summary>
    public DateOnly? RolesSince { get; init; }
}

/// <summary>A target (目标) of the plan; without a comparison it is one in words only.</summary>
public sealed record Target
{
    /// <summary>Its number: G01.</summary>
    public required string Key { get; init; }

    /// <summary>The task it belongs to; null where it is the whole plan's.</summary>
    public string? Task { get; init; }

    /// <summary>What is measured, at most 200 characters.</summary>
    public required string Indicator { get; init; }

    /// <summary>The same in English.</summary>
    public required string IndicatorEn { get; init; }

    /// <summary>&gt;= or =.</summary>
    public string? Comparison { get; init; }

    /// <summary>The value to reach, in the unit.</summary>
    public decimal? Value { get; init; }

    /// <summary>What one of it is: %, 条, 万千瓦.</summary>
    public string? Unit { get; init; }

    /// <summary>The day by which it is to be reached.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>How the document gives the day.</summary>
    public string? DueNote { get; init; }

    /// <summary>A note, at most 500 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>A department's progress report (进展情况) on one task for one quarter.</summary>
/// <param name="Task">The task's number: T21.</param>
/// <param name="Organisation">The organisation that reports: the credential's own, by short name or alias.</param>
/// <param name="Period">The quarter: 2025Q3.</param>
/// <param name="ProgressPercent">Cumulative since the start, 0 to 100 %, up to 2 decimal places.</param>
/// <param name="State">not-started, in-progress, completed or suspended.</param>
/// <param name="Words">What was done, at most 2,000 characters; it may be left out where nothing changed.</param>
/// <param name="NoChange">Nothing changed since the last report.</param>
public sealed record ProgressReport(
    string Task, string Organisation, string Period, decimal ProgressPercent, string State, string? Words, bool NoChange = false)
{
    /// <summary>Whether it was taken back; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public bool Withdrawn { get; init; }
}
