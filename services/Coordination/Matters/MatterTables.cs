using Cluster.Contracts;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Matters;

/// <summary>Matters and meetings are the office's own; resolutions between cities are heard from the cooperation service, and built again with the views.</summary>
internal static class MatterTables
{
    public const string DropSql = "truncate cooperation_resolutions";

    public static ModelBuilder AddMatters(this ModelBuilder model)
    {
        model.Entity<Matter>(matter =>
        {
            matter.ToTable("matters");
            matter.HasKey(m => m.Number);
            matter.Property(m => m.State).HasCode(MatterMoves.States);
            matter.HasIndex(m => m.Conference);
        });
        model.Entity<MatterStep>(step =>
        {
            step.ToTable("matter_steps");
            step.HasKey(s => new { s.Number, s.Version });
            step.Property(s => s.State).HasCode(MatterMoves.States);
        });
        model.Entity<Conference>().ToTable("joint_conferences").HasKey(c => c.Key);
        model.Entity<ResolutionReport>(report =>
        {
            report.ToTable("resolution_reports");
            report.HasKey(r => r.Key);
            report.Property(r => r.Period).HasConversion(quarter => quarter.ToString(), text => Quarter.Parse(text));
            report.HasIndex(r => new { r.Resolution, r.Period });
        });
        model.Entity<CooperationResolution>().ToTable("cooperation_resolutions").HasKey(r => r.Key);
        return model;
    }
}
