using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Permits;

/// <summary>A permit of a project (前期手续). There are four of them, and each is due or not needed for a reason.</summary>
public sealed record ProjectPermit : ProjectPart
{
    public static readonly Codes<PermitKind> Kinds = new(
        (PermitKind.Approval, "approval", "立项"),
        (PermitKind.Environment, "environment", "环评"),
        (PermitKind.Land, "land", "土地"),
        (PermitKind.Planning, "planning", "规划"));

    public required PermitKind Permit { get; init; }

    public required bool Needed { get; init; }

    public string? NotNeededReason { get; init; }

    public DateOnly? PlannedOn { get; init; }

    public DateOnly? DoneOn { get; init; }

    public string? Number { get; init; }

    public string? Note { get; init; }

    /// <summary>The key as the sender gave it, to be held against the one that is made.</summary>
    internal string? GivenKey { get; init; }

    public static string KeyOf(string project, PermitKind kind) => $"{project}.{Kinds.Write(kind)}";
}

public enum PermitKind
{
    /// <summary>立项.</summary>
    Approval,

    /// <summary>环评.</summary>
    Environment,

    /// <summary>土地.</summary>
    Land,

    /// <summary>规划.</summary>
    Planning,
}

internal static class PermitTables
{
    public static ModelBuilder AddPermits(this ModelBuilder model) => model.Entity<ProjectPermit>(permit =>
    {
        permit.ToTable("project_permits");
        permit.HasKey(p => p.Key);
        permit.Property(p => p.Permit).HasCode(ProjectPermit.Kinds);
        permit.HasIndex(p => p.Project);
    });
}
