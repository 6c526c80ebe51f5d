namespace Cluster.Contracts.Portfolio;

/// <summary>A project's plan for a year (年度计划), and its place in the rolling pool (三年滚动项目库). Money is in 万元.</summary>
/// <param name="Category">new 新开工, continued 续建, finishing 收尾 or preparing 前期.</param>
/// <param name="PlannedWan">年度计划投资.</param>
/// <param name="PlannedStart">计划开工年月, 2025-04.</param>
/// <param name="RemovedOn">出库日期; with its reason.</param>
/// <param name="ResumedOn">复工日期: the day on which work on a continued project went on in the year.</param>
public sealed record ProjectYearReported(
    string Key, string Owner, string Project, int Year, string? Category, decimal? PlannedWan, string? PlannedStart, DateOnly? EnteredOn,
    DateOnly? RemovedOn, string? RemovalReason, DateOnly? ResumedOn = null);
