using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Ecology.Stations;

/// <summary>A monitoring station (监测点位): where values are measured.</summary>
public sealed record Station : Resource
{
    public static readonly Codes<StationKind> Kinds = new(
        (StationKind.DrinkingWaterSource, "drinking-water-source", "集中式饮用水水源地"),
        (StationKind.RiverSection, "river-section", "河流断面"),
        (StationKind.Air, "air", "空气站"));

    /// <summary>What daily values refer to; a system may know it by its MN.</summary>
    public static readonly Referable Referred = new("station", "stations", EcologyRefusals.UnknownStation);

    public required string Name { get; init; }

    public required StationKind Kind { get; init; }

    /// <summary>The county it lies in, or the reporting area it belongs to.</summary>
    public required DivisionCode DivisionCode { get; init; }

    /// <summary>Degrees in CGCS2000, as the latitude.</summary>
    public decimal? Longitude { get; init; }

    public decimal? Latitude { get; init; }

    /// <summary>Invented for a demonstration (演示): not a fact.</summary>
    public required bool Demonstration { get; init; }
}

public enum StationKind
{
    DrinkingWaterSource,
    RiverSection,
    Air,
}
