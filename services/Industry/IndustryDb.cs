using Cluster.Contracts;
using Cluster.Industry.Chains;
using Cluster.Industry.Enterprises;
using Cluster.Ingestion;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Industry;

/// <summary>The tables of this service; unique keys are where idempotence lives.</summary>
public sealed class IndustryDb(DbContextOptions<IndustryDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventLog().AddIdempotencyKeys().AddSenderCodes().AddPushJobs().AddWebhooks().AddIndicators().AddPortfolio();
        modelBuilder.Entity<ChainNode>(node =>
        {
            node.ToTable("chain_nodes");
            node.HasKey(n => n.Key);
            node.Property(n => n.Stage).HasCode(ChainNode.Stages);
        });
        modelBuilder.Entity<Enterprise>(enterprise =>
        {
            enterprise.ToTable("enterprises");
            enterprise.HasKey(e => e.Key);
            enterprise.Property(e => e.CreditCode).HasConversion(code => code.ToString(), text => CreditCode.Parse(text));
            enterprise.HasIndex(e => e.CreditCode).IsUnique();

            // Who is active on a node: what a chain's completeness is counted from.
            enterprise.HasIndex(e => e.Nodes).HasMethod("gin").HasFilter("active");
        });
        modelBuilder.IndexOwners();
    }
}
