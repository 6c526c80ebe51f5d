using System.Text.Json;
using Cluster.Contracts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Figures;

[Properties(MaxTest = 500, Arbitrary = [typeof(PeriodTests)])]
public sealed class PeriodTests
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    public static Arbitrary<Period> AnyPeriod() => Arb.From(
        from days in Gen.Choose(0, 80_000)
        from type in Gen.Elements(Enum.GetValues<PeriodType>())
        select Period.Of(Earliest.AddDays(days), type));

    [Theory]
    [InlineData("2024-02-29", PeriodType.Day, "2024-02-29", "2024-02-29", "2024-02-29")]
    [InlineData("2025年9月5日", PeriodType.Day, "2025-09-05", "2025-09-05", "2025-09-05")]
    [InlineData("2025-09-D1", PeriodType.TenDays, "2025-09-D1", "2025-09-01", "2025-09-10")]
    [InlineData("2025-09-上", PeriodType.TenDays, "2025-09-D1", "2025-09-01", "2025-09-10")]
    [InlineData("2025-09中旬", PeriodType.TenDays, "2025-09-D2", "2025-09-11", "2025-09-20")]
    [InlineData("2025年2月下旬", PeriodType.TenDays, "2025-02-D3", "2025-02-21", "2025-02-28")]
    [InlineData("2024-02-D3", PeriodType.TenDays, "2024-02-D3", "2024-02-21", "2024-02-29")]
    [InlineData("2025-12-D3", PeriodType.TenDays, "2025-12-D3", "2025-12-21", "2025-12-31")]
    [InlineData("2025-09", PeriodType.Month, "2025-09", "2025-09-01", "2025-09-30")]
    [InlineData("2025年9月", PeriodType.Month, "2025-09", "2025-09-01", "2025-09-30")]
    [InlineData("2025Q3", PeriodType.Quarter, "2025Q3", "2025-07-01", "2025-09-30")]
    [InlineData("2025年三季度", PeriodType.Quarter, "2025Q3", "2025-07-01", "2025-09-30")]
    [InlineData("2025年第4季度", PeriodType.Quarter, "2025Q4", "2025-10-01", "2025-12-31")]
    [InlineData("2025H1", PeriodType.HalfYear, "2025H1", "2025-01-01", "2025-06-30")]
    [InlineData("2025年下半年", PeriodType.HalfYear, "2025H2", "2025-07-01", "2025-12-31")]
    [InlineData("2025", PeriodType.Year, "2025", "2025-01-01", "2025-12-31")]
    [InlineData("9999年", PeriodType.Year, "9999", "9999-01-01", "9999-12-31")]
    public void A_period_is_read_in_each_form_and_written_in_one(string text, PeriodType type, string written, string first, string last)
    {
        var period = Period.Parse(text);

        (period.Type, period.ToString()).ShouldBe((type, written));
        ($"{period.FirstDay:yyyy-MM-dd}", $"{period.LastDay:yyyy-MM-dd}").ShouldBe((first, last));
        JsonSerializer.Serialize(period).ShouldBe($"\"{written}\"");
        JsonSerializer.Deserialize<Period>($"\"{written}\"").ShouldBe(period);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025-02-29")]
    [InlineData("2025-13")]
    [InlineData("2025-9")]
    [InlineData("2025-00-D1")]
    [InlineData("2025-09-D4")]
    [InlineData("2025Q5")]
    [InlineData("2025Q0")]
    [InlineData("2025H3")]
    [InlineData("1899")]
    [InlineData("202509")]
    [InlineData("2025.9")]
    [InlineData("2025年1-9月")]
    [InlineData("2025-09\n")]
    [InlineData("２０２５")]
    [InlineData("25年9月")]
    public void What_the_calendar_does_not_have_or_what_could_mean_two_is_none(string? text) =>
        Period.TryParse(text, out _).ShouldBeFalse();

    [Property]
    public void What_is_written_is_read_as_the_same(Period period) => Period.Parse(period.ToString()).ShouldBe(period);

    [Property]
    public void Every_day_of_a_period_is_in_it_and_the_days_beside_it_are_not(Period period)
    {
        Period.Of(period.FirstDay, period.Type).ShouldBe(period);
        Period.Of(period.LastDay, period.Type).ShouldBe(period);
        Period.Of(period.LastDay.AddDays(1), period.Type).ShouldNotBe(period);
        Period.Of(period.FirstDay.AddDays(-1), period.Type).ShouldNotBe(period);
    }

    [Property]
    public void The_one_before_ends_on_the_day_before_and_in_the_year_only_if_it_is_of_it(Period period)
    {
        period.Previous.LastDay.ShouldBe(period.FirstDay.AddDays(-1));
        period.PreviousInYear.ShouldBe(period.Previous.Year == period.Year ? period.Previous : null);
    }

    [Property]
    public void Only_periods_of_one_type_have_an_order(Period one, Period other) =>
        one.OrderTo(other).ShouldBe(one.Type == other.Type ? one.FirstDay.CompareTo(other.FirstDay) : null);

    [Property]
    public void The_periods_of_a_year_are_the_year(Period any)
    {
        var last = Period.Of(new DateOnly(any.Year, 12, 31), any.Type);
        var days = 0;
        for (Period? period = last; period is { } one; period = one.PreviousInYear)
        {
            days += one.LastDay.DayNumber - one.FirstDay.DayNumber + 1;
        }

        days.ShouldBe(DateTime.IsLeapYear(any.Year) ? 366 : 365);
    }
}
