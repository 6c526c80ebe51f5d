namespace Cluster.Coordination.Lights;

/// <summary>
/// All that is known of a project, a task or a district, each with its day. What was said on a later day than the one asked about is not seen, so
/// a past day is answered as it was then; neither the order of the lists nor a fact that comes twice says anything.
/// </summary>
public sealed record LightFacts
{
    public required LightSubject Subject { get; init; }

    public DateOnly? PlannedStart { get; init; }

    public DateOnly? StartedOn { get; init; }

    /// <summary>入库（纳统）: when it entered the statistics.</summary>
    public DateOnly? EnteredOn { get; init; }

    public IReadOnlyList<AcceptedReason> Reasons { get; init; } = [];

    public IReadOnlyList<StandingPassage> Passages { get; init; } = [];

    public IReadOnlyList<YearPlan> YearPlans { get; init; } = [];

    public IReadOnlyList<MonthFigure> Months { get; init; } = [];

    public IReadOnlyList<MilestoneReport> Milestones { get; init; } = [];

    public IReadOnlyList<QuotaMonth> Quotas { get; init; } = [];
}

public enum LightSubject
{
    Project,
    Task,
    District,
}

public enum Standing
{
    Active,
    Suspended,
    Done,
}

/// <summary>Something that was reported, and may be reported again: of what was said up to a day, the newest counts.</summary>
public interface IReported
{
    DateOnly SaidOn { get; }

    /// <summary>Tells two of one day apart, as the version of their aggregate does.</summary>
    long Version { get; }
}

public sealed record StandingPassage(DateOnly Since, Standing Standing);

/// <param name="PlannedWan">年度计划投资.</param>
/// <param name="CurveWan">The accepted monthly plan; see <see cref="Portfolio.Months.Schedule"/>.</param>
/// <param name="PaymentsWan">What should be paid to the end of each month, cumulative; null where no requirement was set.</param>
public sealed record YearPlan(
    int Year, decimal? PlannedWan, IReadOnlyList<decimal>? CurveWan, IReadOnlyList<decimal>? PaymentsWan, DateOnly SaidOn, long Version) : IReported;

/// <summary>The year to the end of a month; a month without one is a gap and not a zero.</summary>
/// <param name="Month">Its first day.</param>
public sealed record MonthFigure(DateOnly Month, decimal? InvestedWan, decimal? PaidWan, DateOnly SaidOn, long Version) : IReported;

/// <param name="Slips">How often it moved to a later day behind the plan.</param>
public sealed record MilestoneReport(
    string Key, string Name, DateOnly Planned, DateOnly? Forecast, DateOnly? Actual, int Slips, DateOnly SaidOn, long Version) : IReported;

/// <summary>A district's task of a month (当月任务) and what was done of it, in that month alone.</summary>
public sealed record QuotaMonth(DateOnly Month, decimal QuotaWan, decimal? DoneWan, DateOnly SaidOn, long Version) : IReported;

/// <summary>Reports by what they are about.</summary>
internal sealed class Reports<TKey, T>(IEnumerable<T> reports, Func<T, TKey> keyOf)
    where TKey : notnull
    where T : class, IReported
{
    private readonly Dictionary<TKey, List<T>> _byKey =
        reports.GroupBy(keyOf).ToDictionary(same => same.Key, same => same.OrderByDescending(r => (r.SaidOn, r.Version)).ToList());

    public IReadOnlyCollection<TKey> Keys => _byKey.Keys;

    /// <summary>What was known on a day.</summary>
    public T? Known(TKey key, DateOnly day) => _byKey.TryGetValue(key, out var same) ? same.Find(r => r.SaidOn <= day) : null;
}
