using Cluster.Ingestion;
using Cluster.Webhooks.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Webhooks;

/// <summary>
/// The tables that webhooks keep in each service's database. A delivery points to its event in the log and holds no copy; nothing refers to
/// the log by a foreign key, so that no writer ever meets a lock of ours.
/// </summary>
public static class WebhookTables
{
    public static ModelBuilder AddWebhooks(this ModelBuilder model)
    {
        model.Entity<Subscription>(subscription =>
        {
            subscription.ToTable("webhook_subscriptions");
            subscription.Property(s => s.Id).UseIdentityAlwaysColumn();
            subscription.Property(s => s.AfterTransaction).HasColumnType("xid8");
            subscription.HasIndex(s => new { s.Organisation, s.SeesAll, s.Name }).IsUnique();
        });
        model.Entity<SubscriptionSecret>(secret =>
        {
            secret.ToTable("webhook_secrets");
            secret.Property(s => s.Id).UseIdentityAlwaysColumn();
            secret.HasOne<Subscription>().WithMany().HasForeignKey(s => s.SubscriptionId);
        });
        model.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("webhook_deliveries");
            delivery.Property(d => d.Id).UseIdentityAlwaysColumn();
            delivery.Property(d => d.State).HasCode(DeliveryStates.Codes);
            delivery.HasOne<Subscription>().WithMany().HasForeignKey(d => d.SubscriptionId);
            delivery.HasIndex(d => new { d.SubscriptionId, d.WriteId, d.Ordinal }).IsUnique();
            delivery.HasIndex(d => new { d.SubscriptionId, d.Id });
            delivery.HasIndex(d => new { d.SubscriptionId, d.NextAttemptAt, d.Id }).HasFilter("state = 'pending'").HasDatabaseName("ix_webhook_deliveries_pending");
            delivery.HasIndex(d => new { d.SubscriptionId, d.Id }, "ix_webhook_deliveries_dead").HasFilter("state = 'dead'");
            delivery.HasIndex(d => d.SettledAt).HasFilter("settled_at is not null");
        });
        return model;
    }
}

/// <summary>Who is sent what, and how far (订阅).</summary>
internal sealed class Subscription
{
    public long Id { get; init; }

    public required string Organisation { get; init; }

    /// <summary>
    /// Of a credential that sees everybody's. One of the same organisation that does not neither finds nor changes it: else it could have the
    /// events of all the others sent to itself.
    /// </summary>
    public bool SeesAll { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    public string[]? Resources { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Why the platform itself stopped it; null when it did not.</summary>
    public string? DisabledFor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public ulong AfterTransaction { get; init; }

    public long AfterWrite { get; init; }

    public int AfterOrdinal { get; init; }

    /// <summary>Attempts that failed since the last that did not.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public DateTimeOffset ResumeAt { get; init; }
}

internal sealed class SubscriptionSecret
{
    public long Id { get; init; }

    public long SubscriptionId { get; init; }

    public required byte[] Secret { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for the newest.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>One event on its way to one subscriber (投递).</summary>
internal sealed class Delivery
{
    public long Id { get; init; }

    public long SubscriptionId { get; init; }

    public long WriteId { get; init; }

    public int Ordinal { get; init; }

    public DeliveryState State { get; init; }

    public int Attempts { get; init; }

    /// <summary>The day of attempts counts from here: when it was queued, or queued again.</summary>
    public DateTimeOffset DueSince { get; init; }

    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>A replica is sending it; if it is killed, another takes it over then.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public int? LastStatus { get; init; }

    public string? LastFailure { get; init; }

    public DateTimeOffset? SettledAt { get; init; }
}
