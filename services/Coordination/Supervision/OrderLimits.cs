using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Coordination.Supervision;

/// <summary>
/// Until when a unit has to feed back. Days are those of the calendar, and the day of signing is none of them (office-practice §7, which says
/// working days where it means them; government-standards §10 on terms).
/// </summary>
public static class OrderLimits
{
    private static readonly Dictionary<OrderKind, int> Days = new()
    {
        [OrderKind.Urgent] = 5,
        [OrderKind.Ordinary] = 15,
        [OrderKind.Hard] = 30,
    };

    /// <summary>The last day of a limit that begins with a step of the given day; null where neither a date nor a kind says one.</summary>
    public static DateOnly? From(DateOnly day, DateOnly? date, OrderKind? kind) => date ?? (kind is { } counted ? day.AddDays(Days[counted]) : null);

    /// <param name="limit">What would hold.</param>
    /// <param name="now">What holds, where it may only move on.</param>
    public static ProblemDetails? Refuse(DateOnly? limit, DateOnly today, DateOnly? now = null)
    {
        var problem = limit switch
        {
            null => Problem.Of(OrderRefusals.WithoutLimit),
            _ when limit <= today => Problem.Of(OrderRefusals.LimitPast, $"{limit:yyyy-MM-dd}", $"{today:yyyy-MM-dd}"),
            _ when limit <= now => Problem.Of(OrderRefusals.ExtensionNotLater, $"{limit:yyyy-MM-dd}", $"{now:yyyy-MM-dd}"),
            _ => null,
        };
        return problem?.With("field", "limitDate");
    }
}
