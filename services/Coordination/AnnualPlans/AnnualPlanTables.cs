using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>Plans are decided here and heard from nobody: a rebuild of the views leaves them as they are.</summary>
internal static class AnnualPlanTables
{
    public static ModelBuilder AddAnnualPlans(this ModelBuilder model)
    {
        model.Entity<PlanItem>(item =>
        {
            item.ToTable("annual_plan_items");
            item.HasKey(i => i.Key);
            item.Ignore(i => i.Plan);
            item.HasIndex(i => new { i.Year, i.Owner });
        });
        model.Entity<AnnualPlan>(plan =>
        {
            plan.ToTable("annual_plans");
            plan.HasKey(p => p.Key);
            plan.Property(p => p.State).HasCode(PlanMoves.States);
            plan.Ignore(p => p.Notes);
            plan.HasIndex(p => new { p.Year, p.Organisation });
        });
        model.Entity<PlanStep>(step =>
        {
            step.ToTable("annual_plan_steps");
            step.HasKey(s => new { s.Plan, s.Version });
            step.Property(s => s.State).HasCode(PlanMoves.States);
        });
        model.Entity<PlanRevision>(revision =>
        {
            revision.ToTable("annual_plan_revisions");
            revision.HasKey(r => new { r.Plan, r.Revision });
        });
        return model;
    }
}
