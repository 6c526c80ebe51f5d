using Cluster.Portfolio.Pool.Merges;
using Cluster.Portfolio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Pool;

/// <summary>
/// The projects of all services in one place (全市项目库), built from events alone. The tables have the names and columns that the views ask for
/// in each service, two of them by a view (<see cref="MergeTables"/>); a key is that of the service with the service before it,
/// <c>infrastructure/p-1</c>.
/// </summary>
public static class PoolTables
{
    public const string DropSql = "truncate pool_projects, pool_years, project_curves, project_months, project_stages, project_permits, project_problems, merged_projects";

    public static ModelBuilder AddProjectPool(this ModelBuilder model)
    {
        model.Entity<PoolProject>(project =>
        {
            project.ToTable("pool_projects");
            project.HasKey(p => p.Key);
            project.HasIndex(p => p.Code);
            project.HasIndex(p => p.Owner);
            project.HasIndex(p => new { p.CreditCode, p.Name });
        });
        model.Entity<PoolYear>(year =>
        {
            year.ToTable("pool_years");
            year.HasKey(y => y.Key);
            year.HasIndex(y => new { y.Year, y.Project });
        });
        model.Entity<PoolCurve>(curve =>
        {
            curve.ToTable("project_curves");
            curve.HasKey(c => c.Key);
        });
        model.Entity<PoolMonth>(month =>
        {
            month.ToTable("project_months");
            month.HasKey(m => new { m.Project, m.Month });
        });
        model.Entity<PoolPermit>(permit =>
        {
            permit.ToTable("project_permits");
            permit.HasKey(p => p.Key);
            permit.HasIndex(p => p.Project);
        });
        model.Entity<PoolProblem>(problem =>
        {
            problem.ToTable("project_problems");
            problem.HasKey(p => p.Key);
            problem.HasIndex(p => p.Project);
            problem.HasIndex(p => p.DueOn).HasFilter("solved_on is null");
        });
        model.Entity<StagePassage>(passage =>
        {
            passage.ToTable("project_stages");
            passage.HasKey(p => new { p.Project, p.Since });
            passage.Property(p => p.Stage).HasConversion(stage => StageGates.Codes.Write(stage), code => StageGates.Codes.Parse(code));
        });
        return model.AddProjectMerges();
    }

    internal static string KeyIn(string service, string key) => $"{service}/{key}";
}

internal sealed class PoolProject
{
    public required string Key { get; init; }

    public required string Service { get; init; }

    public required string Owner { get; init; }

    public string? Code { get; init; }

    public required string Name { get; init; }

    public required string Unit { get; init; }

    public string? CreditCode { get; init; }

    public required string[] Counties { get; init; }

    public required string[] SharesPercent { get; init; }

    public string? IndustryClass { get; init; }

    public string? Chain { get; init; }

    public string? Funding { get; init; }

    public required string[] Tasks { get; init; }

    public required string Stage { get; init; }

    public DateOnly? StatisticsEnteredOn { get; init; }

    public decimal? TotalWan { get; init; }

    public decimal? AdjustedTotalWan { get; init; }

    public DateOnly? PlannedStart { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? PlannedCompletion { get; init; }

    public DateOnly? CompletedOn { get; init; }
}

internal sealed class PoolYear
{
    public required string Key { get; init; }

    public required string Project { get; init; }

    public required string Owner { get; init; }

    public int Year { get; init; }

    public string? Category { get; init; }

    public decimal? PlannedWan { get; init; }

    public string? PlannedStart { get; init; }

    public DateOnly? EnteredOn { get; init; }

    public DateOnly? RemovedOn { get; init; }

    public DateOnly? ResumedOn { get; init; }
}

internal sealed class PoolCurve
{
    public required string Key { get; init; }

    public required string Project { get; init; }

    public required string Owner { get; init; }

    public int Year { get; init; }

    public required string State { get; init; }

    /// <summary>By month; null as long as none was accepted.</summary>
    public string[]? AcceptedWan { get; init; }

    public DateOnly? AcceptedStart { get; init; }
}

internal sealed class PoolPermit
{
    public required string Key { get; init; }

    public required string Project { get; init; }

    public required string Owner { get; init; }

    public required string Permit { get; init; }

    public bool Needed { get; init; }

    public DateOnly? DoneOn { get; init; }
}

internal sealed class PoolProblem
{
    public required string Key { get; init; }

    public required string Project { get; init; }

    public required string Owner { get; init; }

    public required string What { get; init; }

    public required string ResponsibleUnit { get; init; }

    public required string Level { get; init; }

    public DateOnly DueOn { get; init; }

    public DateOnly? SolvedOn { get; init; }
}

/// <summary>By far the most rows of the pool, so they hold nothing twice: the project says whose they are.</summary>
internal sealed class PoolMonth
{
    public required string Project { get; init; }

    public DateOnly Month { get; init; }

    public decimal YearToDateWan { get; init; }

    public decimal? SinceStartWan { get; init; }

    public decimal? InPlaceWan { get; init; }

    public decimal? PaidWan { get; init; }

    /// <summary>A new month comes in an event of many, a changed one in its own: which of them is newer only this says.</summary>
    public long Version { get; init; }
}
