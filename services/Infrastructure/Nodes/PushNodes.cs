using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Positions;
using Cluster.Ingestion;
using Cluster.Messaging;

namespace Cluster.Infrastructure.Nodes;

/// <summary>A department pushes nodes (节点) of the transport network.</summary>
public sealed class PushNodes() : Push<Node, NodeReported>(
    "infrastructure", "nodes", [Key, Name, Kind, County], [Longitude, Latitude, CrsOf, CentralCity, Note])
{
    // Wider than the earth, so that metres and swapped figures are told as what they are.
    private const decimal FigureMax = 100_000_000m;

    private static readonly TextField Key = new("key", "节点编码", "The node's key", MaxLength: 100);
    private static readonly TextField Name = new("name", "名称", "The name", MaxLength: 200);
    private static readonly CodeField<NodeKind> Kind = new("kind", "类别", "The kind", Node.Kinds);
    private static readonly DivisionCodeField County = new("county", "旗县区", "The county", Divisions.Listed);
    private static readonly DecimalField Longitude = new("longitude", "经度", "The longitude", "°", -FigureMax, FigureMax, 10);
    private static readonly DecimalField Latitude = new("latitude", "纬度", "The latitude", "°", -FigureMax, FigureMax, 10);
    private static readonly CodeField<Crs> CrsOf = new("crs", "坐标系", "The coordinate reference system", CrsConversion.All);
    private static readonly FlagField CentralCity = new("centralCity", "中心城区", "The central city");
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);

    public override Node Build(Row row)
    {
        var node = new Node
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Name = row.Get(Name),
            Kind = row.Get(Kind),
            County = row.Get(County),
            CentralCity = row.Find(CentralCity) ?? false,
            Note = row.Find(Note),
        };
        if (node.CentralCity && row.IsSound && !Node.CentralCounties.Contains(node.County.ToString()))
        {
            row.Refuse(Fault.Of(CentralCity.Name, InfrastructureRefusals.NotCentralCity, node.County).Allowing(Node.CentralCounties));
        }

        return Place(row) is { } place ? node with { Longitude = (decimal)place.Longitude, Latitude = (decimal)place.Latitude } : node;
    }

    public override NodeReported Describe(Node resource) => new(
        resource.Key, resource.Owner, resource.Name, Node.Kinds.Write(resource.Kind), resource.County, resource.Longitude, resource.Latitude,
        resource.Longitude is null ? null : CrsConversion.All.Write(Crs.Wgs84), resource.CentralCity, resource.Note);

    public override Task Then(IReadOnlyList<Change<Node>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        MeasureNetwork.After(transaction, cancellation);

    /// <summary>In WGS-84; null where there is none, or none that can be taken.</summary>
    private static Position? Place(Row row)
    {
        var (longitude, latitude, crs) = (row.Find(Longitude), row.Find(Latitude), row.Find(CrsOf));
        if (!row.IsSound || (longitude is null && latitude is null))
        {
            return null;
        }

        if (longitude is null || latitude is null)
        {
            row.Refuse(Fault.Of(longitude is null ? Longitude.Name : Latitude.Name, InfrastructureRefusals.HalfAPosition));
            return null;
        }

        var given = new Position((double)longitude, (double)latitude);
        if (crs is null)
        {
            row.Refuse(Fault.Of(CrsOf.Name, InfrastructureRefusals.CrsMissing).Allowing(CrsConversion.All.All));
        }

        if (given.FaultOf(Latitude.Name) is { } fault)
        {
            row.Refuse(fault);
        }

        if (!row.IsSound)
        {
            return null;
        }

        var taken = crs!.Value.ToWgs84(given).Rounded();
        foreach (var note in GivenPosition.NotesOn(crs.Value, given, taken, Latitude.Name))
        {
            row.Say(note);
        }

        return taken;
    }
}
