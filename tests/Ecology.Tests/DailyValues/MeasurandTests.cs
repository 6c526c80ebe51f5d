using Cluster.Ecology.DailyValues;
using Cluster.Ecology.Stations;

namespace Cluster.Ecology.Tests.DailyValues;

public sealed class MeasurandTests
{
    [Fact]
    public void Every_parameter_has_one_row_in_the_table() =>
        Measurand.All.Select(m => m.Parameter).ShouldBe(Enum.GetValues<Parameter>(), ignoreOrder: true);

    [Theory]
    [InlineData("µg/m³")] // micro sign
    [InlineData("μg/m³")] // Greek mu
    [InlineData("μg/m3")]
    public void One_unit_may_be_written_in_the_ways_that_look_alike(string unit) =>
        Measurand.Of(Parameter.Pm25).IsUnit(unit).ShouldBeTrue();

    [Theory]
    [InlineData("mg/m³")]
    [InlineData("ug/m³")]
    [InlineData("类")]
    public void Another_unit_is_another_unit(string unit) => Measurand.Of(Parameter.Pm25).IsUnit(unit).ShouldBeFalse();

    [Fact]
    public void What_is_measured_depends_on_the_kind_of_station()
    {
        Measurand.CodesAt(StationKind.Air).ShouldBe(["aqi", "pm25", "pm10", "so2", "no2", "co", "o3-8h"]);
        Measurand.CodesAt(StationKind.RiverSection).ShouldContain("water-class");
        Measurand.CodesAt(StationKind.DrinkingWaterSource).ShouldBe(Measurand.CodesAt(StationKind.RiverSection));
    }
}
