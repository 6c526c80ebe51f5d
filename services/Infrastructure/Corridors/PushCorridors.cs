using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Infrastructure.Corridors;

/// <summary>A department pushes corridors (通道). The plan names 两环五纵八横 and does not list them, so they are data.</summary>
public sealed class PushCorridors() : Push<Corridor, CorridorReported>(
    "infrastructure", "corridors", [Key, Name, Kind, Members, RequiredClass], [Note])
{
    private const string KindsSql = "select key, kind from segments where key = any($1)";

    private static readonly TextField Key = new("key", "通道编码", "The corridor's key", MaxLength: 100);
    private static readonly TextField Name = new("name", "名称", "The name", MaxLength: 200);
    private static readonly CodeField<CorridorKind> Kind = new("kind", "类别", "The kind", Corridor.Kinds);
    private static readonly TextListField Members = new("members", "线段", "The segments", MaxLength: 100, MaxCount: 500);
    private static readonly CodeField<TechnicalClass> RequiredClass = new("requiredClass", "要求的技术等级", "The class required", Segment.Classes);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);

    public override Corridor Build(Row row)
    {
        var corridor = new Corridor
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Name = row.Get(Name),
            Kind = row.Get(Kind),
            Members = row.Get(Members) ?? [],
            RequiredClass = row.Get(RequiredClass),
            Note = row.Find(Note),
        };
        if (row.IsSound && corridor.Members.Length == 0)
        {
            row.Refuse(Fault.Of(Members.Name, InfrastructureRefusals.CorridorWithoutMembers));
        }

        if (row.IsSound && !Segment.Fits(SegmentKind.Road, corridor.RequiredClass))
        {
            row.Refuse(Fault.Of(RequiredClass.Name, InfrastructureRefusals.ClassOfOtherKind, Segment.Classes.Write(corridor.RequiredClass)));
        }

        return corridor;
    }

    public override CorridorReported Describe(Corridor resource) => new(
        resource.Key, resource.Owner, resource.Name, Corridor.Kinds.Write(resource.Kind), resource.Members,
        Segment.Classes.Write(resource.RequiredClass), resource.Note);

    public override async Task<Func<Corridor, IEnumerable<Fault>>> Check(
        IReadOnlyList<Corridor> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KindsSql, connection)
        {
            Parameters = { new() { Value = rows.SelectMany(r => r.Members).Distinct().ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var kinds = new Dictionary<string, SegmentKind>();
        while (await reader.ReadAsync(cancellation))
        {
            kinds.Add(reader.GetString(0), Segment.Kinds.Parse(reader.GetString(1)));
        }

        return row => row.Members.Where(m => kinds.GetValueOrDefault(m, SegmentKind.Rail) != SegmentKind.Road).Select(m => Fault.Of(
            Members.Name, kinds.ContainsKey(m) ? InfrastructureRefusals.NotARoad : InfrastructureRefusals.UnknownSegment, m));
    }

    public override Task Then(IReadOnlyList<Change<Corridor>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        MeasureNetwork.After(transaction, cancellation);
}
