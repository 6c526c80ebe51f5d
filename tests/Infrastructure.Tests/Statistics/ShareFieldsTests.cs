using Cluster.Infrastructure.Statistics;

namespace Cluster.Infrastructure.Tests.Statistics;

public sealed class ShareFieldsTests
{
    [Theory]
    [InlineData("1000", "3000", "33.33")]
    [InlineData("2000", "3000", "66.67")]
    [InlineData("0.125", "100", "0.13")] // halves away from zero
    [InlineData("0", "100", "0")]
    [InlineData("50.00", "50", "100")]
    [InlineData("0", "0", null)]
    [InlineData(null, "100", null)]
    [InlineData("5", null, null)]
    public void A_share_is_of_two_amounts_and_of_a_whole_that_is_there(string? part, string? whole, string? share) =>
        $"{ShareFields.Of(Parsed(part), Parsed(whole))}".ShouldBe(share ?? "");

    private static decimal? Parsed(string? text) => text is null ? null : decimal.Parse(text, provider: null);
}
