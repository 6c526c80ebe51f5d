using System.Text.Json;
using Cluster.Ingestion;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Converters;

namespace Cluster.Infrastructure.Positions;

/// <summary>The course of a road or railway (线位): a LineString or MultiLineString of GeoJSON (RFC 7946), kept in WGS-84.</summary>
internal static class GivenLine
{
    /// <summary>What a spreadsheet's cell can hold, with seven decimal places each.</summary>
    public const int PointsMax = 1_000;

    public const int TextMax = 32_000;

    public const string Sample = """{"type":"LineString","coordinates":[[109.84,40.66],[110.05,41.03]]}""";

    private const int Wgs84Srid = 4326;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(Math.Pow(10, GivenPosition.Decimals)), Wgs84Srid);
    private static readonly JsonSerializerOptions Json = new() { Converters = { new GeoJsonConverterFactory(Factory, writeGeometryBBox: false) } };

    /// <param name="text">A JSON object.</param>
    public static (Geometry? Line, Fault? Fault) Read(string text, Crs declared, string field)
    {
        var given = Parse(text);
        if (given is not (LineString or MultiLineString) || !Parts(given).All(p => p.NumPoints > 1))
        {
            return (null, Fault.Of(field, InfrastructureRefusals.NotALine).Allowing(["LineString", "MultiLineString"]));
        }

        if (given.NumPoints > PointsMax)
        {
            return (null, Fault.Of(field, InfrastructureRefusals.TooManyPoints, PointsMax, given.NumPoints).Allowing([$"≤ {PointsMax}"]));
        }

        if (given.Coordinates.Select(c => new Position(c.X, c.Y).FaultOf(field)).FirstOrDefault(f => f is not null) is { } fault)
        {
            return (null, fault);
        }

        var line = Factory.CreateGeometry(given.Copy());
        line.Apply(new ToWgs84(declared));
        line.GeometryChanged();
        return line.IsSimple && Parts(line).All(p => p.Length > 0)
            ? (line, null)
            : (null, Fault.Of(field, InfrastructureRefusals.LineCrossesItself));
    }

    public static IEnumerable<RowNote> NotesOn(Geometry line, Crs declared, string field)
    {
        var points = line.Coordinates.Select(c => new Position(c.X, c.Y)).ToList();
        if (declared.IsShifted())
        {
            yield return points.TrueForAll(China.Holds)
                ? new RowNote(field, "crs-converted", CrsConversion.All.Write(declared), "wgs-84")
                : RowNote.Doubt(Fault.Of(field, InfrastructureRefusals.ShiftedOutsideChina, CrsConversion.All.WordOf(declared).Zh), "…");
        }

        var farthest = points.MaxBy(Region.KilometresTo);
        if (Region.KilometresTo(farthest) is > 0 and var kilometres)
        {
            yield return RowNote.Doubt(Fault.Of(field, InfrastructureRefusals.OutsideRegion, farthest, Math.Ceiling(kilometres)), $"{farthest}");
        }
    }

    public static (Position First, Position Last) EndsOf(Geometry line)
    {
        var (first, last) = (line.Coordinates[0], line.Coordinates[^1]);
        return (new Position(first.X, first.Y), new Position(last.X, last.Y));
    }

    public static JsonElement? Write(Geometry? line) => line is null ? null : JsonSerializer.SerializeToElement(line, Json);

    /// <summary>As the database has it: well-known binary, which PostGIS reads as well.</summary>
    public static byte[] ToBinary(Geometry line) => line.AsBinary();

    public static Geometry FromBinary(byte[] binary) => new WKBReader(NetTopologySuite.NtsGeometryServices.Instance).Read(binary);

    private static IEnumerable<LineString> Parts(Geometry line) =>
        Enumerable.Range(0, line.NumGeometries).Select(i => (LineString)line.GetGeometryN(i)).DefaultIfEmpty(LineString.Empty);

    /// <summary>Null where it is no geometry at all.</summary>
    private static Geometry? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Geometry>(text, Json);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return null; // each is what the reader of GeoJSON throws for another kind of nonsense
        }
    }

    private sealed class ToWgs84(Crs declared) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var taken = declared.ToWgs84(new Position(seq.GetX(i), seq.GetY(i))).Rounded();
            seq.SetX(i, taken.Longitude);
            seq.SetY(i, taken.Latitude);
        }
    }
}
