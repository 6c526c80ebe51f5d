using Cluster.Ingestion;
using Cluster.Portfolio.Projects;

namespace Cluster.Portfolio.Milestones;

/// <summary>
/// What must hold between a milestone and what was said of it before, and how its slips (推迟次数) are counted: a light turns red at the second
/// one, so a plan does not follow the delay without a reason.
/// </summary>
internal static class SlipRules
{
    /// <summary>A forecast behind the plan that is later than the day expected before is a slip; one that comes back is none.</summary>
    public static long Count(Milestone row)
    {
        var before = row.Stored?.Slips ?? 0;
        var isSlip = row.Forecast > row.Planned && row.Forecast > (row.Stored?.Expected ?? row.Planned);
        return isSlip && !IsLate(row) ? before + 1 : before;
    }

    public static IEnumerable<Fault> FaultsOf(Milestone row)
    {
        if (row.Actual is { } actual && row.Of is { } project)
        {
            foreach (var fault in ActualFaults(row, actual, project))
            {
                yield return fault;
            }
        }

        if (row.Stored is not { } stored || row.Correction is not null || IsLate(row))
        {
            yield break;
        }

        if (stored.Planned != row.Planned)
        {
            yield return Fault.Of("planned", MilestoneRefusals.PlanMoved, $"{stored.Planned:yyyy-MM-dd}", $"{row.Planned:yyyy-MM-dd}");
        }

        if (stored.Actual is { } came && came != row.Actual)
        {
            yield return Fault.Of("actual", MilestoneRefusals.ActualTakenBack, $"{came:yyyy-MM-dd}");
        }
    }

    /// <summary>What belongs to the preparation came before the start of the works; a key node may, where no start is known.</summary>
    private static IEnumerable<Fault> ActualFaults(Milestone row, DateOnly actual, StoredProject project)
    {
        if (row.Gate is { } gate && StageGates.IsBeforeStart(gate))
        {
            yield break;
        }

        if (actual < project.StartedOn)
        {
            yield return Fault.Of("actual", MilestoneRefusals.BeforeStart, $"{actual:yyyy-MM-dd}", $"{project.StartedOn:yyyy-MM-dd}");
        }
        else if (row.Gate is { } stage && project.StartedOn is null)
        {
            var word = StageGates.Codes.WordOf(stage);
            yield return Fault.Of("actual", MilestoneRefusals.ProjectNotStarted, word.Zh, word.Code);
        }
    }

    /// <summary>It came when a newer one was there, and replaces nothing.</summary>
    private static bool IsLate(Milestone row) => row.AsOf < row.Stored?.AsOf;
}
