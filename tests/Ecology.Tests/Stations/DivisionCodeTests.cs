using Cluster.Contracts;

namespace Cluster.Ecology.Tests.Stations;

public sealed class DivisionCodeTests
{
    [Theory]
    [InlineData("150000")]
    [InlineData("150200")]
    [InlineData("150223")]
    [InlineData("150271")]
    public void A_province_a_city_a_county_and_a_reporting_area_have_codes(string text)
    {
        DivisionCode.TryParse(text, out var code).ShouldBeTrue();
        code.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15020")]
    [InlineData("1502030")]
    [InlineData("050203")]
    [InlineData("950203")]
    [InlineData("150003")]
    [InlineData("15O203")]
    [InlineData("１５０２０３")]
    public void Anything_else_is_none(string? text) => DivisionCode.TryParse(text, out _).ShouldBeFalse();
}
