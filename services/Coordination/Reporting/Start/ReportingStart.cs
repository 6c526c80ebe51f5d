using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Facts;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting.Start;

/// <summary>
/// That the office began reporting (起用报送). Until then what is loaded is history: its cycles are closed to nobody, nothing is told by itself, and
/// the time that a sender gives its value counts as the receipt, as nobody else could know it. From then on a receipt is a receipt.
/// </summary>
/// <param name="Until">The last day for which anything is owed; null while no end is known.</param>
/// <param name="StartedAt">Null before.</param>
internal sealed record ReportingStart(ReportingRhythm Rhythm, DateOnly Since, DateOnly? Until, DateTimeOffset? StartedAt, long Version)
{
    public static readonly ReportingStart NotYet = new(Rhythms.Of(Rhythms.Default), RoleFacts.PlanBegins, Until: null, StartedAt: null, Version: 0);

    public bool IsCycle(Period period) =>
        period.Type == Rhythm.Period && period.FirstDay >= Period.Of(Since, Rhythm.Period).FirstDay && (Until is null || period.FirstDay <= Until);

    /// <summary>The cycles from the first to the one that a day lies in, or to the last.</summary>
    public IEnumerable<Period> Cycles(DateOnly to)
    {
        for (var period = Period.Of(Since, Rhythm.Period); period.FirstDay <= to && IsCycle(period); period = Period.Of(period.LastDay.AddDays(1), Rhythm.Period))
        {
            yield return period;
        }
    }

    public ReportingCycle CycleOf(Period period, WorkingDays calendar) => new(Rhythm, period, calendar);

    /// <summary>When something that was written at a moment, of a value that a sender dated, counts as received.</summary>
    public DateTimeOffset ReceiptOf(DateTimeOffset writtenAt, DateTimeOffset? asOf) => IsHistory(writtenAt) ? asOf ?? writtenAt : writtenAt;

    /// <summary>Since when a fact that holds from a day is known: what was loaded with the history was known when it began.</summary>
    public DateTimeOffset KnowledgeOf(DateTimeOffset writtenAt, DateOnly from) =>
        IsHistory(writtenAt) && from.StartsAt() is var began && began < writtenAt ? began : writtenAt;

    private bool IsHistory(DateTimeOffset writtenAt) => StartedAt is not { } started || writtenAt < started;
}
