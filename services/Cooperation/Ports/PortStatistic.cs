using Cluster.Ingestion;

namespace Cluster.Cooperation.Ports;

/// <summary>A figure of a border port (口岸统计数据), in the terms of the region's port office (口岸办) form.</summary>
public sealed record PortStatistic : Resource
{
    public static readonly Codes<PortDirection> Directions = new(
        (PortDirection.Total, "total", "合计"),
        (PortDirection.Import, "import", "进境"),
        (PortDirection.Export, "export", "出境"),
        (PortDirection.Transit, "transit", "转口"));

    public static readonly Codes<Neighbour> Neighbours = new(
        (Ports.Neighbour.All, "all", "全部"),
        (Ports.Neighbour.Mongolia, "mongolia", "蒙古"),
        (Ports.Neighbour.Russia, "russia", "俄罗斯"));

    public static readonly Codes<PortMeasure> Measures = new(
        (PortMeasure.Freight, "freight", "货运量"),
        (PortMeasure.TradeValue, "trade-value", "贸易值"),
        (PortMeasure.Vehicles, "vehicles", "交通运输工具"),
        (PortMeasure.Passengers, "passengers", "客运量"),
        (PortMeasure.Duties, "duties", "税收"));

    /// <summary>A figure keeps the unit it was published in; these are the units that each measure is published in.</summary>
    public static readonly IReadOnlyDictionary<PortMeasure, string[]> Units = new Dictionary<PortMeasure, string[]>
    {
        [PortMeasure.Freight] = ["万吨", "吨"],
        [PortMeasure.TradeValue] = ["亿美元", "万元", "亿元"],
        [PortMeasure.Vehicles] = ["万辆次", "辆次", "万列辆架次", "列次", "万辆"],
        [PortMeasure.Passengers] = ["万人次", "人次", "万人"],
        [PortMeasure.Duties] = ["亿元"],
    };

    public required string Port { get; init; }

    public required DateOnly PeriodStart { get; init; }

    public required DateOnly PeriodEnd { get; init; }

    public required PeriodKind PeriodKind { get; init; }

    public required PortDirection Direction { get; init; }

    public required Neighbour Neighbour { get; init; }

    public required PortMeasure Measure { get; init; }

    public required decimal Value { get; init; }

    public required string Unit { get; init; }

    public decimal? YoyPct { get; init; }

    /// <summary>The source's own reservation, such as 已突破.</summary>
    public string? Qualifier { get; init; }

    public string? Source { get; init; }

    /// <summary>What the figure is about, whatever its days are called and whatever unit it is written in.</summary>
    public PortFact Fact => new(Port, PeriodStart, PeriodEnd, Direction, Neighbour, Measure);
}

public readonly record struct PortFact(
    string Port, DateOnly PeriodStart, DateOnly PeriodEnd, PortDirection Direction, Neighbour Neighbour, PortMeasure Measure);

public enum PortDirection
{
    Total,
    Import,
    Export,
    Transit,
}

public enum Neighbour
{
    All,
    Mongolia,
    Russia,
}

public enum PortMeasure
{
    Freight,
    TradeValue,
    Vehicles,
    Passengers,
    Duties,
}
