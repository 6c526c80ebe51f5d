using Cluster.Coordination.Lights.Adoption;
using Cluster.Coordination.Lights.Reasons;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Lights;

/// <summary>
/// Three kinds of tables: facts, which are built from events alone; lights, which are what was shown and are built again from this service's own log;
/// and what the office decided here, which a rebuild leaves as it is.
/// </summary>
internal static class LightTables
{
    public static ModelBuilder AddLights(this ModelBuilder model)
    {
        model.Entity<SubjectRow>(subject =>
        {
            subject.ToTable("light_subjects");
            subject.HasKey(s => new { s.Kind, s.Subject });
        });
        model.Entity<FactRow>(fact =>
        {
            fact.ToTable("light_facts");
            fact.HasKey(f => new { f.Subject, f.What, f.Key, f.Version });
        });
        model.Entity<MonthRow>(month =>
        {
            month.ToTable("light_months");
            month.HasKey(m => new { m.Project, m.Month, m.Version });
        });
        model.Entity<LightRow>(light =>
        {
            light.ToTable("lights");
            light.HasKey(l => new { l.Kind, l.Subject, l.Dimension, l.ValidFrom });
            light.Property(l => l.Body).HasColumnType("json");
            light.HasIndex(l => new { l.Dimension, l.Light, l.Kind, l.Subject }).HasFilter("valid_until is null");
            light.HasIndex(l => new { l.Dimension, l.Light, l.Kind, l.Subject, l.ValidFrom });
            light.HasIndex(l => new { l.Kind, l.Subject, l.ValidUntil });
        });
        model.Entity<ClockRow>(clock =>
        {
            clock.ToTable("light_clocks");
            clock.HasKey(c => new { c.Kind, c.Subject });
            clock.HasIndex(c => c.DueAt);
        });
        model.Entity<AwaitedRow>(awaited =>
        {
            awaited.ToTable("light_rebuilds");
            awaited.HasKey(a => a.Service);
        });
        model.Entity<LightAdoption>(adoption =>
        {
            adoption.ToTable("light_adoptions");
            adoption.HasKey(a => a.Number);
            adoption.Property(a => a.Number).ValueGeneratedNever();
            adoption.Property(a => a.Rules).HasColumnType("json");
        });
        model.Entity<LightReasonRequest>(reason =>
        {
            reason.ToTable("light_reasons");
            reason.HasKey(r => r.Number);
            reason.Property(r => r.Dimension).HasCode(LightCodes.Dimensions);
            reason.Property(r => r.State).HasCode(ReasonMoves.States);
            reason.Ignore(r => r.Aggregate);
            reason.HasIndex(r => new { r.Kind, r.Subject });
        });
        return model;
    }
}

/// <summary>What lights are about, as it was told last.</summary>
internal sealed class SubjectRow
{
    /// <summary>project or task.</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public long Version { get; init; }

    public required string Name { get; init; }

    /// <summary>Who answers for it (责任单位): the owner of a project; the leads of a task, or those who co-operate where it has none.</summary>
    public required string[] Departments { get; init; }

    /// <summary>Its leads alone; of a task that has none, none.</summary>
    public required string[] Leads { get; init; }

    /// <summary>Who sees it beside the office.</summary>
    public required string[] Members { get; init; }

    public required string[] Districts { get; init; }

    /// <summary>Those that a project serves; of a task itself.</summary>
    public required string[] Tasks { get; init; }

    public DateOnly? PlannedStart { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? EnteredOn { get; init; }

    /// <summary>Each written <c>2025-04-01 started</c>.</summary>
    public required string[] Passages { get; init; }
}

/// <summary>What was told of a subject, in all its versions: a past day is computed from those that were told by then.</summary>
internal sealed class FactRow
{
    /// <summary>A project, a task, or the target that an indicator measures.</summary>
    public required string Subject { get; init; }

    /// <summary>One of <see cref="FactKeys"/>.</summary>
    public required string What { get; init; }

    public required string Key { get; init; }

    public long Version { get; init; }

    public DateOnly SaidOn { get; init; }

    /// <summary>The event as it was told.</summary>
    public required string Body { get; init; }
}

/// <summary>The monthly figures, which are by far the most.</summary>
internal sealed class MonthRow
{
    public required string Project { get; init; }

    public DateOnly Month { get; init; }

    public long Version { get; init; }

    public DateOnly SaidOn { get; init; }

    public decimal InvestedWan { get; init; }

    public decimal? InPlaceWan { get; init; }

    public decimal? PaidWan { get; init; }
}

/// <summary>A light as it was shown from one day until another.</summary>
internal sealed class LightRow
{
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public required string Dimension { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>The first day on which it is not shown any more.</summary>
    public DateOnly? ValidUntil { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The light, or the state where that is outside the statistics: what lists and counts go by.</summary>
    public required string Light { get; init; }

    /// <summary><see cref="Contracts.Coordination.LightShown"/>.</summary>
    public required string Body { get; init; }
}

/// <summary>When a subject is to be looked at next: because something was told of it, or because a light changes by time alone.</summary>
internal sealed class ClockRow
{
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateOnly? JudgedOn { get; init; }

    /// <summary>Of its last <see cref="Contracts.Coordination.LightChanged"/>.</summary>
    public long Version { get; init; }
}

/// <summary>A service whose log is being sent again: until all of it is here, its subjects keep the lights that are shown.</summary>
internal sealed class AwaitedRow
{
    public required string Service { get; init; }

    public DateTimeOffset Since { get; init; }
}
