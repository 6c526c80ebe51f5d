using Cluster.Webhooks.Sending;

namespace Cluster.Webhooks.Tests.Sending;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(8, 640)]
    [InlineData(11, 5_120)]
    [InlineData(12, 7_200)]
    [InlineData(1_000_000, 7_200)]
    public void A_delivery_waits_twice_as_long_each_time_up_to_two_hours(int attempts, int seconds)
    {
        Backoff.OfDelivery(attempts, 0.5).TotalSeconds.ShouldBe(seconds, 0.01);
        Backoff.OfDelivery(attempts, 0).TotalSeconds.ShouldBe(seconds * 0.8, 0.01);
        Backoff.OfDelivery(attempts, 1).TotalSeconds.ShouldBe(seconds * 1.2, 0.01);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(6, 160)]
    [InlineData(7, 300)]
    [InlineData(1_000_000, 300)]
    public void A_target_that_fails_is_tried_every_five_minutes_at_least(int failures, int seconds) =>
        Backoff.OfTarget(failures, 0.5).TotalSeconds.ShouldBe(seconds, 0.01);
}
