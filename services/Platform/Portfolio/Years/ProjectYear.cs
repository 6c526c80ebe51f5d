using Cluster.Ingestion;
using Cluster.Portfolio.Projects;

namespace Cluster.Portfolio.Years;

/// <summary>A project's plan for a year (年度计划), and its entry into and removal from the rolling pool. Money is in 万元.</summary>
public sealed record ProjectYear : ProjectPart
{
    public static readonly Codes<YearCategory> Categories = new(
        (YearCategory.New, "new", "新建"),
        (YearCategory.Continued, "continued", "续建"),
        (YearCategory.Finishing, "finishing", "收尾"),
        (YearCategory.Preparing, "preparing", "前期"));

    public required int Year { get; init; }

    public YearCategory? Category { get; init; }

    /// <summary>年度计划投资; null as long as there is none, which is not 0.</summary>
    public decimal? PlannedWan { get; init; }

    /// <summary>计划开工年月, as its first day.</summary>
    public DateOnly? PlannedStart { get; init; }

    /// <summary>复工日期 of a continued project: when work on it went on in the year.</summary>
    public DateOnly? ResumedOn { get; init; }

    /// <summary>入库日期 of the rolling pool.</summary>
    public DateOnly? EnteredOn { get; init; }

    /// <summary>出库日期.</summary>
    public DateOnly? RemovedOn { get; init; }

    public string? RemovalReason { get; init; }

    public static string KeyOf(string project, int year) => $"{project}.{year:0000}";
}

/// <summary>What a year is to a project (年度类别): the bulletins count 新建 and 续建 apart.</summary>
public enum YearCategory
{
    New,
    Continued,
    Finishing,
    Preparing,
}
