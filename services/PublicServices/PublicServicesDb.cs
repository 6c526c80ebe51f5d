using Cluster.Ingestion;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.PublicServices.Cases;
using Cluster.PublicServices.Items;
using Cluster.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Cluster.PublicServices;

/// <summary>The tables of this service; unique keys are where idempotence lives.</summary>
public sealed class PublicServicesDb(DbContextOptions<PublicServicesDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventLog().AddIdempotencyKeys().AddSenderCodes().AddPushJobs().AddWebhooks().AddPortfolio();
        modelBuilder.Entity<ServiceItem>(item =>
        {
            item.ToTable("service_items");
            item.HasKey(i => i.Key);
            item.Property(i => i.Batch).HasCode(ServiceItem.Batches);
            item.Property(i => i.Mode).HasCode(ServiceItem.Modes);
        });
        modelBuilder.Entity<MonthlyCases>(cases =>
        {
            cases.ToTable("monthly_cases");
            cases.HasKey(c => c.Key);
            cases.Property(c => c.FromCity).HasCode(MonthlyCases.Cities);
            cases.Property(c => c.AtCity).HasCode(MonthlyCases.Cities);
        });
        modelBuilder.IndexOwners();
    }
}
