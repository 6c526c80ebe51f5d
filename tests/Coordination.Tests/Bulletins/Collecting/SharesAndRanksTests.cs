using Cluster.Coordination.Bulletins;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Rankings;
using Cluster.Portfolio.Dispatch;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Bulletins.Collecting;

public sealed class SharesAndRanksTests
{
    /// <summary>Baotou 2020, whose communiqué prints 54.8 where 54.861 alone would round to 54.9 (government-standards §5).</summary>
    [Fact]
    public void Shares_are_balanced_as_the_communique_printed_them() =>
        Shares.Balance([105.2m, 1153.0m, 1529.2m]).ShouldBe([3.8m, 41.4m, 54.8m]);

    [Property(MaxTest = 500)]
    public void Shares_add_up_to_100_and_none_is_a_step_from_what_it_is(uint[] amounts)
    {
        decimal[] given = [.. (amounts ?? []).Select(a => (decimal)a)];
        var shares = Shares.Balance(given);
        if (given.Sum() == 0)
        {
            shares.ShouldBeNull();
            return;
        }

        shares.ShouldNotBeNull().Sum().ShouldBe(100);
        shares!.Zip(given).ShouldAllBe(s => Math.Abs(s.First - (s.Second * 100 / given.Sum())) < 0.1m);
    }

    [Fact]
    public void Equal_ones_share_a_place_and_the_next_is_skipped() =>
        Ranks.Of([5, 7, null, 5, 1, 0]).ShouldBe([2, 1, null, 2, 4, 5]);

    [Property(MaxTest = 500)]
    public void A_place_is_one_more_than_those_who_are_ahead(int?[] values)
    {
        decimal?[] given = [.. (values ?? []).Select(v => (decimal?)v)];

        Ranks.Of(given).ShouldBe(given.Select(v => v is null ? (int?)null : 1 + given.Count(other => other > v)));
    }

    [Theory]
    [InlineData(41.65, 100, 41.7)]
    [InlineData(0.05, 100, 0.1)]
    [InlineData(-0.05, 100, -0.1)]
    [InlineData(1, 3, 33.3)]
    [InlineData(2, 3, 66.7)]
    [InlineData(5, 0, null)]
    [InlineData(0, 0, null)]
    public void A_rate_is_rounded_away_from_zero_and_there_is_none_from_nothing(double part, double whole, double? expected) =>
        Printed.Percent((decimal)part, (decimal)whole).ShouldBe((decimal?)expected);

    [Theory]
    [InlineData(122_500, "12.3")]
    [InlineData(500, "0.1")]
    [InlineData(499.99, "0.0")]
    [InlineData(45_194_000, "4519.4")]
    public void Money_is_in_yi_with_one_decimal_in_text(double wan, string expected) => Shown.YiText((decimal)wan).ShouldBe(expected);

    [Theory]
    [InlineData(122_500, "122500")]
    [InlineData(0.125, "0.13")]
    [InlineData(1.5, "1.5")]
    public void Money_is_in_wan_in_tables(double wan, string expected) => Shown.WanText((decimal)wan).ShouldBe(expected);

    [Fact]
    public void What_there_is_none_of_is_a_dash() => (Shown.PercentText(null), Shown.PercentText(100), Shown.Place(null)).ShouldBe(("—", "100.0%", "—"));
}
