using Cluster.Contracts;
using Cluster.Industry.Enterprises;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Industry.Chains;

/// <summary>
/// The plan's five rare-earth chains (稀土产业链, G13). A chain is formed when at least one active enterprise stands on an upstream, one on
/// a midstream and one on a downstream node of it; the same enterprise may stand on several, and recycling is not asked for.
/// </summary>
internal static class MeasureFormedChains
{
    private const string Code = "G13";
    private const string City = "150200";

    private const string FormedSql = """
        select count(*)
        from (
            select chain
            from chain_nodes
            where chain = any($1) and stage in ('upstream', 'midstream', 'downstream')
              and exists (select from enterprises where active and nodes @> array[chain_nodes.key])
            group by chain
            having count(distinct stage) = 3) as formed
        """;

    private static readonly string[] Chains = ["永磁", "储氢", "催化助剂", "抛光", "合金"];

    private static readonly BilingualSource Source = new(
        "产业：上、中、下游节点各有至少一家在营企业的稀土产业链条数",
        "Industry: rare-earth chains with an active enterprise on an upstream, a midstream and a downstream node");

    /// <summary>A new node has nobody on it yet; one that moves to another chain or stage takes its enterprises along.</summary>
    public static bool IsTouchedBy(Change<ChainNode> change) =>
        change is { Before: { } before, After: var after }
        && (before.Chain, before.Stage) != (after.Chain, after.Stage)
        && (Chains.Contains(before.Chain) || Chains.Contains(after.Chain));

    /// <summary>Only where an enterprise is active counts: a new name or another order of its nodes changes nothing.</summary>
    public static bool IsTouchedBy(Change<Enterprise> change) =>
        !StandsOn(change.After).SetEquals(change.Before is { } before ? StandsOn(before) : []);

    public static async Task Measure(LogTransaction transaction, CancellationToken cancellation)
    {
        await transaction.LockIndicator(Code, cancellation);
        await using var command = new NpgsqlCommand(FormedSql, transaction.Connection) { Parameters = { new() { Value = Chains } } };
        var formed = (long)(await command.ExecuteScalarAsync(cancellation))!;
        var today = DateOnly.FromDateTime(transaction.StartedAt.AtEdge().DateTime);
        await transaction.Publish(
            "industry", new IndicatorMeasured(Code, City, today, formed, "条", Chains.Length, Source), cancellation);
    }

    private static HashSet<string> StandsOn(Enterprise enterprise) => enterprise.Active ? [.. enterprise.Nodes] : [];
}
