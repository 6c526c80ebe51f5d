using Cluster.Contracts;
using Cluster.Contracts.Industry;
using Cluster.Industry.Chains;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Industry.Enterprises;

/// <summary>A department pushes enterprises (企业) with their nodes on the chains.</summary>
public sealed class PushEnterprises() : Push<Enterprise, EnterpriseReported>(
    "industry", "enterprises", [Key, Code, Name, Nodes, Active], [])
{
    private static readonly TextField Key = new("key", "企业编码", "The enterprise's key", MaxLength: 100);
    private static readonly CreditCodeField Code = new("creditCode", "统一社会信用代码", "The unified social credit code");
    private static readonly TextField Name = new("name", "企业名称", "The name", MaxLength: 200);
    private static readonly TextListField Nodes = new("nodes", "产业链节点", "The chain nodes", MaxLength: 100, MaxCount: 100) { RefersTo = ChainNode.Referred };
    private static readonly FlagField Active = new("active", "在营", "The active flag");

    private const string KnownNodesSql = "select key from chain_nodes where key = any($1)";
    private const string HoldersSql = "select credit_code, key from enterprises where credit_code = any($1)";

    public override Enterprise Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        CreditCode = row.Get(Code),
        Name = row.Get(Name),
        Nodes = row.Get(Nodes),
        Active = row.Get(Active),
    };

    public override EnterpriseReported Describe(Enterprise resource) => new(
        resource.Key, resource.Owner, resource.CreditCode, resource.Name, resource.Nodes, resource.Active);

    public override async Task<Func<Enterprise, IEnumerable<Fault>>> Check(
        IReadOnlyList<Enterprise> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var known = await KnownNodes([.. rows.SelectMany(e => e.Nodes).Distinct()], connection, cancellation);
        var holders = await Holders(rows, connection, cancellation);
        return enterprise =>
        [
            .. enterprise.Nodes.Where(node => !known.Contains(node))
                .Select(node => Fault.Of(Nodes.Name, IndustryRefusals.UnknownNode, node)),
            .. holders[enterprise.CreditCode].Where(key => key != enterprise.Key).Take(1)
                .Select(key => Fault.Of(Code.Name, IndustryRefusals.CreditCodeTaken, enterprise.CreditCode, key)),
        ];
    }

    public override Task Then(IReadOnlyList<Change<Enterprise>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        changes.Any(MeasureFormedChains.IsTouchedBy) ? MeasureFormedChains.Measure(transaction, cancellation) : Task.CompletedTask;

    private static async Task<HashSet<string>> KnownNodes(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KnownNodesSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = new HashSet<string>();
        while (await reader.ReadAsync(cancellation))
        {
            known.Add(reader.GetString(0));
        }

        return known;
    }

    /// <summary>Which enterprises hold or claim each code: those that are stored and those of this batch.</summary>
    private static async Task<ILookup<CreditCode, string>> Holders(
        IReadOnlyList<Enterprise> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(HoldersSql, connection)
        {
            Parameters = { new() { Value = rows.Select(e => e.CreditCode.ToString()).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var holders = rows.Select(e => (e.CreditCode, e.Key)).ToList();
        while (await reader.ReadAsync(cancellation))
        {
            holders.Add((CreditCode.Parse(reader.GetString(0)), reader.GetString(1)));
        }

        return holders.ToLookup(h => h.CreditCode, h => h.Key);
    }
}
