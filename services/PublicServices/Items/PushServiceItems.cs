using Cluster.Contracts.PublicServices;
using Cluster.Ingestion;

namespace Cluster.PublicServices.Items;

/// <summary>A department pushes the service items (事项) it handles for people of other cities.</summary>
public sealed class PushServiceItems() : Push<ServiceItem, ServiceItemReported>(
    "public-services", "service-items", [Key, Name, Batch], [NameEn, Mode, Source])
{
    private static readonly TextField Key = new("key", "事项编码", "The item's key", MaxLength: 100);
    private static readonly TextField Name = new("name", "事项名称", "The name", MaxLength: 200);
    private static readonly TextField NameEn = new("nameEn", "英文名称", "The English name", MaxLength: 200);
    private static readonly CodeField<ItemBatch> Batch = new("batch", "批次", "The batch", ServiceItem.Batches);
    private static readonly CodeField<HandlingMode> Mode = new("mode", "办理模式", "The mode of handling", ServiceItem.Modes);
    private static readonly TextField Source = new("source", "依据", "The source", MaxLength: 500);

    public override ServiceItem Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        Name = row.Get(Name),
        NameEn = row.Find(NameEn),
        Batch = row.Get(Batch),
        Mode = row.Find(Mode),
        Source = row.Find(Source),
    };

    public override ServiceItemReported Describe(ServiceItem resource) => new(
        resource.Key, resource.Owner, resource.Name, resource.NameEn, ServiceItem.Batches.Write(resource.Batch),
        ServiceItem.Modes.Write(resource.Mode), resource.Source);
}
