using System.Globalization;
using Cluster.Cooperation.Ports;

namespace Cluster.Cooperation.Tests.Ports;

public sealed class StatisticPeriodTests
{
    [Theory]
    [InlineData("2024-06-17", "2024-06-17", "day")]
    [InlineData("2024-02-01", "2024-02-29", "month")]
    [InlineData("2025-01-01", "2025-01-31", "month year-to-date")]
    [InlineData("2025-01-01", "2025-06-30", "half-year year-to-date")]
    [InlineData("2025-07-01", "2025-12-31", "half-year")]
    [InlineData("2025-04-01", "2025-09-30", "")]
    [InlineData("2025-01-01", "2025-12-31", "year year-to-date")]
    [InlineData("2024-07-01", "2025-06-30", "")]
    [InlineData("2013-01-01", "2013-08-31", "year-to-date")]
    [InlineData("2016-01-07", "2016-09-29", "year-to-date")]
    [InlineData("2016-02-01", "2016-09-29", "")]
    [InlineData("2012-01-01", "2016-12-31", "multi-year")]
    [InlineData("2012-01-01", "2016-11-30", "")]
    [InlineData("2025-02-01", "2025-02-27", "")]
    [InlineData("2025-01-31", "2025-01-01", "")]
    [InlineData("9999-12-01", "9999-12-31", "month")]
    public void A_period_fits_the_kinds_that_its_days_make(string start, string end, string kinds)
    {
        var period = new StatisticPeriod(Day(start), Day(end));

        var fitting = StatisticPeriod.Rules.Where(rule => rule.Value.Fits(period)).Select(rule => StatisticPeriod.Kinds.Write(rule.Key));

        string.Join(' ', fitting).ShouldBe(kinds);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
