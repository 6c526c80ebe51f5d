using Cluster.Ingestion;

namespace Cluster.Portfolio.Projects;

/// <summary>
/// What must hold between a project's stage and the one before. The first report of a project may have any stage: it was there before the
/// platform was. A row that comes late replaces nothing, and so nothing moves.
/// </summary>
internal static class StageRules
{
    public static IEnumerable<Fault> FaultsOf(Project row)
    {
        var (from, to) = (row.Stored?.Stage, StageGates.Codes.WordOf(row.Stage));
        if (StageGates.IsHalted(row.Stage) && row.StageReason is null)
        {
            yield return Fault.Of("stageReason", PortfolioRefusals.HaltReasonMissing, to.Zh, to.Code);
        }

        if (from is null || from == row.Stage || row.StageCorrection is not null || row.AsOf < row.Stored!.AsOf)
        {
            yield break;
        }

        if (!StageGates.After(from.Value).Contains(row.Stage))
        {
            var word = StageGates.Codes.WordOf(from.Value);
            yield return Fault.Of("stage", PortfolioRefusals.StageNotAllowed, word.Zh, to.Zh, word.Code, to.Code)
                .Allowing([.. StageGates.After(from.Value).Prepend(from.Value).Select(StageGates.Codes.Write)]);
            yield break;
        }

        if (StageGates.AsksForEvidence(row.Stage) && row.StageEvidence is null)
        {
            yield return Fault.Of("stageEvidence", PortfolioRefusals.EvidenceMissing, to.Zh, to.Code);
        }

        if (row.StageSince < row.Stored!.StageSince)
        {
            yield return Fault.Of("stageSince", PortfolioRefusals.StageBeforeLast, $"{row.StageSince:yyyy-MM-dd}", $"{row.Stored.StageSince:yyyy-MM-dd}");
        }
    }
}
