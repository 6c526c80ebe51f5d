using Cluster.Ingestion;

namespace Cluster.Infrastructure.Positions;

/// <summary>
/// Coordinate reference system (坐标系) as a sender declares it. What is stored is WGS-84: only a declared GCJ-02 or BD-09 is converted,
/// nothing is guessed, and nothing outside China, where those systems do not move a place.
/// </summary>
internal enum Crs
{
    Wgs84,
    Cgcs2000,
    Gcj02,
    Bd09,
}

internal static class CrsConversion
{
    public static readonly Codes<Crs> All = new(
        (Crs.Wgs84, "wgs-84", "WGS-84"), (Crs.Cgcs2000, "cgcs2000", "CGCS2000"), (Crs.Gcj02, "gcj-02", "GCJ-02"), (Crs.Bd09, "bd-09", "BD-09"));

    public static bool IsShifted(this Crs crs) => crs is Crs.Gcj02 or Crs.Bd09;

    public static Position ToWgs84(this Crs crs, Position given) => crs switch
    {
        _ when !crs.IsShifted() || !China.Holds(given) => given,
        Crs.Bd09 => Gcj02.ToWgs84(Bd09.ToGcj02(given)),
        _ => Gcj02.ToWgs84(given),
    };
}
