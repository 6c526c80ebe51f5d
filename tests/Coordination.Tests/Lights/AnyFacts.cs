using Cluster.Coordination.Lights;
using Cluster.Portfolio.Months;
using FsCheck;
using FsCheck.Fluent;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>Any facts of about a year and a half, the unlikely ones too, with a preset and a day.</summary>
public static class AnyFacts
{
    private static readonly DateOnly First = new(2025, 1, 1);

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 540).Select(First.AddDays);

    private static readonly Gen<DateOnly?> MaybeDay = from day in Days from isThere in Gen.Elements(true, true, false) select isThere ? day : (DateOnly?)null;

    public static Arbitrary<Given> Any() => Arb.From(
        from facts in Facts
        from preset in Gen.Elements(Presets.Published.Select(p => p.Id).ToArray())
        from city in Gen.Elements(CitySchedule.Straight, CitySchedule.Stepped)
        from today in Days
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Given(facts, preset, city, today, seed));

    private static Gen<LightFacts> Facts =>
        from subject in Gen.Elements(LightSubject.Project, LightSubject.Project, LightSubject.Task, LightSubject.District)
        from plannedStart in MaybeDay
        from startedOn in MaybeDay
        from enteredOn in MaybeDay
        from reasons in Reasons.ListOf(0, 3)
        from passages in Passages.ListOf(0, 2)
        from plans in Plans.ListOf(0, 3)
        from months in Months.ListOf(0, 14)
        from milestones in Milestones.ListOf(0, 3)
        from quotas in Quotas.ListOf(0, 6)
        select new LightFacts
        {
            Subject = subject, PlannedStart = plannedStart, StartedOn = startedOn, EnteredOn = enteredOn, Reasons = [.. reasons], Passages = [.. passages],
            // One aggregate never tells two things in one version.
            YearPlans = [.. plans.Select((p, i) => p with { Version = i + 1 })], Months = [.. months.Select((m, i) => m with { Version = i + 1 })],
            Milestones = [.. milestones.Select((m, i) => m with { Version = i + 1 })], Quotas = [.. quotas.Select((q, i) => q with { Version = i + 1 })],
        };

    private static Gen<List<T>> ListOf<T>(this Gen<T> gen, int from, int to) => Gen.Choose(from, to).SelectMany(n => gen.ListOf(n)).Select(l => l.ToList());

    private static Gen<AcceptedReason> Reasons =>
        from dimension in Gen.Elements(Enum.GetValues<LightDimension>())
        from day in Days
        from length in Gen.Choose(0, 89)
        select Reason(dimension, day, day.AddDays(length));

    private static Gen<StandingPassage> Passages =>
        from day in Days from standing in Gen.Elements(Standing.Active, Standing.Active, Standing.Suspended, Standing.Done) select new StandingPassage(day, standing);

    private static Gen<YearPlan> Plans =>
        from year in Gen.Choose(2025, 2026)
        from planned in Gen.Elements<decimal?>(null, 0, 1_000, 1_200)
        from rises in Gen.Choose(0, 200).ListOf(12)
        from hasCurve in Gen.Elements(true, false, false)
        from hasPayments in Gen.Elements(true, false)
        from day in Days
        let values = Enumerable.Range(1, 12).Select(m => (decimal)rises.Take(m).Sum()).ToArray()
        select new YearPlan(year, planned, hasCurve ? values : null, hasPayments ? values : null, day, 0);

    private static Gen<MonthFigure> Months =>
        from month in Gen.Choose(0, 16)
        from invested in Gen.Choose(-1, 1_200)
        from paid in Gen.Choose(-200, 1_200)
        from delay in Gen.Frequency((4, Gen.Choose(0, 5)), (1, Gen.Choose(-20, 90)))
        let first = First.AddMonths(month)
        select new MonthFigure(first, invested < 0 ? null : invested, paid < 0 ? null : paid, first.AddMonths(1).AddDays(delay), 0);

    private static Gen<MilestoneReport> Milestones =>
        from key in Gen.Elements("M1", "M2")
        from planned in Days
        from forecast in MaybeDay
        from actual in MaybeDay
        from slips in Gen.Choose(0, 3)
        from day in Days
        select new MilestoneReport(key, key, planned, forecast, actual, slips, day, 0);

    private static Gen<QuotaMonth> Quotas =>
        from month in Gen.Choose(0, 16)
        from quota in Gen.Elements<decimal>(0, 100)
        from done in Gen.Elements<decimal?>(null, 0, 99, 100, 140)
        from delay in Gen.Choose(-40, 40)
        let first = First.AddMonths(month)
        select new QuotaMonth(first, quota, done, first.AddMonths(1).AddDays(delay), 0);

    /// <param name="Seed">For the shuffle of the facts.</param>
    public sealed record Given(LightFacts Facts, string Preset, CitySchedule City, DateOnly Day, int Seed)
    {
        public LightCourse Course => CourseOf(Facts);

        public LightCourse CourseOf(LightFacts facts) => new(facts, Presets.Of(Preset), City);
    }
}
