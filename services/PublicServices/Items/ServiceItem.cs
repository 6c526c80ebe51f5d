using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.PublicServices.Items;

/// <summary>A service item that is handled in another province than the applicant's own (跨省通办事项).</summary>
public sealed record ServiceItem : Resource
{
    /// <summary>The lists of 国办发〔2020〕35号 by their term, and the one that 国办发〔2022〕34号 added.</summary>
    public static readonly Codes<ItemBatch> Batches = new(
        (ItemBatch.By2020, "2020", "2020年底前"),
        (ItemBatch.By2021, "2021", "2021年底前"),
        (ItemBatch.Later, "later", "其后推进"),
        (ItemBatch.Added2022, "2022", "2022年新增"));

    public static readonly Codes<HandlingMode> Modes = new(
        (HandlingMode.Online, "online", "全程网办"),
        (HandlingMode.CollectAndForward, "collect-and-forward", "异地代收代办"),
        (HandlingMode.MultiSite, "multi-site", "多地联办"));

    /// <summary>What monthly cases refer to.</summary>
    public static readonly Referable Referred = new("service-item", "service_items", PublicServicesRefusals.UnknownServiceItem);

    public required string Name { get; init; }

    public string? NameEn { get; init; }

    public required ItemBatch Batch { get; init; }

    public HandlingMode? Mode { get; init; }

    public string? Source { get; init; }
}

public enum ItemBatch
{
    By2020,
    By2021,
    Later,
    Added2022,
}

public enum HandlingMode
{
    Online,
    CollectAndForward,
    MultiSite,
}
