using Cluster.Ingestion;
using NetTopologySuite.Geometries;

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

    /// <summary>Key of the node where it begins; null as long as that is unknown.</summary>
    public string? From { get; init; }

    /// <summary>Key of the node where it ends.</summary>
    public string? To { get; init; }

    /// <summary>Keys of the nodes on the way where it can be entered and left (途经节点), from its beginning to its end.</summary>
    public string[] Via { get; init; } = [];

    /// <summary>All route codes that run on it (共线), by GB/T 917.</summary>
    public string[] Routes { get; init; } = [];

    /// <summary>The day since which the technical class holds.</summary>
    public DateOnly? ClassSince { get; init; }

    /// <summary>What it was classed before, in the order of days: "2017-03-25 expressway".</summary>
    public string[] EarlierClasses { get; init; } = [];

    /// <summary>The day since which ends, length and routes hold; where it is missing they always did.</summary>
    public DateOnly? AlignmentSince { get; init; }

    public long? Lanes { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? CompletedOn { get; init; }

    /// <summary>Its course (线位) in WGS-84.</summary>
    public Geometry? Line { get; init; }

    /// <summary>Key of the project that builds it (建设项目); its sender may have written its national code.</summary>
    public string? Project { get; init; }

    /// <summary>Why it may not name that project, while a row is judged.</summary>
    internal Fault? ProjectFault { get; init; }

    /// <summary>Where it can be entered and left; none as long as one of its ends is unknown.</summary>
    public IReadOnlyList<string> Nodes => From is { } from && To is { } to ? [from, .. Via, to] : [];

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
