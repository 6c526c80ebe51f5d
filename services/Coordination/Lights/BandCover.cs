using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>The bands of a rule cover its whole axis, and no number of it twice; each hole and overlap is named.</summary>
internal static class BandCover
{
    public static IEnumerable<Fault> Faults(string rule, string field, IReadOnlyList<Interval> bands, bool isWhole)
    {
        var reach = Interval.Everything.From;
        foreach (var band in bands.Select(b => isWhole ? b.OverWholeNumbers() : b).Where(b => !b.IsEmpty).OrderBy(b => b.From).ThenBy(b => b.To))
        {
            var start = isWhole ? Meeting(reach) : reach;
            if (band.From > start)
            {
                yield return Say(LightRefusals.BandsHole, new Interval(start, isWhole ? Before(band.From) : band.From));
            }
            else if (band.From < start)
            {
                yield return Say(LightRefusals.BandsOverlap, new Interval(band.From, band.To < reach ? band.To : reach));
            }

            reach = band.To > reach ? band.To : reach;
        }

        if (reach < Interval.Everything.To)
        {
            yield return Say(LightRefusals.BandsHole, new Interval(isWhole ? Meeting(reach) : reach, Interval.Everything.To));
        }

        Fault Say(Refusal refusal, Interval where) => Fault.Of(field, refusal, rule, where);
    }

    /// <summary>Between whole numbers lies nothing: after 30 is before 31.</summary>
    private static Cut Meeting(Cut reach) => reach is { IsEnd: false, After: true } ? new Cut(reach.Value + 1, After: false) : reach;

    private static Cut Before(Cut from) => new(from.Value - 1, After: true);
}
