namespace Cluster.Client;

/// <summary>What the office sees first.</summary>
/// <param name="AsOf">When it was read.</param>
/// <param name="Tasks">How many tasks there are.</param>
/// <param name="States">Tasks per state of <see cref="TaskStates"/>; they add up to all.</param>
/// <param name="Themes">The same per theme.</param>
/// <param name="Organisations">Who leads, who helps, who has reported.</param>
/// <param name="Indicators">The plan's targets with what was measured.</param>
/// <param name="Freshness">Per service, up to when the view is true.</param>
public sealed record Overview(
    DateTimeOffset AsOf, int Tasks, IReadOnlyDictionary<string, int> States, IReadOnlyList<ThemeSummary> Themes,
    IReadOnlyList<OrganisationSummary> Organisations, IReadOnlyList<IndicatorSummary> Indicators, IReadOnlyList<Freshness> Freshness);

/// <summary>A theme's tasks per state.</summary>
/// <param name="Id">The theme's number.</param>
/// <param name="Title">The title.</param>
/// <param name="TitleEn">The title in English.</param>
/// <param name="Tasks">How many tasks it has.</param>
/// <param name="States">Tasks per state; they add up to all.</param>
public sealed record ThemeSummary(string Id, string Title, string TitleEn, int Tasks, IReadOnlyDictionary<string, int> States);

/// <summary>An organisation's part in the plan.</summary>
/// <param name="Name">The short name.</param>
/// <param name="NameEn">The name in English.</param>
/// <param name="Leads">Tasks it leads.</param>
/// <param name="CoOperates">Tasks it co-operates in.</param>
/// <param name="Reported">Of the tasks it leads, those on which it has reported.</param>
/// <param name="LastReportedAt">When it last reported.</param>
public sealed record OrganisationSummary(
    string Name, string? NameEn, int Leads, int CoOperates, int Reported, DateTimeOffset? LastReportedAt);

/// <summary>A target of the plan with the newest value that a service measured.</summary>
/// <param name="Code">G01 and on.</param>
/// <param name="Indicator">What is measured.</param>
/// <param name="IndicatorEn">The same in English.</param>
/// <param name="Task">The task it belongs to; null where it is the whole plan's.</param>
/// <param name="Comparison">&gt;= or =; null for a target in words only.</param>
/// <param name="Target">The value to reach, in the unit.</param>
/// <param name="Unit">What one of it is.</param>
/// <param name="Due">The day by which it is to be reached.</param>
/// <param name="Value">The value measured, in the unit.</param>
/// <param name="Period">The day the value is true for.</param>
/// <param name="Source">What it was counted from.</param>
/// <param name="Met">Null while nothing was measured, or nothing can be compared.</param>
public sealed record IndicatorSummary(
    string Code, string Indicator, string IndicatorEn, string? Task, string? Comparison, decimal? Target, string? Unit, DateOnly? Due,
    decimal? Value, DateOnly? Period, BilingualText? Source, bool? Met);

/// <summary>How fresh a service's part of the view is.</summary>
/// <param name="Service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
/// <param name="AsOf">Everything the service wrote up to this moment is in the view; null while it has never been heard.</param>
public sealed record Freshness(string Service, DateTimeOffset? AsOf);
