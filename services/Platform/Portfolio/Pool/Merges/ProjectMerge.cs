using System.Text;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Pool.Merges;

/// <summary>What the office decided of two projects last (项目合并). Earlier decisions stand in the log, each with its reason.</summary>
internal sealed record ProjectMerge
{
    public static readonly Codes<MergeDecision> Decisions = new(
        (MergeDecision.Merge, "merge", "合并"), (MergeDecision.Apart, "apart", "不合并"));

    public required string First { get; init; }

    public required string Second { get; init; }

    public MergeDecision Decision { get; init; }

    /// <summary>The one that counts; null where they stay apart.</summary>
    public string? Remaining { get; init; }

    public required string Reason { get; init; }

    public required string DecidedBy { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    public long Version { get; init; }

    /// <summary>The one that counts no more; null where they stay apart.</summary>
    public string? Away => Remaining is null ? null : Remaining == First ? Second : First;

    public string Aggregate => AggregateOf(First, Second);

    /// <summary>A key may hold any character, so each is escaped before they are joined.</summary>
    public static string AggregateOf(string first, string second) =>
        $"coordination/project-merges/{Uri.EscapeDataString(first)}+{Uri.EscapeDataString(second)}";

    /// <summary>Two keys in the order in which the pair is kept: that of their bytes, as the database has it in collation "C".</summary>
    public static (string First, string Second) InOrder(string one, string other) =>
        Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)) <= 0 ? (one, other) : (other, one);
}

internal enum MergeDecision
{
    Merge,
    Apart,
}

/// <summary>A project that counts no more, as its merged pair is told in <see cref="OnProjectMergeDecided"/>.</summary>
internal sealed class MergedProject
{
    public required string Project { get; init; }

    public required string Remaining { get; init; }
}

/// <summary>
/// The dispatch table and the funnel are one SQL text for a service and for the pool; they read <c>projects</c> and <c>project_years</c>. In a
/// service these are tables. In the pool they are views that leave out what was merged away, over the tables <c>pool_projects</c> and
/// <c>pool_years</c>; so no question knows of merges, and a service pays nothing for them. Months and passages need no such view: every question
/// reaches them through one of the two. The handlers write to the tables, whether a project counts or not, and a decision that is undone
/// brings it back with all that was heard meanwhile.
/// </summary>
internal static class MergeTables
{
    /// <summary>Made by the migration ProjectMerges, and again by ProjectResumptions; a column that either table gets needs its view made again.</summary>
    public static ModelBuilder AddProjectMerges(this ModelBuilder model)
    {
        model.Entity<ProjectMerge>(merge =>
        {
            merge.ToTable("project_merges");
            merge.HasKey(m => new { m.First, m.Second });
            merge.Property(m => m.Decision).HasCode(ProjectMerge.Decisions);
            merge.HasIndex(m => m.Second);
        });
        model.Entity<MergedProject>(merged =>
        {
            merged.ToTable("merged_projects");
            merged.HasKey(m => new { m.Project, m.Remaining });
        });
        return model;
    }
}
