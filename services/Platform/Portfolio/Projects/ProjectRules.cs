using Cluster.Ingestion;

namespace Cluster.Portfolio.Projects;

/// <summary>What must hold within a project's row, whatever was said of it before (office practice on money, places and dates).</summary>
internal static class ProjectRules
{
    public static void Judge(Project project, DateOnly today, Row row)
    {
        foreach (var fault in Places(project).Concat(Codes(project)).Concat(Days(project, today)).Concat(Money(project)))
        {
            row.Refuse(fault);
        }
    }

    private static IEnumerable<Fault> Places(Project project)
    {
        if (project.Counties.Length == 0)
        {
            yield return Fault.Of("counties", IngestionRefusals.Required, "建设地点", "The places");
            yield break;
        }

        var shares = CountyShares.Read(project.SharesPercent);
        if (!CountyShares.AreOf(project.Counties.Length, shares))
        {
            yield return Fault.Of("sharesPercent", PortfolioRefusals.SharesMismatch, project.Counties.Length, shares.Length, shares.Sum());
        }
    }

    private static IEnumerable<Fault> Codes(Project project)
    {
        if (project.IndustryClass is { } industry && (industry.Length < 2 || !industry.All(char.IsAsciiDigit)))
        {
            yield return Fault.Of("industryClass", PortfolioRefusals.IndustryClassShape, industry);
        }
        else if (project.IndustryClass is { } classed && !IndustryDivisions.Codes.Contains(classed[..2]))
        {
            yield return Fault.Of("industryClass", PortfolioRefusals.UnknownIndustryDivision, classed, classed[..2]).Allowing(IndustryDivisions.Codes);
        }

        foreach (var task in project.Tasks.Where(t => t is not ['T', >= '0' and <= '9', >= '0' and <= '9'] || t == "T00").Take(1))
        {
            yield return Fault.Of("tasks", PortfolioRefusals.TaskShape, task);
        }
    }

    private static IEnumerable<Fault> Days(Project project, DateOnly today)
    {
        var days = new (string Field, DateOnly? Day)[]
        {
            ("stageSince", project.StageSince), ("statisticsEnteredOn", project.StatisticsEnteredOn), ("startedOn", project.StartedOn), ("completedOn", project.CompletedOn),
        };
        foreach (var (field, day) in days.Where(d => d.Day > today))
        {
            yield return Fault.Of(field, PortfolioRefusals.DayInFuture, $"{day:yyyy-MM-dd}");
        }

        var word = StageGates.Codes.WordOf(project.Stage);
        if (project.StartedOn is null && StageGates.HasStarted(project.Stage))
        {
            yield return Fault.Of("startedOn", PortfolioRefusals.StartMissing, word.Zh, word.Code);
        }

        if (project.StartedOn is not null && StageGates.IsBeforeStart(project.Stage))
        {
            yield return Fault.Of("startedOn", PortfolioRefusals.StartedEarly, word.Zh, word.Code);
        }

        if (project.CompletedOn is null == StageGates.IsCompleted(project.Stage))
        {
            yield return Fault.Of(
                "completedOn", project.CompletedOn is null ? PortfolioRefusals.CompletionMissing : PortfolioRefusals.CompletedEarly, word.Zh, word.Code);
        }

        if (project.CompletedOn < project.StartedOn)
        {
            yield return Fault.Of("completedOn", PortfolioRefusals.CompletionBeforeStart, $"{project.CompletedOn:yyyy-MM-dd}", $"{project.StartedOn:yyyy-MM-dd}");
        }

        if (project.PlannedCompletion < project.PlannedStart)
        {
            yield return Fault.Of("plannedCompletion", PortfolioRefusals.CompletionBeforeStart, $"{project.PlannedCompletion:yyyy-MM-dd}", $"{project.PlannedStart:yyyy-MM-dd}");
        }
    }

    internal static IEnumerable<Fault> Money(Project project)
    {
        if (project.AdjustedTotalWan is null != project.AdjustmentNumber is null)
        {
            yield return Fault.Of(project.AdjustedTotalWan is null ? "adjustedTotalWan" : "adjustmentNumber", PortfolioRefusals.AdjustmentIncomplete);
        }

        decimal?[] sources = [project.BudgetWan, project.LoansWan, project.BondsWan, project.ForeignWan, project.SelfRaisedWan, project.OtherSourcesWan];
        if (sources.All(s => s is null))
        {
            yield break;
        }

        var sum = sources.Sum();
        if ((project.AdjustedTotalWan ?? project.TotalWan) is not { } total)
        {
            yield return Fault.Of("totalWan", PortfolioRefusals.SourcesWithoutTotal, sum);
        }
        else if (sum != total)
        {
            yield return Fault.Of("totalWan", PortfolioRefusals.SourcesMismatch, sum, total);
        }
    }
}
