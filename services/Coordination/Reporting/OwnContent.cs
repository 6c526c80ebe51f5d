using Cluster.Contracts;

namespace Cluster.Coordination.Reporting;

/// <summary>
/// Complete is what has a figure or words of its own for the period (office-practice §6). A figure that equals the newest one of an earlier period
/// is not, nor are words that were copied from there. What was known when the part came decides, so a correction of an earlier period undoes no
/// report; and no button makes anything complete: a tick is an answer of its own kind. Of several periods that came at one moment the earliest was first.
/// </summary>
public sealed class OwnContent
{
    private readonly List<ReceivedPart> _inOrder;

    /// <param name="parts">All that one organisation sent on one item, for whatever period.</param>
    public OwnContent(IEnumerable<ReceivedPart> parts) => _inOrder =
        [.. parts.Distinct().OrderBy(p => p.ReceivedAt).ThenBy(p => p.Period.FirstDay).ThenBy(p => p.Version)];

    public ItemStanding For(string item, Period period)
    {
        var (answer, since) = (ItemAnswer.Missing, (DateTimeOffset?)null);
        foreach (var (index, part) in _inOrder.Index().Where(p => p.Item.Period == period))
        {
            answer = Judge(part, _inOrder[..index]);
            since = answer >= ItemAnswer.NoChange ? since ?? part.ReceivedAt : null;
        }

        return new ItemStanding(item, answer, since);
    }

    private static ItemAnswer Judge(ReceivedPart part, List<ReceivedPart> before)
    {
        var earlier = before.Where(p => p.Period.OrderTo(part.Period) < 0).GroupBy(p => p.Period)
            .OrderByDescending(same => same.Key.FirstDay).Select(same => same.Last()).ToList();
        var words = Plain(part.Words);
        var hasFigure = part.Figure is { } figure && earlier.Find(p => p.Figure is not null)?.Figure != figure;
        var hasWords = words.Length > 0 && Plain(earlier.Find(p => Plain(p.Words).Length > 0)?.Words) != words;
        return hasFigure || hasWords ? ItemAnswer.Complete
            : part.IsNoChange ? ItemAnswer.NoChange
            : part.Figure is not null || words.Length > 0 ? ItemAnswer.Repeated
            : ItemAnswer.Missing;
    }

    /// <summary>Spaces and line breaks are no words.</summary>
    private static string Plain(string? words) => string.Concat((words ?? "").Where(c => !char.IsWhiteSpace(c)));
}
