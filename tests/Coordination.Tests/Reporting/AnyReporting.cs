using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting;
using FsCheck;
using FsCheck.Fluent;

namespace Cluster.Coordination.Tests.Reporting;

/// <summary>Any facts of about a year and a half, the unlikely ones too, with a period and a moment.</summary>
public static class AnyReporting
{
    private static readonly Period[] Quarters = [.. Enumerable.Range(0, 5).Select(i => Period.Of(new DateOnly(2025, 1, 1).AddMonths(3 * i), PeriodType.Quarter))];
    private static readonly string[] Organisations = ["市水务局", "市发改委", "市住建局"];
    private static readonly string[] Tasks = ["T15", "T27"];
    private static readonly string[] Items = ["M1", "M2", OwedItems.Progress];

    private static readonly Gen<DateTimeOffset> Moments =
        from hours in Gen.Choose(0, 24 * 560) select new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours);

    public static Arbitrary<Given> Any() => Arb.From(
        from roles in Roles.ListOf(0, 8)
        from items in Owed.ListOf(0, 3)
        from parts in Parts.ListOf(0, 25)
        from allowances in Allowances.ListOf(0, 4)
        from period in Gen.Elements(Quarters)
        from asOf in Moments
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Given(
            new ReportingFacts
            {
                // One aggregate never tells two things in one version.
                Roles = [.. roles.Select((r, i) => r with { Version = i + 1 })], Items = items,
                Parts = [.. parts.Select((p, i) => p with { Version = i + 1 })], Allowances = [.. allowances.OfType<Allowance>()],
            },
            period, asOf, seed));

    private static Gen<RoleChange> Roles =>
        from task in Gen.Elements(Tasks)
        from organisation in Gen.Elements(Organisations)
        from role in Gen.Elements(TaskRole.Lead, TaskRole.Lead, TaskRole.CoOperator, TaskRole.Implementer)
        from days in Gen.Choose(-60, 480)
        from isHeld in Gen.Elements(true, true, false)
        from knownAt in Moments
        select new RoleChange(task, organisation, role, new DateOnly(2025, 1, 1).AddDays(days), isHeld, knownAt.AddDays(-200), 0);

    private static Gen<OwedItem> Owed =>
        from task in Gen.Elements(Tasks)
        from item in Gen.Elements(Items)
        from organisation in Gen.Elements<string?>(null, null, "市水务局", "市发改委")
        from days in Gen.Choose(-60, 300)
        from length in Gen.Choose(-1, 300)
        from knownAt in Moments
        let since = new DateOnly(2025, 1, 1).AddDays(days)
        select new OwedItem(task, item, organisation, since, length < 0 ? null : since.AddDays(length), knownAt.AddDays(-200));

    private static Gen<ReceivedPart> Parts =>
        from task in Gen.Elements(Tasks)
        from organisation in Gen.Elements(Organisations)
        from item in Gen.Elements(Items)
        from period in Gen.Elements(Quarters)
        from figure in Gen.Elements<decimal?>(null, 40, 41)
        from words in Gen.Elements<string?>(null, "", "已招标", "已开工")
        from isNoChange in Gen.Elements(false, false, true)
        from hours in Gen.Choose(-24 * 20, 24 * 60)
        select new ReceivedPart(
            task, organisation, item, period, figure, words, isNoChange,
            new DateTimeOffset(period.LastDay.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(hours), 0);

    private static Gen<Allowance?> Allowances =>
        from organisation in Gen.Elements(Organisations)
        from period in Gen.Elements(Quarters)
        from hours in Gen.Choose(-24 * 10, 24 * 80)
        from days in Gen.Choose(0, 60)
        let at = new DateTimeOffset(period.LastDay.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(hours)
        select Allowance.Grant(
            new ReportingCycle(Rhythms.Of(Rhythms.Default), period, WorkingDays.Published), organisation, "原因", "张三", at,
            DateOnly.FromDateTime(at.Date).AddDays(days)).Allowance;

    private static Gen<List<T>> ListOf<T>(this Gen<T> gen, int from, int to) => Gen.Choose(from, to).SelectMany(n => gen.ListOf(n)).Select(l => l.ToList());

    /// <param name="Seed">For the shuffle of the facts.</param>
    public sealed record Given(ReportingFacts Facts, Period Period, DateTimeOffset AsOf, int Seed)
    {
        public IReadOnlyList<ReportingCell> Cells => CellsOf(Facts, AsOf);

        public IReadOnlyList<ReportingCell> CellsOf(ReportingFacts facts, DateTimeOffset asOf) => Scene.Matrix(facts).Of(Period, asOf);
    }
}
