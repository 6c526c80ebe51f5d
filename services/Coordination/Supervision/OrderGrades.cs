using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Coordination.Supervision;

/// <summary>How serious an order is (督办等级). It is never said: it follows from why there is an order.</summary>
public enum OrderGrade
{
    Blue,
    Orange,
    Red,
}

/// <summary>Why there is an order (立项依据).</summary>
public enum OrderBasis
{
    Slow,
    Poor,
    BlueMissed,
    Major,
    OrangeMissed,
    Special,
}

/// <summary>Blue for what is slow or poor; orange for a missed blue or a major matter; red for a missed orange or a special matter (office-practice §7).</summary>
public static class OrderGrades
{
    public static readonly Codes<OrderGrade> Codes = new(
        (OrderGrade.Blue, "blue", "蓝色"), (OrderGrade.Orange, "orange", "橙色"), (OrderGrade.Red, "red", "红色"));

    public static readonly Codes<OrderBasis> Bases = new(
        (OrderBasis.Slow, "slow", "进展缓慢"),
        (OrderBasis.Poor, "poor", "成效较差"),
        (OrderBasis.BlueMissed, "blue-missed", "蓝色督办逾期且无正当理由"),
        (OrderBasis.Major, "major", "重大事项"),
        (OrderBasis.OrangeMissed, "orange-missed", "橙色督办逾期且无正当理由"),
        (OrderBasis.Special, "special", "特别重大事项"));

    private static readonly Dictionary<OrderBasis, (OrderGrade Grade, OrderGrade? Missed)> Rule = new()
    {
        [OrderBasis.Slow] = (OrderGrade.Blue, null),
        [OrderBasis.Poor] = (OrderGrade.Blue, null),
        [OrderBasis.BlueMissed] = (OrderGrade.Orange, OrderGrade.Blue),
        [OrderBasis.Major] = (OrderGrade.Orange, null),
        [OrderBasis.OrangeMissed] = (OrderGrade.Red, OrderGrade.Orange),
        [OrderBasis.Special] = (OrderGrade.Red, null),
    };

    public static OrderGrade Of(OrderBasis basis) => Rule[basis].Grade;

    /// <summary>The grade of the order whose limit was missed; null where the basis is the matter itself.</summary>
    public static OrderGrade? MissedBy(OrderBasis basis) => Rule[basis].Missed;

    /// <param name="earlier">The order that it says it follows; null where there is none of that number.</param>
    /// <param name="isMissed">Whether that one was missed. Its limit is the extended one: what was extended had a reason.</param>
    public static ProblemDetails? RefuseFollowing(SupervisionOrder wanted, SupervisionOrder? earlier, bool isMissed)
    {
        if (MissedBy(wanted.Basis) is not { } grade)
        {
            return null;
        }

        var problem = earlier switch
        {
            null => Problem.Of(OrderRefusals.UnknownEarlier, Refusal.Repeat(wanted.Follows!)),
            _ when earlier.Grade != grade => Problem.Of(
                OrderRefusals.EarlierGrade, earlier.Number, Codes.WordOf(earlier.Grade).Zh, Codes.WordOf(grade).Zh, Codes.Write(earlier.Grade), Codes.Write(grade)),
            _ when !IsOfOneMatter(wanted, earlier) => Problem.Of(OrderRefusals.EarlierDiffers, earlier.Number),
            _ when !isMissed => Problem.Of(OrderRefusals.EarlierNotMissed, earlier.Number, earlier.LimitDate is { } limit ? $"{limit:yyyy-MM-dd}" : "–"),
            _ => null,
        };
        return problem?.With("field", "follows");
    }

    private static bool IsOfOneMatter(SupervisionOrder one, SupervisionOrder other) =>
        (one.Matter, one.Task, one.Project, one.Lead) == (other.Matter, other.Task, other.Project, other.Lead);
}
