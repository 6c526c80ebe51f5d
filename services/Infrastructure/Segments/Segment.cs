using Cluster.Ingestion;

namespace Cluster.Infrastructure.Segments;

/// <summary>A road or rail segment (路段、线段) between the places it touches.</summary>
public sealed record Segment : Resource
{
    public static readonly Codes<SegmentKind> Kinds = new((SegmentKind.Road, "road", "公路"), (SegmentKind.Rail, "rail", "铁路"));

    /// <summary>Technical class: roads by JTG B01-2014, rail by what runs on it.</summary>
    public static readonly Codes<TechnicalClass> Classes = new(
        (Segments.TechnicalClass.Expressway, "expressway", "高速"),
        (Segments.TechnicalClass.ClassOne, "class-1", "一级"),
        (Segments.TechnicalClass.ClassTwo, "class-2", "二级"),
        (Segments.TechnicalClass.ClassThree, "class-3", "三级"),
        (Segments.TechnicalClass.ClassFour, "class-4", "四级"),
        (Segments.TechnicalClass.BelowClass, "below-class", "等外"),
        (Segments.TechnicalClass.HighSpeedRail, "high-speed-rail", "高速铁路"),
        (Segments.TechnicalClass.ConventionalRail, "conventional-rail", "普速铁路"));

    public static readonly Codes<SegmentStatus> Statuses = new(
        (SegmentStatus.Planned, "planned", "规划"),
        (SegmentStatus.Preparation, "preparation", "前期"),
        (SegmentStatus.UnderConstruction, "under-construction", "在建"),
        (SegmentStatus.Open, "open", "通车"),
        (SegmentStatus.Rebuilding, "rebuilding", "改扩建"));

    public required SegmentKind Kind { get; init; }

    /// <summary>Route number by GB/T 917-2017 (G6, S315), or the line's name for rail; null before one is given.</summary>
    public string? Route { get; init; }

    public required string Name { get; init; }

    /// <summary>Places on the way, in order.</summary>
    public required string[] Touches { get; init; }

    public decimal? LengthKm { get; init; }

    public TechnicalClass? TechnicalClass { get; init; }

    public required SegmentStatus Status { get; init; }

    /// <summary>The day since which the status holds.</summary>
    public DateOnly? StatusDate { get; init; }

    public DateOnly? OpenedOn { get; init; }

    public decimal? InvestmentWan { get; init; }

    public string? Note { get; init; }

    /// <summary>A class of roads is not one of rail.</summary>
    public static bool Fits(SegmentKind kind, TechnicalClass technicalClass) =>
        kind == SegmentKind.Rail == technicalClass is Segments.TechnicalClass.HighSpeedRail or Segments.TechnicalClass.ConventionalRail;
}

public enum SegmentKind
{
    Road,
    Rail,
}

public enum TechnicalClass
{
    Expressway,
    ClassOne,
    ClassTwo,
    ClassThree,
    ClassFour,
    BelowClass,
    HighSpeedRail,
    ConventionalRail,
}

public enum SegmentStatus
{
    Planned,
    Preparation,
    UnderConstruction,
    Open,
    Rebuilding,
}
