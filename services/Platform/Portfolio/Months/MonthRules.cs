using Cluster.Ingestion;

namespace Cluster.Portfolio.Months;

/// <summary>What must hold within a month's row and against the project that it is of.</summary>
internal static class MonthRules
{
    public static IEnumerable<Fault> OfRow(ProjectMonth row, DateOnly today)
    {
        if (row.Month > today)
        {
            yield return Fault.Of("month", PortfolioRefusals.MonthInFuture, $"{row.Month:yyyy-MM}");
        }

        if (row.SinceStartWan < row.YearToDateWan)
        {
            yield return Fault.Of("sinceStartWan", PortfolioRefusals.SinceStartBelowYear, row.SinceStartWan, row.YearToDateWan);
        }

        if (row.ConstructionWan + row.EquipmentWan + row.OtherCostsWan is { } parts && parts != row.YearToDateWan)
        {
            yield return Fault.Of("yearToDateWan", PortfolioRefusals.PartsMismatch, parts, row.YearToDateWan);
        }
    }

    public static IEnumerable<Fault> OfProject(ProjectMonth row, PortfolioOptions options)
    {
        foreach (var fault in OfTotal(row, row.Of!.LimitWan))
        {
            yield return fault;
        }

        var schedule = row.Stored!.ScheduleOf(row, options.Schedule);
        if (row.Variance is null && schedule.VariancePoints(row.YearToDateWan, row.Month) is { } points && Math.Abs(points) > options.VarianceInWordsFrom)
        {
            var form = Schedule.Forms.WordOf(schedule.Form);
            yield return Fault.Of(
                "variance", PortfolioRefusals.VarianceUnexplained, Math.Round(Math.Abs(points), 1, MidpointRounding.AwayFromZero),
                points < 0 ? "落后" : "超前", options.VarianceInWordsFrom, points < 0 ? "behind" : "ahead of", form.Zh, form.Code);
        }
    }

    public static IEnumerable<Fault> OfTotal(ProjectMonth row, decimal? limitWan)
    {
        if ((row.SinceStartWan ?? row.YearToDateWan) > limitWan)
        {
            yield return Fault.Of(
                row.SinceStartWan is null ? "yearToDateWan" : "sinceStartWan", PortfolioRefusals.AboveTotal, row.SinceStartWan ?? row.YearToDateWan, limitWan);
        }
    }

    /// <summary>
    /// Paying more than is in place happens when the funds of the year before are paid; mostly it is a typing error. A month that was left out is a
    /// gap in every comparison, not a zero.
    /// </summary>
    public static IEnumerable<RowNote> Doubts(ProjectMonth row)
    {
        if (row.PaidWan > row.InPlaceWan)
        {
            yield return RowNote.Doubt(Fault.Of("paidWan", PortfolioRefusals.PaidAboveInPlace, row.PaidWan, row.InPlaceWan), $"{row.PaidWan}");
        }

        if (row.Stored?.LastBefore(row) is { } last && last < row.Month.AddMonths(-1))
        {
            yield return RowNote.Doubt(
                Fault.Of("month", PortfolioRefusals.MonthLeftOut, $"{last.AddMonths(1):yyyy-MM}", $"{row.Month.AddMonths(-1):yyyy-MM}"), $"{row.Month:yyyy-MM}");
        }
    }
}
