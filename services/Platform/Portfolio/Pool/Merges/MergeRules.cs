using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Portfolio.Pool.Merges;

/// <summary>
/// Whether a decision may stand. A project is merged into one that counts, never into one that was merged away itself, so that from every
/// project it is one step to the one that counts.
/// </summary>
internal static class MergeRules
{
    /// <param name="wanted">The decision, with the version that it would get.</param>
    /// <param name="last">What is decided of the two; then both are known, also while the pool is built again.</param>
    /// <param name="others">What is decided of either of the two and a third.</param>
    /// <param name="pool">Those of the two that are in the pool.</param>
    public static ProblemDetails? Refuse(
        ProjectMerge wanted, ProjectMerge? last, IReadOnlyList<ProjectMerge> others, IReadOnlySet<string> pool)
    {
        foreach (var (field, key) in new[] { ("first", wanted.First), ("second", wanted.Second) })
        {
            if (last is null && !pool.Contains(key))
            {
                return Problem.Of(MergeRefusals.UnknownProject, Refusal.Repeat(key)).With("field", field);
            }
        }

        if (wanted.Version != (last?.Version ?? 0) + 1)
        {
            return Problem.Of(MergeRefusals.DecidedMeanwhile, last?.Version ?? 0, wanted.Version - 1).With("field", "version").With("version", last?.Version ?? 0);
        }

        if (wanted.Remaining is not { } remaining)
        {
            return null;
        }

        if (others.FirstOrDefault(o => o.Away == remaining) is { } chain)
        {
            return Problem.Of(MergeRefusals.Chain, remaining, chain.Remaining).With("field", "remaining").With("remaining", chain.Remaining);
        }

        if (others.FirstOrDefault(o => o.Away == wanted.Away) is { } elsewhere)
        {
            return Problem.Of(MergeRefusals.MergedElsewhere, wanted.Away, elsewhere.Remaining).With("remaining", elsewhere.Remaining);
        }

        return others.FirstOrDefault(o => o.Remaining == wanted.Away) is { } held
            ? Problem.Of(MergeRefusals.HoldsOthers, wanted.Away, held.Away).With("field", "remaining")
            : null;
    }
}
