using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.ReadModels;

/// <summary>What is built from events alone: it can be dropped and comes out equal.</summary>
internal static class ReadModelTables
{
    public static ModelBuilder AddReadModels(this ModelBuilder model)
    {
        model.Entity<LatestReportRow>(report =>
        {
            report.ToTable("latest_reports");
            report.HasKey(r => new { r.Task, r.Organisation });
        });
        model.Entity<TaskStandingRow>(standing =>
        {
            standing.ToTable("task_standings");
            standing.HasKey(s => s.Task);
        });
        model.Entity<IndicatorValueRow>(value =>
        {
            value.ToTable("indicator_values");
            value.HasKey(v => new { v.Code, v.Region });
        });
        model.Entity<ServiceFreshnessRow>(freshness =>
        {
            freshness.ToTable("service_freshness");
            freshness.HasKey(f => f.Service);
        });
        model.Entity<ViewChangeRow>(change =>
        {
            change.ToTable("view_changes");
            change.Property(c => c.Id).UseIdentityAlwaysColumn();
        });
        return model;
    }
}

internal sealed class LatestReportRow
{
    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required string Period { get; init; }

    public decimal ProgressPercent { get; init; }

    public required string State { get; init; }

    public DateTimeOffset ReportedAt { get; init; }
}

internal sealed class TaskStandingRow
{
    public required string Task { get; init; }

    public string? State { get; init; }

    public decimal? ProgressPercent { get; init; }

    public string? ReportedFor { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }
}

internal sealed class IndicatorValueRow
{
    public required string Code { get; init; }

    public required string Region { get; init; }

    public DateOnly Period { get; init; }

    public decimal Value { get; init; }

    public required string Unit { get; init; }

    public required string Service { get; init; }

    public required string SourceZh { get; init; }

    public required string SourceEn { get; init; }

    public DateTimeOffset MeasuredAt { get; init; }
}

internal sealed class ServiceFreshnessRow
{
    public required string Service { get; init; }

    public DateTimeOffset AsOf { get; init; }
}

/// <summary>
/// That a statement wrote to one of the tables which shared answers are read from (<see cref="SharedAnswers"/>). Each leaves a row of its own, so that none
/// waits for another, and the row is there for others when what was written is. Triggers of the migration SharedAnswers leave it, whoever writes.
/// </summary>
internal sealed class ViewChangeRow
{
    public long Id { get; init; }

    /// <summary>The table.</summary>
    public required string Source { get; init; }

    /// <summary>How many rows this one stands for: many are summed up in one from time to time.</summary>
    public long Changes { get; init; }
}
