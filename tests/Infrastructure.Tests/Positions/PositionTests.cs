using Cluster.Infrastructure.Positions;
using FsCheck.Xunit;

namespace Cluster.Infrastructure.Tests.Positions;

public sealed class PositionTests
{
    /// <summary>What the public formula gives, as published for the platform: GCJ-02 minus WGS-84 in degrees.</summary>
    [Theory]
    [InlineData(109.84, 40.657, 0.005705, 0.001148, 0.0000006)]
    [InlineData(110.1, 42.5, 0.00633, 0.00208, 0.000006)]
    [InlineData(109.73, 38.29, 0.00558, 0.00051, 0.000006)]
    [InlineData(111.67, 40.82, 0.00678, 0.00133, 0.000006)]
    public void Gcj_02_is_off_by_what_is_published(double longitude, double latitude, double east, double north, double precision)
    {
        var moved = Gcj02.FromWgs84(new Position(longitude, latitude));

        (moved.Longitude - longitude).ShouldBe(east, precision);
        (moved.Latitude - latitude).ShouldBe(north, precision);
    }

    [Property(MaxTest = 1_000)]
    public void There_and_back_is_within_a_metre(ushort x, ushort y)
    {
        var here = new Position(75 + (x % 6_000 / 100.0), 18 + (y % 2_300 / 100.0));
        var gcj02 = Gcj02.FromWgs84(here);

        Ellipsoid.Metres(here, Gcj02.ToWgs84(gcj02)).ShouldBeLessThan(1);
        Ellipsoid.Metres(gcj02, Bd09.ToGcj02(Bd09.FromGcj02(gcj02))).ShouldBeLessThan(1);
    }

    [Fact]
    public void Only_what_is_declared_shifted_and_lies_in_china_is_converted()
    {
        var baotou = new Position(109.845705, 40.658148);
        var mongolia = new Position(110.1, 43.5);

        Crs.Gcj02.ToWgs84(baotou).Rounded().Longitude.ShouldBe(109.84, 0.000002);
        Crs.Bd09.ToWgs84(Bd09.FromGcj02(baotou)).Longitude.ShouldBe(109.84, 0.00001);
        Crs.Wgs84.ToWgs84(baotou).ShouldBe(baotou);
        Crs.Cgcs2000.ToWgs84(baotou).ShouldBe(baotou);
        Crs.Gcj02.ToWgs84(mongolia).ShouldBe(mongolia);
        Crs.Bd09.ToWgs84(mongolia).ShouldBe(mongolia);
    }

    /// <summary>A degree along the equator and of the first meridian, and the line Flinders Peak to Buninyong (Geoscience Australia).</summary>
    [Theory]
    [InlineData(0, 0, 1, 0, 111_319.491)]
    [InlineData(0, 0, 0, 1, 110_574.389)]
    [InlineData(144.424_867_889, -37.951_033_417, 143.926_495_528, -37.652_821_139, 54_972.271)]
    [InlineData(109.84, 40.657, 109.84, 40.657, 0)]
    public void A_distance_is_that_on_the_ellipsoid(double x1, double y1, double x2, double y2, double metres) =>
        Ellipsoid.Metres(new Position(x1, y1), new Position(x2, y2)).ShouldBe(metres, 0.01);

    [Fact]
    public void Opposite_places_have_a_distance_too() =>
        Ellipsoid.Metres(new Position(0, 0.5), new Position(179.7, -0.5)).ShouldBe(19_960_000, 60_000);
}
