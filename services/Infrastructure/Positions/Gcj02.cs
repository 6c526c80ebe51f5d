namespace Cluster.Infrastructure.Positions;

/// <summary>
/// GCJ-02 (国测局坐标), what commercial maps of China show: WGS-84 moved by some 500 m by the formula that is public. There is no formula for the
/// way back, which is found by stepping towards it.
/// </summary>
internal static class Gcj02
{
    // The ellipsoid of Krasovsky (1940), on which the formula was written.
    private const double SemiMajor = 6_378_245;
    private const double EccentricitySquared = 0.006_693_421_622_965_943;
    private const double CentreLongitude = 105;
    private const double CentreLatitude = 35;

    /// <summary>In degrees: a tenth of a millimetre.</summary>
    private const double Precision = 1e-9;

    private const int StepsMax = 30;

    public static Position FromWgs84(Position wgs84)
    {
        var (x, y) = (wgs84.Longitude - CentreLongitude, wgs84.Latitude - CentreLatitude);
        var latitude = double.DegreesToRadians(wgs84.Latitude);
        var magic = 1 - (EccentricitySquared * Math.Pow(Math.Sin(latitude), 2));
        var north = Northwards(x, y) * 180 / (SemiMajor * (1 - EccentricitySquared) / (magic * Math.Sqrt(magic)) * Math.PI);
        var east = Eastwards(x, y) * 180 / (SemiMajor / Math.Sqrt(magic) * Math.Cos(latitude) * Math.PI);
        return new Position(wgs84.Longitude + east, wgs84.Latitude + north);
    }

    public static Position ToWgs84(Position gcj02)
    {
        var found = gcj02;
        for (var step = 0; step < StepsMax; step++)
        {
            var there = FromWgs84(found);
            var (east, north) = (gcj02.Longitude - there.Longitude, gcj02.Latitude - there.Latitude);
            found = new Position(found.Longitude + east, found.Latitude + north);
            if (Math.Abs(east) < Precision && Math.Abs(north) < Precision)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>In metres.</summary>
    private static double Northwards(double x, double y) =>
        -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Waves((20, 6, x), (20, 2, x), (20, 1, y), (40, 1.0 / 3, y), (160, 1.0 / 12, y), (320, 1.0 / 30, y));

    private static double Eastwards(double x, double y) =>
        300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Waves((20, 6, x), (20, 2, x), (20, 1, x), (40, 1.0 / 3, x), (150, 1.0 / 12, x), (300, 1.0 / 30, x));

    private static double Waves(params ReadOnlySpan<(double Height, double Frequency, double At)> waves)
    {
        var sum = 0.0;
        foreach (var (height, frequency, at) in waves)
        {
            sum += height * Math.Sin(frequency * at * Math.PI) * 2 / 3;
        }

        return sum;
    }
}

/// <summary>BD-09 (百度坐标): GCJ-02 turned and moved once more, by the formula that is public.</summary>
internal static class Bd09
{
    private const double EastDegrees = 0.0065;
    private const double NorthDegrees = 0.006;
    private const double Frequency = Math.PI * 3000 / 180;
    private const double RadiusWave = 0.00002;
    private const double AngleWave = 0.000003;

    public static Position FromGcj02(Position gcj02)
    {
        var radius = double.Hypot(gcj02.Longitude, gcj02.Latitude) + (RadiusWave * Math.Sin(gcj02.Latitude * Frequency));
        var angle = Math.Atan2(gcj02.Latitude, gcj02.Longitude) + (AngleWave * Math.Cos(gcj02.Longitude * Frequency));
        return new Position((radius * Math.Cos(angle)) + EastDegrees, (radius * Math.Sin(angle)) + NorthDegrees);
    }

    public static Position ToGcj02(Position bd09)
    {
        var (x, y) = (bd09.Longitude - EastDegrees, bd09.Latitude - NorthDegrees);
        var radius = double.Hypot(x, y) - (RadiusWave * Math.Sin(y * Frequency));
        var angle = Math.Atan2(y, x) - (AngleWave * Math.Cos(x * Frequency));
        return new Position(radius * Math.Cos(angle), radius * Math.Sin(angle));
    }
}
