using Cluster.Coordination.Reporting.Items;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Coordination.Reporting.Reports;
using Cluster.Coordination.Reporting.Start;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>
/// What reporting is computed from. Each row is written with the event that it comes from, and all of them can be made again from the log of this
/// service, which has every version: the bus may leave out one that a newer one overtook.
/// </summary>
internal static class FactTables
{
    public static ModelBuilder AddReporting(this ModelBuilder model)
    {
        model.Entity<ReportingStartRow>(start =>
        {
            start.ToTable("reporting_start");
            start.HasKey(s => s.Id);
            start.Property(s => s.Id).ValueGeneratedNever();
        });
        model.Entity<LoadedNoticeRow>().ToTable("workday_notices").HasKey(n => new { n.Year, n.Version });
        model.Entity<OpenedCycleRow>().ToTable("reporting_cycles").HasKey(c => c.Period);
        model.Entity<RoleChangeRow>().ToTable("task_role_changes").HasKey(r => new { r.Task, r.Role, r.Organisation, r.Version });
        model.Entity<RegisteredItem>(item =>
        {
            item.ToTable("owed_items");
            item.HasKey(i => i.Key);
            item.Property(i => i.Region).HasConversion(code => code.ToString(), text => Contracts.DivisionCode.Parse(text));
        });
        model.Entity<ItemVersionRow>().ToTable("owed_item_versions").HasKey(i => new { i.Key, i.Version });
        model.Entity<ItemReport>(report =>
        {
            report.ToTable("item_reports");
            report.HasKey(r => r.Key);
            report.Property(r => r.Period).HasConversion(period => period.ToString(), text => Contracts.Period.Parse(text));
            report.HasIndex(r => new { r.Task, r.Organisation, r.Period });
        });
        model.Entity<PartRow>().ToTable("report_parts").HasKey(p => new { p.Task, p.Organisation, p.Period, p.Item, p.Version });
        model.Entity<FigureRow>().ToTable("reported_figures").HasKey(f => new { f.Measure, f.Region, f.Period, f.Version });
        model.Entity<AllowanceRow>().ToTable("report_allowances").HasKey(a => new { a.Period, a.Organisation, a.Version });
        model.Entity<ReportRow>().ToTable("reports").HasKey(r => new { r.Task, r.Organisation, r.Period });
        model.Entity<ReportStepRow>().ToTable("report_steps").HasKey(s => new { s.Task, s.Organisation, s.Period, s.Version });
        model.Entity<ReminderRow>().ToTable("report_reminders").HasKey(r => new { r.Period, r.Organisation, r.DaysBefore });
        model.Entity<OverdueRow>().ToTable("overdue_reports").HasKey(o => new { o.Task, o.Organisation, o.Period });
        return model.AddFigureQueries();
    }
}

/// <summary>A role that began or ended, with its day.</summary>
internal sealed class RoleChangeRow
{
    public required string Task { get; init; }

    public required string Role { get; init; }

    public required string Organisation { get; init; }

    /// <summary>That of the task which said so.</summary>
    public long Version { get; init; }

    public DateOnly FromDay { get; init; }

    public bool IsHeld { get; init; }

    public DateTimeOffset KnownAt { get; init; }
}

/// <summary>An owed item as it was registered, or changed.</summary>
internal sealed class ItemVersionRow
{
    public required string Key { get; init; }

    public long Version { get; init; }

    public required string Task { get; init; }

    public required string Item { get; init; }

    public required string Region { get; init; }

    public string? Organisation { get; init; }

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }

    public DateTimeOffset KnownAt { get; init; }
}

/// <summary>What somebody reported on one item, each version of it.</summary>
internal sealed class PartRow
{
    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required string Period { get; init; }

    public required string Item { get; init; }

    public long Version { get; init; }

    public decimal? Figure { get; init; }

    public string? Words { get; init; }

    public bool NoChange { get; init; }

    public bool Withdrawn { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the sender's system took it, where it says so.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>A figure of a measure that somebody owes, as it was pushed.</summary>
internal sealed class FigureRow
{
    public required string Measure { get; init; }

    public required string Region { get; init; }

    public required string Period { get; init; }

    public long Version { get; init; }

    public required string Owner { get; init; }

    public decimal Value { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? AsOf { get; init; }
}

internal sealed class AllowanceRow
{
    public required string Period { get; init; }

    public required string Organisation { get; init; }

    public long Version { get; init; }

    public required string Kind { get; init; }

    public required string Reason { get; init; }

    public required string GrantedBy { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    public DateOnly Until { get; init; }
}

/// <summary>That a department was reminded; of one cycle each number of days once.</summary>
internal sealed class ReminderRow
{
    public required string Period { get; init; }

    public required string Organisation { get; init; }

    public int DaysBefore { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public required string[] Tasks { get; init; }

    public DateOnly Due { get; init; }
}

/// <summary>That a report was missed; each once.</summary>
internal sealed class OverdueRow
{
    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required string Period { get; init; }

    public DateTimeOffset ToldAt { get; init; }

    public DateOnly Due { get; init; }

    public int Missing { get; init; }
}
