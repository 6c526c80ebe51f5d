using Cluster.Contracts;

namespace Cluster.Coordination.Reporting;

public enum TaskRole
{
    Lead,
    CoOperator,
    Implementer,
}

/// <summary>That an organisation came to a role in a task, or left it, on a day. Roles are changed by facts and never overwritten.</summary>
/// <param name="On">The first day with the role, or the first without it.</param>
/// <param name="KnownAt">When the fact was received: what is asked as of an earlier moment does not see it.</param>
/// <param name="Version">Tells two of one day apart, as the version of their aggregate does.</param>
public sealed record RoleChange(string Task, string Organisation, TaskRole Role, DateOnly On, bool IsHeld, DateTimeOffset KnownAt, long Version);

/// <summary>That an organisation owes its part of a task's report for a period (报送义务).</summary>
/// <param name="By">The role that it follows from.</param>
public sealed record Obligation(string Task, string Organisation, Period Period, TaskRole By);

/// <summary>
/// Who owes what follows from the roles (office-practice §6): whoever led a task on at least one day of a period owes its part for it. So a new
/// lead owes at once, also on the period's last day, and a withdrawn one is free from the next cycle on. Where nobody led, the implementers owe.
/// </summary>
public static class Obligations
{
    public static IReadOnlyList<Obligation> Of(Period period, IEnumerable<RoleChange> changes) =>
    [
        .. changes.GroupBy(c => c.Task).OrderBy(task => task.Key, StringComparer.Ordinal).SelectMany(task =>
        {
            var by = Holders(task, TaskRole.Lead, period).Any() ? TaskRole.Lead : TaskRole.Implementer;
            return Holders(task, by, period).Select(organisation => new Obligation(task.Key, organisation, period, by));
        }),
    ];

    private static IEnumerable<string> Holders(IEnumerable<RoleChange> task, TaskRole role, Period period) =>
        task.Where(c => c.Role == role).GroupBy(c => c.Organisation).Where(own => WasHeld(own, period)).Select(own => own.Key)
            .Order(StringComparer.Ordinal);

    /// <summary>On its first day, or on one on which it was given; what the newest fact of a day says holds from that day.</summary>
    private static bool WasHeld(IEnumerable<RoleChange> own, Period period)
    {
        var days = own.GroupBy(c => c.On).Select(day => day.MaxBy(c => (c.KnownAt, c.Version))!).OrderBy(c => c.On).ToList();
        return days.FindLast(c => c.On <= period.FirstDay) is { IsHeld: true }
            || days.Exists(c => c.IsHeld && c.On > period.FirstDay && c.On <= period.LastDay);
    }
}
