using Cluster.Gateway.Cadence;

namespace Cluster.Gateway.Tests.Cadence;

public sealed class PushCadenceTests
{
    private const long Hour = 3_600;
    private const long Day = 24 * Hour;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new[] { Hour, Hour, Hour }, null, null)]
    [InlineData(new[] { Hour, Hour, Hour, Hour }, null, 1.5)]
    [InlineData(new[] { Hour, 200 * Hour, Hour, Hour }, null, 1.5)]
    [InlineData(new[] { Hour, 200 * Hour, 200 * Hour, Hour }, null, 300.0)]
    [InlineData(new long[0], 26 * Hour, 26.0)]
    [InlineData(new[] { Hour, Hour, Hour, Hour }, 26 * Hour, 26.0)]
    public void What_is_expected_is_what_was_said_or_else_the_second_longest_gap_and_half_of_it(long[] gaps, long? said, double? hours) =>
        Of(gaps, Monday, said).Expected.ShouldBe(hours is { } expected ? TimeSpan.FromHours(expected) : null);

    /// <summary>Twelve workdays, each push at the same time; the last one on a Friday.</summary>
    [Fact]
    public void A_system_that_rests_at_weekends_is_not_called_silent_on_monday_but_on_wednesday()
    {
        long[] workdays = [Day, Day, Day, Day, 3 * Day, Day, Day, Day, Day, 3 * Day, Day, Day];
        var friday = Monday.AddDays(4);
        var cadence = Of(workdays, friday, said: null);

        cadence.SilentSince(friday.AddDays(3)).ShouldBeNull();
        cadence.SilentSince(friday.AddDays(5)).ShouldBe(friday.AddDays(4.5));
    }

    [Fact]
    public void Who_has_never_pushed_is_silent_once_the_first_push_is_overdue()
    {
        var cadence = Of([], lastAt: null, said: Day);

        cadence.SilentSince(Monday.AddHours(23)).ShouldBeNull();
        cadence.SilentSince(Monday.AddHours(25)).ShouldBe(Monday.AddDays(1));
    }

    private static PushCadence Of(long[] gaps, DateTimeOffset? lastAt, long? said) =>
        new("client", "ecology/stations", Monday, lastAt, gaps, said, AlarmedAt: null);
}
