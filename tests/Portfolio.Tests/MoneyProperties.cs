using Cluster.Portfolio.Months;
using Cluster.Portfolio.Projects;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Portfolio.Tests;

/// <summary>The checks of money (office practice §3), whatever the figures are; they are small, so that they often meet.</summary>
[Properties(MaxTest = 1_000, Arbitrary = [typeof(MoneyProperties)])]
public sealed class MoneyProperties
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    /// <summary>Total ≥ since the start ≥ year to date; what nobody said contradicts nothing.</summary>
    [Property]
    public void A_month_is_accepted_exactly_when_its_figures_are_in_order(Figures f)
    {
        var row = new ProjectMonth { Key = "", Owner = "", Project = "", Month = new(2025, 5, 1), YearToDateWan = f.YearToDate, SinceStartWan = f.SinceStart };
        decimal?[] inOrder = [f.Adjusted ?? f.Total, f.SinceStart, f.YearToDate];
        var said = inOrder.OfType<decimal>().ToList();

        MonthRules.OfRow(row, Today).Concat(MonthRules.OfTotal(row, ProjectOf(f).LimitWan)).Any().ShouldBe(!said.SequenceEqual(said.OrderDescending()));
    }

    [Property]
    public void The_three_parts_are_accepted_exactly_when_one_is_missing_or_they_add_up(Figures f)
    {
        var row = new ProjectMonth
        {
            Key = "", Owner = "", Project = "", Month = new(2025, 5, 1), YearToDateWan = f.YearToDate, ConstructionWan = f.Sources[0], EquipmentWan = f.Sources[1],
            OtherCostsWan = f.Sources[2],
        };

        MonthRules.OfRow(row, Today).Any().ShouldBe(f.Sources[..3].All(s => s is not null) && f.Sources[..3].Sum() != f.YearToDate);
    }

    [Property]
    public void Sources_are_accepted_exactly_when_there_are_none_or_they_add_up_to_what_may_be_spent(Figures f) =>
        ProjectRules.Money(ProjectOf(f)).Any().ShouldBe(f.Sources.Any(s => s is not null) && f.Sources.Sum() != (f.Adjusted ?? f.Total));

    [Property]
    public void Equal_shares_are_always_a_hundred_and_differ_by_a_cent_at_most(byte places)
    {
        var shares = CountyShares.Read(CountyShares.Equal(places % 60 + 1));

        CountyShares.AreOf(places % 60 + 1, shares).ShouldBeTrue();
        (shares.Max() - shares.Min()).ShouldBeLessThanOrEqualTo(0.01m);
    }

    [Property]
    public void Shares_are_accepted_exactly_when_each_place_has_one_above_nothing_and_they_are_a_hundred(Shares given) =>
        CountyShares.AreOf(given.Places, given.Percent)
            .ShouldBe(given.Percent.Length == given.Places && given.Percent.All(p => p > 0) && given.Percent.Sum() == 100);

    public static Arbitrary<Figures> AnyFigures() => Arb.From(
        from total in Maybe(12)
        from adjusted in Maybe(12)
        from sinceStart in Maybe(4)
        from yearToDate in Gen.Choose(0, 4)
        from sources in Maybe(3).ListOf(6)
        select new Figures(total, adjusted, sinceStart, yearToDate, [.. sources]));

    public static Arbitrary<Shares> AnyShares() => Arb.From(
        from places in Gen.Choose(1, 3)
        from count in Gen.Choose(1, 3)
        from tenths in Gen.Choose(0, 10).ListOf(count)
        from isMadeUp in Gen.Elements(true, false)
        select new Shares(places, isMadeUp ? [.. tenths.Skip(1).Select(t => t * 10m), 100 - tenths.Skip(1).Sum(t => t * 10m)] : [.. tenths.Select(t => t * 10m)]));

    private static Gen<decimal?> Maybe(int max) =>
        Gen.Frequency((1, Gen.Constant((decimal?)null)), (4, Gen.Choose(0, max).Select(n => (decimal?)n)));

    private static Project ProjectOf(Figures f) => new()
    {
        Key = "", Owner = "", Name = "", Unit = "", Counties = [], SharesPercent = [], Tasks = [], Stage = ProjectStage.Building, TotalWan = f.Total,
        AdjustedTotalWan = f.Adjusted, AdjustmentNumber = f.Adjusted is null ? null : "包发改〔2025〕1号", BudgetWan = f.Sources[0], LoansWan = f.Sources[1],
        BondsWan = f.Sources[2], ForeignWan = f.Sources[3], SelfRaisedWan = f.Sources[4], OtherSourcesWan = f.Sources[5],
    };

    public sealed record Figures(decimal? Total, decimal? Adjusted, decimal? SinceStart, decimal YearToDate, decimal?[] Sources);

    public sealed record Shares(int Places, decimal[] Percent);
}
