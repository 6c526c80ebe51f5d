namespace Cluster.Contracts.Coordination;

/// <summary>A theme (任务板块) of the plan.</summary>
public sealed record ThemeRecorded(string Key, int Ordinal, string Title, string TitleEn);

/// <summary>A subsection of a theme.</summary>
public sealed record SubsectionRecorded(string Key, string Theme, int Ordinal, string Title, string TitleEn);

/// <summary>A task (任务) with who leads (牵头), who co-operates (配合) and where it is carried out (实施).</summary>
/// <param name="RolesSince">The first day with the roles that this version changes, and the first without those that it ends.</param>
public sealed record TaskRecorded(
    string Key, string Theme, string Subsection, string Clause, int Ordinal, string Title, string TitleEn,
    IReadOnlyList<string> Leads, IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers,
    IReadOnlyList<string> Measures, IReadOnlyList<string> MeasuresEn, string? Note, DateOnly? RolesSince = null);

/// <summary>A target (目标) that the plan gives a number or a date.</summary>
/// <param name="Comparison">&gt;= or =; null for a target in words only.</param>
public sealed record TargetRecorded(
    string Key, string? Task, string Indicator, string IndicatorEn, string? Comparison, decimal? Value, string? Unit,
    DateOnly? Due, string? DueNote, string? Note);
