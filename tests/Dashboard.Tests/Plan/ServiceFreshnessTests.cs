using Cluster.Client;
using Cluster.Dashboard.Plan;

namespace Cluster.Dashboard.Tests.Plan;

public sealed class ServiceFreshnessTests
{
    [Theory]
    [InlineData(0, "fresh")]
    [InlineData(60, "fresh")]
    [InlineData(61, "stale")]
    [InlineData(-5, "fresh")] // the other host's clock is ahead
    public void A_service_is_stale_when_it_has_been_silent_for_a_minute(int secondsAgo, string code) =>
        ServiceFreshness.Of(new Freshness("ecology", SamplePlan.ReadAt.AddSeconds(-secondsAgo)), SamplePlan.ReadAt).Code.ShouldBe(code);

    [Fact]
    public void A_service_that_was_never_heard_is_neither_fresh_nor_stale() =>
        ServiceFreshness.Of(new Freshness("ecology", null), SamplePlan.ReadAt).ShouldBe(ServiceFreshness.NeverHeard);
}
