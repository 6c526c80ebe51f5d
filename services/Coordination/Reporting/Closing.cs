using Cluster.Coordination.Calendar;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>Who can open what is closed.</summary>
public enum Opener
{
    /// <summary>It opens by itself.</summary>
    Time,
    Office,
    Nobody,
}

/// <summary>Why a report is closed to somebody (office-practice §6): a code, who can open it, until when, and the sentence.</summary>
/// <param name="Until">When it opens by itself, or from when on the office cannot open it any more; null where there is no such moment.</param>
public sealed record Closing(string Code, Opener Opener, DateTimeOffset? Until, BilingualText Sentence)
{
    private RefusalKind Kind { get; init; }

    /// <returns>Null where the report is open.</returns>
    public static Closing? Of(ReportingCycle cycle, string task, string organisation, ReportingFacts facts, DateTimeOffset now)
    {
        var known = facts.KnownAt(now);
        return Obligations.Of(cycle.Period, known.Roles).Any(o => o.Task == task && o.Organisation == organisation)
            ? OfCycle(cycle, organisation, known.Allowances, now)
            : Say(ReportingRefusals.NotOwed, Opener.Office, null, organisation, task, cycle.Period);
    }

    /// <summary>Whether the cycle itself is closed to an organisation, whatever it owes.</summary>
    public static Closing? OfCycle(ReportingCycle cycle, string organisation, IEnumerable<Allowance> granted, DateTimeOffset now)
    {
        var allowances = granted.Where(a => a.GrantedAt <= now && a.Organisation == organisation && a.Period == cycle.Period).ToList();
        var final = $"{cycle.FinalAt.AddDays(-1).CityDay():yyyy-MM-dd}";
        return now < cycle.OpensAt ? Say(ReportingRefusals.TooEarly, Opener.Time, cycle.OpensAt, cycle.Period, $"{cycle.Period.FirstDay:yyyy-MM-dd}")
            : now < cycle.ClosesAt || allowances.Exists(a => a.Covers(now)) ? null
            : now >= cycle.FinalAt ? Say(ReportingRefusals.CycleFinal, Opener.Nobody, null, cycle.Period, final)
            : allowances.Select(a => (DateOnly?)a.Until).Max() is { } ended && ended > cycle.Closes.LastDay
                ? Say(ReportingRefusals.AllowanceEnded, Opener.Office, cycle.FinalAt, cycle.Period, $"{ended:yyyy-MM-dd}", final)
            : Say(
                ReportingRefusals.CycleClosed, Opener.Office, cycle.FinalAt, cycle.Period, $"{cycle.Closes.LastDay:yyyy-MM-dd}",
                $"{cycle.Due.LastDay:yyyy-MM-dd}", final);
    }

    public Fault AsFault(string field) => new(field, Code, (int)Kind, Sentence, Allowed: null);

    private static Closing Say(Refusal refusal, Opener opener, DateTimeOffset? until, params object?[] particulars) =>
        new(refusal.Code, opener, until, refusal.Say(particulars)) { Kind = refusal.Kind };
}
