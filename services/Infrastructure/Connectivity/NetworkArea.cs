using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Corridors;
using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Infrastructure.Connectivity;

/// <summary>The transport network (交通网) beside its segments: nodes, corridors, what held on which day, and the questions that are asked of them.</summary>
internal static class NetworkArea
{
    public static void MapNetwork(this RouteGroupBuilder api)
    {
        api.MapResource<InfrastructureDb, Node, NodeReported>(new PushNodes());
        api.MapResource<InfrastructureDb, Corridor, CorridorReported>(new PushCorridors());
        api.MapSegmentStates();
        api.MapCompletion();
        api.MapConnectivity();
    }

    public static ModelBuilder AddNetwork(this ModelBuilder model)
    {
        model.Entity<Node>(node =>
        {
            node.ToTable("nodes");
            node.HasKey(n => n.Key);
            node.Property(n => n.Kind).HasCode(Node.Kinds);
            node.Property(n => n.County).HasConversion(code => code.ToString(), text => DivisionCode.Parse(text));
        });
        model.Entity<Corridor>(corridor =>
        {
            corridor.ToTable("corridors");
            corridor.HasKey(c => c.Key);
            corridor.Property(c => c.Kind).HasCode(Corridor.Kinds);
            corridor.Property(c => c.RequiredClass).HasCode(Segment.Classes);
        });
        model.Entity<SegmentStateRow>(state =>
        {
            state.ToTable("segment_states");
            state.HasKey(s => new { s.Segment, s.Since });
        });
        return model;
    }
}
