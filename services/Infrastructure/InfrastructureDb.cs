using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Positions;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Infrastructure;

/// <summary>The tables of this service; unique keys are where idempotence lives.</summary>
public sealed class InfrastructureDb(DbContextOptions<InfrastructureDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventLog().AddIdempotencyKeys().AddSenderCodes().AddPushJobs().AddWebhooks().AddIndicators().AddPortfolio();
        modelBuilder.Entity<Segment>(segment =>
        {
            segment.ToTable("segments");
            segment.HasKey(s => s.Key);
            segment.Property(s => s.Kind).HasCode(Segment.Kinds);
            segment.Property(s => s.TechnicalClass).HasCode(Segment.Classes);
            segment.Property(s => s.Status).HasCode(Segment.Statuses);
            segment.Property(s => s.Line).HasConversion(line => GivenLine.ToBinary(line!), binary => GivenLine.FromBinary(binary));
            segment.Property(s => s.From).HasColumnName("from_node"); // words that SQL keeps for itself
            segment.Property(s => s.To).HasColumnName("to_node");
            segment.Ignore(s => s.Nodes);
            segment.HasIndex(s => s.Route);
            segment.HasIndex(s => s.Project);
        });
        modelBuilder.AddNetwork();
        modelBuilder.AddWorks();
        modelBuilder.IndexOwners();
    }
}
