using System.Text.Json.Serialization;
using Cluster.Contracts;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>
/// The figures of a bulletin (通报数据): all that it says in numbers, as it stood when they were collected. Text, tables, charts, documents and the
/// signed file are made of these and of nothing else. Money is in 万元; a rate is in percent with one decimal, null where there is nothing to divide by.
/// </summary>
/// <param name="Month">The last of the quarter, to whose end the figures are: 2026-09.</param>
/// <param name="Address">Where the addresses of the sources begin: the gateway, as readers reach it.</param>
/// <param name="Rules">By which versions of which rules the figures were made.</param>
/// <param name="Reports">Since version 2 of the figures. What an earlier bulletin has not is not written either, so that it comes out as it was.</param>
/// <param name="Lights">Since version 2.</param>
/// <param name="Note">What the bulletin says of itself (附注); null of most.</param>
public sealed record BulletinFigures(
    Quarter Quarter, string Month, DateTimeOffset CollectedAt, string Address, IReadOnlyList<RuleVersion> Rules, ProjectFigures Projects,
    TaskFigures Tasks, IndicatorFigures Indicators, OrderFigures Orders,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportFigures? Reports = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LightFigures? Lights = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);

/// <param name="Rule">Such as bulletin/figures.</param>
public sealed record RuleVersion(string Rule, int Version);

/// <summary>The projects of the city's pool.</summary>
/// <param name="Source">The address of the rows behind them, below the bulletin's own.</param>
/// <param name="Schedule">straight or stepped: what projects without a curve of their own are held against (序时).</param>
/// <param name="SchedulePercent">What that asks for by the end of the month.</param>
/// <param name="Categories">新建, 续建 and what else the year's pool has.</param>
/// <param name="ChainCounties">The districts within each chain. Since version 2 of the figures.</param>
public sealed record ProjectFigures(
    string Source, string Schedule, decimal SchedulePercent, ProjectSum Total, IReadOnlyList<CategorySum> Categories,
    IReadOnlyList<ProjectSlice> Slices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ChainCounties>? ChainCounties = null);

/// <param name="DonePercent">投资完成率: what was done of the year's plan.</param>
public sealed record ProjectSum(
    int Projects, int Started, decimal TotalWan, decimal PlannedWan, decimal ScheduledWan, decimal DoneWan, decimal? DonePercent);

/// <param name="Category">new, continued, finishing, preparing; other for projects that have none.</param>
public sealed record CategorySum(string Category, string Name, ProjectSum Sum);

/// <summary>The projects by one dimension (分组): county, chain or owner.</summary>
/// <param name="Name">What its parts are called: 旗县区.</param>
/// <param name="CountsOnce">Whether a project is in one part only, so that the parts' projects add up too.</param>
public sealed record ProjectSlice(string By, string Name, string NameEn, string Source, bool CountsOnce, IReadOnlyList<SlicePart> Parts);

/// <param name="Key">A division code, a chain, an organisation; null for projects that say nothing of it.</param>
/// <param name="SharePercent">Of what was done in all; balanced, so that the parts add up to 100.0. Null where nothing was done.</param>
/// <param name="AmountRank">Among the named parts, by what was done; equal ones share it and the next is skipped.</param>
/// <param name="RateRank">The same by the rate as it is published; null where there is none.</param>
public sealed record SlicePart(
    string? Key, string Name, ProjectSum Sum, IReadOnlyList<CategorySum> Categories, decimal? SharePercent, int? AmountRank, int? RateRank);

/// <summary>The projects of one chain by district; the places and shares are those within it.</summary>
public sealed record ChainCounties(string Chain, string Source, IReadOnlyList<SlicePart> Parts);

/// <summary>The tasks of the plan as the reports up to the quarter leave them.</summary>
/// <param name="States">Of all tasks by their standing, in the order of the states.</param>
public sealed record TaskFigures(
    string Source, int Tasks, IReadOnlyList<StateCount> States, IReadOnlyList<ThemeTasks> Themes, IReadOnlyList<DepartmentTasks> Departments);

/// <param name="State">not-reported, not-started, in-progress, completed or suspended.</param>
public sealed record StateCount(string State, string Name, int Tasks);

public sealed record ThemeTasks(string Key, string Title, int Tasks, IReadOnlyList<StateCount> States);

