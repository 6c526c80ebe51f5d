using System.Globalization;
using Cluster.Ingestion;

namespace Cluster.Portfolio.Curves;

/// <summary>What must hold within a curve, and between it and what it is the plan of.</summary>
internal static class CurveRules
{
    public static IEnumerable<Fault> OfRow(IReadOnlyList<decimal> cumulativeWan, IReadOnlyCollection<int> frozen)
    {
        for (var month = 1; month <= ProjectCurve.Months; month++)
        {
            var (before, now) = (month == 1 ? 0 : cumulativeWan[month - 2], cumulativeWan[month - 1]);
            if (now < before)
            {
                yield return Fault.Of(ProjectCurve.FieldOf(month), CurveRefusals.Falls, month, now, before);
            }
            else if (now > before && frozen.Contains(month))
            {
                yield return Fault.Of(ProjectCurve.FieldOf(month), CurveRefusals.RisesWhileFrozen, month, now, before);
            }
        }
    }

    public static IEnumerable<Fault> OfStart(ProjectCurve curve, IReadOnlyCollection<int> frozen)
    {
        if (curve.PlannedStart is not { } start)
        {
            yield break;
        }

        if (start.Year != curve.Year)
        {
            yield return Fault.Of("plannedStart", PortfolioRefusals.StartOfOtherYear, $"{start:yyyy-MM}", curve.Year);
        }
        else if (frozen.Contains(start.Month))
        {
            yield return Fault.Of("plannedStart", CurveRefusals.StartsWhileFrozen, $"{start:yyyy-MM}");
        }
    }

    /// <summary>Months in order and each once, or the first word that is none.</summary>
    public static (int[] Months, string? Wrong) MonthsIn(IEnumerable<string> words)
    {
        var months = new SortedSet<int>();
        foreach (var word in words)
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > ProjectCurve.Months)
            {
                return ([], word);
            }

            months.Add(month);
        }

        return ([.. months], null);
    }

    /// <summary>Held against what is stored now, when it is reported and again when it is accepted: the year's plan may have moved in between.</summary>
    public static IEnumerable<Fault> OfYear(ProjectCurve curve)
    {
        var (plan, december) = (curve.Plan, curve.M12Wan);
        if (plan?.PlannedWan is { } planned && planned != december)
        {
            yield return Fault.Of(ProjectCurve.FieldOf(ProjectCurve.Months), CurveRefusals.DecemberOffPlan, december, planned);
        }
        else if (december > curve.Of!.LimitWan)
        {
            yield return Fault.Of(ProjectCurve.FieldOf(ProjectCurve.Months), PortfolioRefusals.AboveTotal, december, curve.Of.LimitWan);
        }

        if ((curve.PlannedStart ?? plan?.PlannedStart) is not { } start)
        {
            yield break;
        }

        for (var month = 1; month < start.Month; month++)
        {
            if (curve.CumulativeWan[month - 1] > 0)
            {
                yield return Fault.Of(ProjectCurve.FieldOf(month), CurveRefusals.BeforeStart, month, $"{start:yyyy-MM}", curve.CumulativeWan[month - 1]);
            }
        }
    }

    /// <summary>What is said again is held against nothing; what came late replaces nothing, and so owes no reason.</summary>
    public static IEnumerable<Fault> OfChange(ProjectCurve curve)
    {
        if (curve.Stored is { } stored && curve.SaysTheSameAs(stored))
        {
            yield break;
        }

        if (curve is { Stored.AcceptedWan: not null, Reason: null, IsLate: false })
        {
            yield return Fault.Of("reason", CurveRefusals.ReasonMissing);
        }

        foreach (var fault in OfYear(curve))
        {
            yield return fault;
        }
    }
}
