using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>What gives a department more time.</summary>
public enum AllowanceKind
{
    /// <summary>延期: before the cycle closes.</summary>
    Extension,

    /// <summary>重新开放: after it closed.</summary>
    Reopening,
}

/// <summary>
/// An extension or a reopening (延期、重新开放) of one organisation in one cycle, with its reason and its last day. The due moment stays where it is:
/// what comes under it is late and excused. Nothing is excused backwards, so a past day shows what it showed.
/// </summary>
public sealed record Allowance
{
    private Allowance(AllowanceKind kind, string organisation, Period period, string reason, string grantedBy, DateTimeOffset grantedAt, DateOnly until) =>
        (Kind, Organisation, Period, Reason, GrantedBy, GrantedAt, Until) = (kind, organisation, period, reason, grantedBy, grantedAt, until);

    public AllowanceKind Kind { get; }

    public string Organisation { get; }

    public Period Period { get; }

    public string Reason { get; }

    /// <summary>The person of the office who decided.</summary>
    public string GrantedBy { get; }

    public DateTimeOffset GrantedAt { get; }

    /// <summary>The last day on which it holds.</summary>
    public DateOnly Until { get; }

    public DateTimeOffset EndsAt => Until.EndsAt();

    /// <summary>Grants what fits the moment: an extension while the cycle is open, a reopening once it closed.</summary>
    public static (Allowance? Allowance, IReadOnlyList<Fault> Faults) Grant(
        ReportingCycle cycle, string organisation, string reason, string grantedBy, DateTimeOffset at, DateOnly until)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(reason))
        {
            faults.Add(Fault.Of("reason", ReportingRefusals.AllowanceWithoutReason));
        }

        if (at >= cycle.FinalAt)
        {
            faults.Add(Fault.Of("period", ReportingRefusals.CycleFinal, cycle.Period, $"{cycle.FinalAt.AddDays(-1).CityDay():yyyy-MM-dd}"));
        }
        else if (until < at.CityDay() || until <= cycle.Due.LastDay)
        {
            faults.Add(Fault.Of("until", ReportingRefusals.AllowanceTooShort, $"{until:yyyy-MM-dd}", $"{cycle.Due.LastDay:yyyy-MM-dd}", $"{at.CityDay():yyyy-MM-dd}"));
        }
        else if (until.EndsAt() > cycle.FinalAt)
        {
            faults.Add(Fault.Of("until", ReportingRefusals.AllowanceTooLong, $"{until:yyyy-MM-dd}", $"{cycle.FinalAt.AddDays(-1).CityDay():yyyy-MM-dd}"));
        }

        var kind = at < cycle.ClosesAt ? AllowanceKind.Extension : AllowanceKind.Reopening;
        return faults.Count > 0 ? (null, faults) : (new Allowance(kind, organisation, cycle.Period, reason, grantedBy, at, until), []);
    }

    /// <summary>As it was granted, by the days that held then.</summary>
    internal static Allowance Stored(
        AllowanceKind kind, string organisation, Period period, string reason, string grantedBy, DateTimeOffset grantedAt, DateOnly until) =>
        new(kind, organisation, period, reason, grantedBy, grantedAt, until);

    public bool Covers(DateTimeOffset moment) => GrantedAt <= moment && moment < EndsAt;
}
