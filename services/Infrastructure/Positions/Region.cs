namespace Cluster.Infrastructure.Positions;

/// <summary>
/// Where the seven cities of the plan lie, roughly: a place outside is probably wrong, but a port or a road beyond the border may be meant, so it
/// is a doubt and no refusal. Its longitudes are no latitudes, so a swapped pair is always seen.
/// </summary>
internal static class Region
{
    private const double West = 105;
    private const double East = 115;
    private const double South = 36.5;
    private const double North = 43.5;

    /// <summary>0 inside.</summary>
    public static double KilometresTo(Position position) =>
        Ellipsoid.Metres(position, new Position(Math.Clamp(position.Longitude, West, East), Math.Clamp(position.Latitude, South, North))) / 1_000;
}

/// <summary>
/// Where GCJ-02 holds. The usual rectangle reaches far into Mongolia; here its border is followed from 97° to 119.7° East, from the coarse public-domain
/// outline of the world (Natural Earth, 1:110m) rounded to 0.01°: good to some ten kilometres, which is what the doubt about a place there is for.
/// </summary>
internal static class China
{
    private const double West = 73.5;
    private const double East = 135.1;
    private const double South = 3.4;
    private const double North = 53.6;

    /// <summary>From west to east.</summary>
    private static readonly Position[] MongolianBorder =
    [
        new(97.45, 42.75), new(99.52, 42.52), new(100.85, 42.66), new(101.83, 42.51), new(103.31, 41.91), new(104.52, 41.91), new(104.96, 41.60),
        new(106.13, 42.13), new(107.74, 42.48), new(109.24, 42.52), new(110.41, 42.87), new(111.13, 43.41), new(111.83, 43.74),
        new(111.83, 45.05), new(112.44, 45.01), new(113.46, 44.81), new(114.46, 45.34), new(115.99, 45.73), new(116.72, 46.39), new(119.66, 46.69),
    ];

    public static bool Holds(Position position) =>
        position is { Longitude: >= West and <= East, Latitude: >= South and <= North } && position.Latitude <= BorderAt(position.Longitude);

    /// <summary>The latitude of the border; the northern limit where Mongolia is not the neighbour.</summary>
    private static double BorderAt(double longitude)
    {
        for (var i = 1; i < MongolianBorder.Length; i++)
        {
            var (from, to) = (MongolianBorder[i - 1], MongolianBorder[i]);
            if (longitude >= from.Longitude && longitude <= to.Longitude && to.Longitude > from.Longitude)
            {
                return from.Latitude + ((to.Latitude - from.Latitude) * (longitude - from.Longitude) / (to.Longitude - from.Longitude));
            }
        }

        return North;
    }
}
