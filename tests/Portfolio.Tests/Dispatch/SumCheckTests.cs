using Cluster.Portfolio.Dispatch;

namespace Cluster.Portfolio.Tests.Dispatch;

/// <summary>Published dispatch tables of Baotou, in 亿元 with one decimal: some add up, some by rounding, one does not.</summary>
public sealed class SumCheckTests
{
    [Theory]
    [InlineData("2026 total", 4519.4, new[] { 2853.6, 1665.8 }, SumCheck.Exact)]
    [InlineData("2026 planned", 2020.8, new[] { 1271.9, 748.9 }, SumCheck.Exact)]
    [InlineData("2017H1 done, continued and new", 750.7, new[] { 393.2, 357.5 }, SumCheck.Exact)]
    [InlineData("2017H1 done, by industry", 750.7, new[] { 152.7, 105, 158.3, 129.1, 59.9, 18.7, 125.2 }, SumCheck.Off)]
    [InlineData("2022-04 done", 417.1, new[] { 135.4, 281.7 }, SumCheck.Exact)]
    [InlineData("2023-04 done", 548.8, new[] { 250.6, 298.2 }, SumCheck.Exact)]
    [InlineData("2023-04 renewals", 72.9, new[] { 25.0, 48.0 }, SumCheck.Rounding)]
    [InlineData("九原区 十五五 by field", 396.81, new[] { 147.53, 247.34, 1.94 }, SumCheck.Exact)]
    public void A_published_table_adds_up_or_is_flagged(string of, double total, double[] parts, string outcome) =>
        SumCheck.Check(of, (decimal)total, [.. parts.Select(p => (decimal?)(decimal)p)], 0.1m).Outcome.ShouldBe(outcome);

    [Fact]
    public void What_is_counted_exactly_has_no_rounding() =>
        SumCheck.Check("projects", 390, [135, 254], step: 0).Outcome.ShouldBe(SumCheck.Off);

    [Fact]
    public void A_figure_that_is_missing_leaves_it_unknown() =>
        SumCheck.Check("planned", 152, [null, 48.6m], 0.1m).ShouldBe(new SumCheck("planned", 152, Parts: null, Difference: null, SumCheck.Unknown));
}
