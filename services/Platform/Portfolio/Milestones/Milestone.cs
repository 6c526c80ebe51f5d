using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Milestones;

/// <summary>A milestone of a project (项目节点): the opening of a stage, or a key node of the work, with the day that was planned for it.</summary>
public sealed record Milestone : ProjectPart
{
    public long? Ordinal { get; init; }

    public required string Name { get; init; }

    /// <summary>The stage that it opens; null for a key node.</summary>
    public ProjectStage? Gate { get; init; }

    public required DateOnly Planned { get; init; }

    public DateOnly? Forecast { get; init; }

    public DateOnly? Actual { get; init; }

    /// <summary>How often the forecast moved to a later day behind the plan.</summary>
    public long Slips { get; init; }

    public string? Correction { get; init; }

    public string? Note { get; init; }

    internal StoredMilestone? Stored { get; init; }

    /// <summary>When it came or will come, in days after the plan; null where neither is said.</summary>
    public int? SlipDays => (Actual ?? Forecast)?.DayNumber - Planned.DayNumber;

    public static string KeyOf(string project, long ordinal) => $"{project}.{ordinal}";
}

/// <summary>A milestone as the database has it, as far as a new report of it is held against it.</summary>
internal sealed record StoredMilestone(
    DateOnly Planned, DateOnly? Forecast, DateOnly? Actual, long Slips, string? Correction, DateTimeOffset? AsOf)
{
    /// <summary>The day on which it was last said to come.</summary>
    public DateOnly Expected => Forecast ?? Planned;
}

internal static class MilestoneTables
{
    public static ModelBuilder AddMilestones(this ModelBuilder model) => model.Entity<Milestone>(milestone =>
    {
        milestone.ToTable("project_milestones");
        milestone.HasKey(m => m.Key);
        milestone.Ignore(m => m.SlipDays);
        milestone.Property(m => m.Gate).HasCode(StageGates.Codes);
        milestone.HasIndex(m => m.Project);
    });
}
