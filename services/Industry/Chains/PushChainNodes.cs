using Cluster.Contracts.Industry;
using Cluster.Ingestion;
using Cluster.Messaging;

namespace Cluster.Industry.Chains;

/// <summary>A department pushes the nodes of the industrial chains (产业链节点).</summary>
public sealed class PushChainNodes() : Push<ChainNode, ChainNodeReported>(
    "industry", "chain-nodes", [Key, Chain, Ordinal, Name, Stage, Core], [IndustryClass])
{
    private static readonly TextField Key = new("key", "节点编码", "The node's key", MaxLength: 100);
    private static readonly TextField Chain = new("chain", "产业链", "The chain", MaxLength: 60);
    private static readonly IntegerField Ordinal = new("ordinal", "次序", "The order", "", 1, 999);
    private static readonly TextField Name = new("name", "名称", "The name", MaxLength: 200);
    private static readonly CodeField<ChainStage> Stage = new("stage", "环节", "The stage", ChainNode.Stages);
    private static readonly FlagField Core = new("core", "核心节点", "The core flag");
    private static readonly TextField IndustryClass = new("industryClass", "行业小类", "The industry class", MaxLength: 20);

    public override ChainNode Build(Row row)
    {
        var node = new ChainNode
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Chain = row.Get(Chain),
            Ordinal = (int)row.Get(Ordinal),
            Name = row.Get(Name),
            Stage = row.Get(Stage),
            Core = row.Get(Core),
            IndustryClass = row.Find(IndustryClass),
        };
        if (node.IndustryClass is { } industryClass && !ChainNode.IsIndustryClass(industryClass))
        {
            row.Refuse(Fault.Of(IndustryClass.Name, IndustryRefusals.BadIndustryClass, industryClass));
        }

        return node;
    }

    public override ChainNodeReported Describe(ChainNode resource) => new(
        resource.Key, resource.Owner, resource.Chain, resource.Ordinal, resource.Name, ChainNode.Stages.Write(resource.Stage),
        resource.Core, resource.IndustryClass);

    public override Task Then(IReadOnlyList<Change<ChainNode>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        changes.Any(MeasureFormedChains.IsTouchedBy) ? MeasureFormedChains.Measure(transaction, cancellation) : Task.CompletedTask;
}
