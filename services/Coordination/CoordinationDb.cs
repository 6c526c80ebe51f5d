using Cluster.Contracts;
using Cluster.Coordination.AnnualPlans;
using Cluster.Coordination.Bulletins;
using Cluster.Coordination.Contacts;
using Cluster.Coordination.Evaluations;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Lights;
using Cluster.Coordination.Matters;
using Cluster.Coordination.News;
using Cluster.Coordination.Notices;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Progress;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.Past;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio.Pool;
using Cluster.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination;

/// <summary>The tables of this service; unique keys are where idempotence lives.</summary>
public sealed class CoordinationDb(DbContextOptions<CoordinationDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventLog().AddIdempotencyKeys().AddSenderCodes().AddPushJobs().AddWebhooks().AddReadModels().AddProjectPool().AddSupervision()
            .AddAnnualPlans().AddMatters().AddEvaluations().AddBulletins().AddNews().AddReporting().AddContacts().AddNotices().AddLights().AddRowVersions();
        modelBuilder.Entity<ActionPlan>().ToTable("plans").HasKey(p => p.Key);
        modelBuilder.Entity<PlanText>().ToTable("plan_texts").HasKey(t => t.Key);
        modelBuilder.Entity<Theme>().ToTable("themes").HasKey(t => t.Key);
        modelBuilder.Entity<Subsection>().ToTable("subsections").HasKey(s => s.Key);
        modelBuilder.Entity<PlanTask>().ToTable("tasks").HasKey(t => t.Key);
        modelBuilder.Entity<Target>(target =>
        {
            target.ToTable("targets");
            target.HasKey(t => t.Key);
            target.Property(t => t.Comparison).HasCode(Target.Comparisons);
        });
        modelBuilder.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("organisations");
            organisation.HasKey(o => o.Key);
            organisation.Property(o => o.Kind).HasCode(Organisation.Kinds);
        });
        modelBuilder.Entity<ProgressReport>(report =>
        {
            report.ToTable("progress_reports");
            report.HasKey(r => r.Key);
            report.Property(r => r.State).HasCode(ProgressReport.States);
            report.Property(r => r.Period).HasConversion(quarter => quarter.ToString(), text => Quarter.Parse(text));
            report.HasIndex(r => new { r.Task, r.Organisation, r.Period });
        });
        modelBuilder.Entity<Measure>(measure =>
        {
            measure.ToTable("measures");
            measure.HasKey(m => m.Key);
            measure.Property(m => m.PeriodType).HasCode(Measure.PeriodTypes);
            measure.Property(m => m.Kind).HasCode(Measure.Kinds);
        });
        modelBuilder.Entity<Figure>(figure =>
        {
            figure.ToTable("figures");
            figure.HasKey(f => f.Key);
            figure.Property(f => f.Region).HasConversion(code => code.ToString(), text => DivisionCode.Parse(text));
            figure.Property(f => f.Period).HasConversion(period => period.ToString(), text => Period.Parse(text));
            figure.Property(f => f.Kind).HasCode(Measure.Kinds);
            figure.HasIndex(f => new { f.Measure, f.Region, f.FirstDay });
        });
        modelBuilder.IndexOwners();
    }
}
