namespace Cluster.Contracts.Coordination;

/// <summary>An action plan (行动计划) and its period.</summary>
/// <param name="Key">2020-2025.</param>
/// <param name="DocumentNumber">发文字号.</param>
public sealed record ActionPlanRecorded(string Key, string Title, string TitleEn, string? DocumentNumber, DateOnly PeriodStart, DateOnly PeriodEnd);

/// <summary>The text of a plan (计划原文), which its tasks quote.</summary>
/// <param name="Key">The plan's.</param>
/// <param name="Length">In characters, as quotations count.</param>
/// <param name="Sha256">Of the text as UTF-8.</param>
public sealed record PlanTextRecorded(string Key, string Text, int Length, string Sha256);

/// <summary>A theme (任务板块) of a plan.</summary>
/// <param name="Plan">Null in a ledger that has one only.</param>
public sealed record ThemeRecorded(string Key, int Ordinal, string Title, string TitleEn, string? Plan = null);

/// <summary>A subsection of a theme.</summary>
public sealed record SubsectionRecorded(string Key, string Theme, int Ordinal, string Title, string TitleEn);

/// <summary>A task (任务) with who leads (牵头), who co-operates (配合) and where it is carried out (实施).</summary>
/// <param name="QuoteOffset">Where the plan's text says it (引文), in characters from its beginning.</param>
/// <param name="QuoteSha256">Of what stood there, as UTF-8.</param>
/// <param name="RolesSince">The first day with the roles that this version changes, and the first without those that it ends.</param>
public sealed record TaskRecorded(
    string Key, string Theme, string Subsection, string Clause, int Ordinal, string Title, string TitleEn,
    IReadOnlyList<string> Leads, IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers,
    IReadOnlyList<string> Measures, IReadOnlyList<string> MeasuresEn, string? Note, int? QuoteOffset = null,
    int? QuoteLength = null, string? QuoteSha256 = null, DateOnly? RolesSince = null);

/// <summary>A target (目标) that the plan gives a number or a date.</summary>
/// <param name="Comparison">&gt;= or =; null for a target in words only.</param>
public sealed record TargetRecorded(
    string Key, string? Task, string Indicator, string IndicatorEn, string? Comparison, decimal? Value, string? Unit,
    DateOnly? Due, string? DueNote, string? Note);
