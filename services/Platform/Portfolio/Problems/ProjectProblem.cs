using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Problems;

/// <summary>A problem of a project (存在问题), with who has to solve it until when, and on which level it is co-ordinated.</summary>
public sealed record ProjectProblem : ProjectPart
{
    public static readonly Codes<ProblemKind> Kinds = new(
        (ProblemKind.Land, "land", "用地"),
        (ProblemKind.Funds, "funds", "资金"),
        (ProblemKind.Permits, "permits", "手续"),
        (ProblemKind.Demolition, "demolition", "征拆"),
        (ProblemKind.Utilities, "utilities", "水电气路等要素"),
        (ProblemKind.Market, "market", "市场"),
        (ProblemKind.Construction, "construction", "施工"),
        (ProblemKind.Policy, "policy", "政策"),
        (ProblemKind.Other, "other", "其他"));

    public static readonly Codes<CoordinationLevel> Levels = new(
        (CoordinationLevel.Unit, "unit", "单位"),
        (CoordinationLevel.District, "district", "旗县区"),
        (CoordinationLevel.City, "city", "市"),
        (CoordinationLevel.Region, "region", "自治区"));

    public required string What { get; init; }

    public required ProblemKind Kind { get; init; }

    /// <summary>责任单位.</summary>
    public required string ResponsibleUnit { get; init; }

    public required DateOnly DueOn { get; init; }

    public required CoordinationLevel Level { get; init; }

    public required DateOnly RaisedOn { get; init; }

    public DateOnly? SolvedOn { get; init; }

    public string? Solution { get; init; }

    public long Reopenings { get; init; }

    public string? ReopenReason { get; init; }

    public string? Note { get; init; }

    internal StoredProblem? Stored { get; init; }

    /// <summary>It was solved, and is not any more.</summary>
    internal bool IsReopened => Stored?.SolvedOn is not null && SolvedOn is null && !IsLate;

    /// <summary>It came when a newer one was there, and replaces nothing.</summary>
    internal bool IsLate => AsOf < Stored?.AsOf;
}

/// <summary>A problem as the database has it, as far as a new report of it is held against it.</summary>
internal sealed record StoredProblem(DateOnly? SolvedOn, long Reopenings, string? ReopenReason, DateTimeOffset? AsOf);

public enum ProblemKind
{
    Land,
    Funds,
    Permits,
    Demolition,
    Utilities,
    Market,
    Construction,
    Policy,
    Other,
}

/// <summary>Who has to co-ordinate it (协调层级), from below.</summary>
public enum CoordinationLevel
{
    Unit,
    District,
    City,
    Region,
}

internal static class ProblemTables
{
    public static ModelBuilder AddProblems(this ModelBuilder model) => model.Entity<ProjectProblem>(problem =>
    {
        problem.ToTable("project_problems");
        problem.HasKey(p => p.Key);
        problem.Property(p => p.Kind).HasCode(ProjectProblem.Kinds);
        problem.Property(p => p.Level).HasCode(ProjectProblem.Levels);
        problem.HasIndex(p => p.Project);
        problem.HasIndex(p => p.DueOn).HasFilter("solved_on is null");
    });
}
