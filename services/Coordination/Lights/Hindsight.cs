namespace Cluster.Coordination.Lights;

/// <summary>
/// Facts as if everybody had said in time what is known today: of each report the newest version, from the day on which its first one came, or on which
/// it was due where it came late. A past day that is computed from them is what it would have been.
/// </summary>
internal static class Hindsight
{
    public static LightFacts Of(LightFacts facts, int reportDueDay) => facts with
    {
        YearPlans = Newest(facts.YearPlans, p => p.Year, (p, said) => p with { SaidOn = Earlier(said, new DateOnly(p.Year, 1, 1)) }),
        Months = Newest(facts.Months, m => m.Month, (m, said) => m with { SaidOn = Earlier(said, m.Month.AddMonths(1).AddDays(reportDueDay - 1)) }),
        Milestones = Newest(facts.Milestones, m => m.Key, (m, said) => m with { SaidOn = said }),
        Quotas = Newest(facts.Quotas, q => q.Month, (q, said) => q with { SaidOn = Earlier(said, q.Month.AddMonths(1).AddDays(reportDueDay - 1)) }),
    };

    private static List<T> Newest<T, TKey>(IReadOnlyList<T> reports, Func<T, TKey> keyOf, Func<T, DateOnly, T> saidOn)
        where T : IReported =>
        [.. reports.GroupBy(keyOf).Select(same => saidOn(same.OrderBy(r => (r.SaidOn, r.Version)).Last(), same.Min(r => r.SaidOn)))];

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
