namespace Cluster.Infrastructure.Positions;

/// <summary>A place on the earth in WGS-84, in degrees. CGCS2000 agrees with it to centimetres and is taken for the same.</summary>
internal readonly record struct Position(double Longitude, double Latitude)
{
    private const int DegreesMax = 180;

    public bool IsOnEarth => Math.Abs(Longitude) <= DegreesMax && Math.Abs(Latitude) <= DegreesMax / 2;

    /// <summary>As it would be with its two figures in the other order.</summary>
    public Position Swapped => new(Latitude, Longitude);

    public override string ToString() => string.Create(null, $"{Longitude:0.#######},{Latitude:0.#######}");
}
