using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Portfolio.Curves;
using Cluster.Portfolio.Evidence;
using Cluster.Portfolio.Milestones;
using Cluster.Portfolio.Months;
using Cluster.Portfolio.Permits;
using Cluster.Portfolio.Problems;
using Cluster.Portfolio.Projects;
using Cluster.Portfolio.Years;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio;

/// <summary>The tables of the project pipeline in a service's database.</summary>
public static class PortfolioTables
{
    public static ModelBuilder AddPortfolio(this ModelBuilder model)
    {
        model.Entity<Project>(project =>
        {
            project.ToTable("projects");
            project.HasKey(p => p.Key);
            project.Property(p => p.Code).HasConversion(code => code!.Value.ToString(), text => ProjectCode.Parse(text));
            project.Property(p => p.CreditCode).HasConversion(code => code!.Value.ToString(), text => CreditCode.Parse(text));
            project.Property(p => p.Nature).HasCode(Project.Natures);
            project.Property(p => p.Funding).HasCode(Project.Fundings);
            project.Property(p => p.Approval).HasCode(Project.Approvals);
            project.Property(p => p.Stage).HasCode(StageGates.Codes);
            project.Property(p => p.StatisticsStage).HasCode(Project.StatisticsStages);
            project.HasIndex(p => p.Code);
            project.HasIndex(p => new { p.Owner, p.Code }).IsUnique(); // also between two calls at the same moment
        });
        model.Entity<StagePassage>(passage =>
        {
            passage.ToTable("project_stages");
            passage.HasKey(p => new { p.Project, p.Since });
            passage.Property(p => p.Stage).HasCode(StageGates.Codes);
        });
        model.Entity<ProjectYear>(year =>
        {
            year.ToTable("project_years");
            year.HasKey(y => y.Key);
            year.Property(y => y.Category).HasCode(ProjectYear.Categories);
            year.HasIndex(y => new { y.Year, y.Project });
            year.HasIndex(y => y.Project); // of a project whose total moves
        });
        model.Entity<ProjectMonth>(month =>
        {
            month.ToTable("project_months");
            month.HasKey(m => m.Key);
            month.HasIndex(m => new { m.Project, m.Month });
        });
        return model.AddCurves().AddEvidence().AddMilestones().AddPermits().AddProblems();
    }
}
