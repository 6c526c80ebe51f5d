using NetTopologySuite.Geometries;

namespace Cluster.Infrastructure.Positions;

/// <summary>Distances on the ellipsoid of WGS-84, in metres, by T. Vincenty's inverse formula (1975): exact to a millimetre.</summary>
internal static class Ellipsoid
{
    private const double SemiMajor = 6_378_137;
    private const double Flattening = 1 / 298.257_223_563;
    private const double SemiMinor = SemiMajor * (1 - Flattening);
    private const double MeanRadius = 6_371_008.8;
    private const double Precision = 1e-12;

    /// <summary>Enough for any two places that are not opposite each other, where the formula does not end and the sphere has to do.</summary>
    private const int StepsMax = 100;

    public static double Metres(Position from, Position to)
    {
        var (u1, u2) = (Reduced(from.Latitude), Reduced(to.Latitude));
        var ((sinU1, cosU1), (sinU2, cosU2)) = (Math.SinCos(u1), Math.SinCos(u2));
        var longitudes = double.DegreesToRadians(to.Longitude - from.Longitude);
        var lambda = longitudes;
        for (var step = 0; step < StepsMax; step++)
        {
            var (sinLambda, cosLambda) = Math.SinCos(lambda);
            var sinSigma = double.Hypot(cosU2 * sinLambda, (cosU1 * sinU2) - (sinU1 * cosU2 * cosLambda));
            if (sinSigma == 0)
            {
                return 0;
            }

            var cosSigma = (sinU1 * sinU2) + (cosU1 * cosU2 * cosLambda);
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
            var cosSquareAlpha = 1 - (sinAlpha * sinAlpha);
            var cos2Sigma = cosSquareAlpha == 0 ? 0 : cosSigma - (2 * sinU1 * sinU2 / cosSquareAlpha); // 0 along the equator
            var c = Flattening / 16 * cosSquareAlpha * (4 + (Flattening * (4 - (3 * cosSquareAlpha))));
            var next = longitudes + ((1 - c) * Flattening * sinAlpha
                * (sigma + (c * sinSigma * (cos2Sigma + (c * cosSigma * (-1 + (2 * cos2Sigma * cos2Sigma)))))));
            if (Math.Abs(next - lambda) < Precision)
            {
                return Arc(sigma, sinSigma, cosSigma, cos2Sigma, cosSquareAlpha);
            }

            lambda = next;
        }

        return OnSphere(from, to);
    }

    /// <summary>Along a line, or all lines of several.</summary>
    public static double Metres(Geometry line)
    {
        var metres = 0.0;
        for (var part = 0; part < line.NumGeometries; part++)
        {
            var points = line.GetGeometryN(part).Coordinates;
            for (var i = 1; i < points.Length; i++)
            {
                metres += Metres(new Position(points[i - 1].X, points[i - 1].Y), new Position(points[i].X, points[i].Y));
            }
        }

        return metres;
    }

    private static double Arc(double sigma, double sinSigma, double cosSigma, double cos2Sigma, double cosSquareAlpha)
    {
        var u = cosSquareAlpha * ((SemiMajor * SemiMajor) - (SemiMinor * SemiMinor)) / (SemiMinor * SemiMinor);
        var a = 1 + (u / 16_384 * (4_096 + (u * (-768 + (u * (320 - (175 * u)))))));
        var b = u / 1_024 * (256 + (u * (-128 + (u * (74 - (47 * u))))));
        var square = cos2Sigma * cos2Sigma;
        var inner = (cosSigma * (-1 + (2 * square))) - (b / 6 * cos2Sigma * (-3 + (4 * sinSigma * sinSigma)) * (-3 + (4 * square)));
        return SemiMinor * a * (sigma - (b * sinSigma * (cos2Sigma + (b / 4 * inner))));
    }

    private static double Reduced(double latitude) => Math.Atan((1 - Flattening) * Math.Tan(double.DegreesToRadians(latitude)));

    private static double OnSphere(Position from, Position to)
    {
        var (a, b) = (double.DegreesToRadians(from.Latitude), double.DegreesToRadians(to.Latitude));
        var across = Math.Pow(Math.Sin((b - a) / 2), 2)
            + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(double.DegreesToRadians(to.Longitude - from.Longitude) / 2), 2));
        return 2 * MeanRadius * Math.Asin(Math.Min(1, Math.Sqrt(across)));
    }
}