/// <summary>An organisation that leads tasks.</summary>
/// <param name="Reported">Of the tasks it leads, those on which it reported for this very quarter.</param>
/// <param name="Completed">Of the tasks it leads, those that are done.</param>
public sealed record DepartmentTasks(string Name, int Leads, int Reported, int Completed, decimal? ReportedPercent, int? RateRank);

/// <summary>The plan's targets with what was measured last.</summary>
public sealed record IndicatorFigures(string Source, int Targets, int Met, int NotMet, int NotMeasured, IReadOnlyList<IndicatorFigure> Items);

/// <param name="MeasuredOn">The day that the value is true for; it may lie after the quarter.</param>
/// <param name="Met">Null where nothing was measured or nothing can be compared.</param>
public sealed record IndicatorFigure(
    string Code, string Name, string? Task, string? Comparison, decimal? Target, string? Unit, decimal? Value, DateOnly? MeasuredOn, bool? Met);

/// <summary>Supervision orders in the quarter.</summary>
/// <param name="Source">The register.</param>
/// <param name="OverdueSource">The overdue ones of the quarter's last day.</param>
public sealed record OrderFigures(string Source, string OverdueSource, OrderSum Total, IReadOnlyList<GradeOrders> Grades);

/// <param name="CarriedOver">Open when the quarter began.</param>
/// <param name="Issued">交办 in the quarter.</param>
/// <param name="Closed">审结 in it.</param>
/// <param name="Open">At its end.</param>
/// <param name="Overdue">Of those, the ones past their limit.</param>
public sealed record OrderSum(int CarriedOver, int Issued, int Closed, int Open, int Overdue);

/// <param name="Grade">blue, orange or red.</param>
public sealed record GradeOrders(string Grade, string Name, OrderSum Sum);

/// <summary>The reports of the quarter (报送情况), as the matrix has them when the figures are collected: who owed them, and whether they came.</summary>
/// <param name="DueOn">The last day for them; null where the quarter has no cycle.</param>
public sealed record ReportFigures(string Source, DateOnly? DueOn, ReportSum Total, IReadOnlyList<DepartmentReports> Departments);

/// <summary>Reports, and the items that they consist of. A report came when the last of its items did.</summary>
/// <param name="Excused">Late under an extension or a reopening.</param>
/// <param name="Missing">Not there, whether or not the due day has passed.</param>
/// <param name="Complete">Items with a figure or words of their own.</param>
/// <param name="NoChange">Items that are answered by a tick alone.</param>
/// <param name="CompletePercent">完整率.</param>
/// <param name="InTimePercent">及时率, of the reports whose due day has passed.</param>
public sealed record ReportSum(
    int Owed, int InTime, int Late, int Excused, int Missing, int Items, int Complete, int NoChange, int ItemsMissing, decimal? CompletePercent,
    decimal? InTimePercent);

/// <param name="MissingTasks">On which it has not reported.</param>
public sealed record DepartmentReports(string Name, ReportSum Sum, IReadOnlyList<string> MissingTasks);

/// <summary>The lights (亮灯) of projects and tasks as they were shown at the quarter's end.</summary>
/// <param name="RedSource">The red ones.</param>
/// <param name="On">The quarter's last day; the first day on which lights were shown at all, where that is later.</param>
/// <param name="Dimensions">The overall light first.</param>
/// <param name="Themes">By the overall light; what serves several themes counts in each.</param>
/// <param name="Red">Every one whose overall light was red.</param>
public sealed record LightFigures(
    string Source, string RedSource, DateOnly On, IReadOnlyList<LightSlice> Dimensions, IReadOnlyList<LightSlice> Themes, IReadOnlyList<RedLight> Red);

/// <param name="Key">A dimension or a theme; null of what serves none.</param>
public sealed record LightSlice(string? Key, string Name, string Source, int Subjects, IReadOnlyList<LightCountOf> Lights);

/// <param name="Light">green, yellow, red, grey, or the state of what is outside the statistics.</param>
public sealed record LightCountOf(string Light, string Name, int Subjects);

/// <param name="Kind">project or task.</param>
/// <param name="Dimension">The one that makes it red.</param>
/// <param name="Zh">The sentence that says why.</param>
public sealed record RedLight(string Kind, string Key, string Name, IReadOnlyList<string> Departments, string Dimension, string Zh, string En);
