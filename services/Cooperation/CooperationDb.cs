using Cluster.Cooperation.Ports;
using Cluster.Cooperation.Resolutions;
using Cluster.Ingestion;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Cooperation;

/// <summary>The tables of this service; unique keys are where idempotence lives.</summary>
public sealed class CooperationDb(DbContextOptions<CooperationDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventLog().AddIdempotencyKeys().AddSenderCodes().AddPushJobs().AddWebhooks().AddPortfolio();
        modelBuilder.Entity<PortStatistic>(statistic =>
        {
            statistic.ToTable("port_statistics");
            statistic.HasKey(s => s.Key);
            statistic.Property(s => s.PeriodKind).HasCode(StatisticPeriod.Kinds);
            statistic.Property(s => s.Direction).HasCode(PortStatistic.Directions);
            statistic.Property(s => s.Neighbour).HasCode(PortStatistic.Neighbours);
            statistic.Property(s => s.Measure).HasCode(PortStatistic.Measures);
            statistic.HasIndex(s => new { s.Port, s.PeriodStart, s.PeriodEnd, s.Direction, s.Neighbour, s.Measure })
                .IsUnique().HasDatabaseName("ux_port_statistics_fact");
        });
        modelBuilder.Entity<Resolution>().ToTable("resolutions").HasKey(r => r.Key);
        modelBuilder.IndexOwners();
    }
}
