using Microsoft.EntityFrameworkCore;

namespace Cluster.Messaging;

/// <summary>
/// The tables that Messaging keeps in each service's database. A write of many rows is one <c>log_writes</c> row (who, when, trace,
/// sent or not) and one <c>log_events</c> row an event, so that the relay marks a call and not each of its events.
/// </summary>
public static class EventLogTables
{
    public static ModelBuilder AddEventLog(this ModelBuilder model)
    {
        model.AddAuditTrail();
        model.Entity<InboxEntry>(entry =>
        {
            entry.ToTable("inbox");
            entry.HasKey(e => e.Aggregate);
        });
        model.Entity<DeadLetter>(letter =>
        {
            letter.ToTable("dead_letters");
            letter.Property(l => l.Id).UseIdentityAlwaysColumn();
            letter.Property(l => l.Event).HasColumnType("json");
            letter.HasIndex(l => new { l.Aggregate, l.Version, l.Reason }).IsUnique();
        });
        model.Entity<Replay>(replay =>
        {
            replay.ToTable("replays");
            replay.HasKey(r => r.Consumer);
            replay.Property(r => r.AfterTransaction).HasColumnType("xid8");
        });
        return model;
    }

    /// <summary>The log and its seals alone, for who has nothing to tell others.</summary>
    public static ModelBuilder AddAuditTrail(this ModelBuilder model)
    {
        model.Entity<LogWrite>(write =>
        {
            write.ToTable("log_writes");
            write.Property(w => w.Id).UseIdentityAlwaysColumn();
            write.Property(w => w.Transaction).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
            write.HasIndex(w => w.NextAttemptAt).HasFilter("sent_at is null").HasDatabaseName("ix_log_writes_unsent");
            write.HasIndex(w => new { w.Transaction, w.Id });
            write.HasIndex(w => w.WrittenAt).HasMethod("brin"); // the trail is asked by time, and is written in its order
        });
        model.Entity<LogEvent>(entry =>
        {
            entry.ToTable("log_events");
            entry.HasKey(e => new { e.WriteId, e.Ordinal });
            entry.HasIndex(e => new { e.Aggregate, e.Version }).IsUnique();
            entry.Property(e => e.Body).HasColumnType("json");
            entry.Property(e => e.Before).HasColumnType("json");
        });
        model.Entity<LogSeal>(seal =>
        {
            seal.ToTable("log_seals");
            seal.HasKey(s => s.Number);
            seal.Property(s => s.Number).ValueGeneratedNever();
            seal.Property(s => s.Transaction).HasColumnType("xid8");
        });
        model.Entity<LogRemoval>(removal =>
        {
            removal.ToTable("log_removals");
            removal.HasKey(r => new { r.WriteId, r.Removal });
        });
        return model;
    }
}

/// <summary>One transaction that changed something.</summary>
internal sealed class LogWrite
{
    public long Id { get; init; }

    /// <summary>PostgreSQL's transaction id: identity values commit out of order, this tells what a reader may trust.</summary>
    public ulong Transaction { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public required string Organisation { get; init; }

    public required string Client { get; init; }

    public required string Role { get; init; }

    public string? Address { get; init; }

    public string? Trace { get; init; }

    public int Events { get; init; }

    /// <summary>Organisations beside the writer's that it concerns (涉及单位) and that read it as they do their own; null for nearly all.</summary>
    public string[]? Addressees { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset NextAttemptAt { get; init; }

    public string? LastFailure { get; init; }
}

internal sealed class LogEvent
{
    public long WriteId { get; init; }

    public int Ordinal { get; init; }

    public required string Kind { get; init; }

    public required string Aggregate { get; init; }

    public long Version { get; init; }

    public required string Body { get; init; }

    public string? Before { get; init; }
}

/// <summary>Covers the writes since the seal before it (封存), each by its digest, and that seal itself.</summary>
internal sealed class LogSeal
{
    /// <summary>From 1, without gaps.</summary>
    public long Number { get; init; }

    public DateTimeOffset SealedAt { get; init; }

    /// <summary>Of the last of <see cref="Writes"/>.</summary>
    public ulong Transaction { get; init; }

    public required long[] Writes { get; init; }

    /// <summary>32 bytes for each of the writes.</summary>
    public required byte[] Digests { get; init; }

    /// <summary>Of the seal before it and of all the above.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>The place up to which the log is sealed.</summary>
    public LogCursor UpTo => new(Transaction, Writes[^1]);
}

/// <summary>What retention took out of a write, as digests (清除): with them the write is still the one that was sealed.</summary>
internal sealed class LogRemoval
{
    public long WriteId { get; init; }

    /// <summary>The note that tells of it (<c>log_writes.id</c>), and holds a digest over all rows of its removal.</summary>
    public long Removal { get; init; }

    /// <summary>Of the events that are gone; empty where the whole write is.</summary>
    public required int[] Ordinals { get; init; }

    /// <summary>32 bytes for each of these events; that of the whole write where it is gone.</summary>
    public required byte[] Digests { get; init; }
}

/// <summary>The newest version of an aggregate that this service has applied, and what it said: duplicates and older ones stop here.</summary>
internal sealed class InboxEntry
{
    public required string Aggregate { get; init; }

    public long Version { get; init; }

    public long Fingerprint { get; init; }
}

/// <summary>An event that could not be applied (死信), kept with its reason until someone replays it.</summary>
internal sealed class DeadLetter
{
    public long Id { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public required string Source { get; init; }

    public required string Kind { get; init; }

    public required string Aggregate { get; init; }

    public long Version { get; init; }

    public required string Event { get; init; }

    public required string Reason { get; init; }

    public required string Detail { get; init; }

    public DateTimeOffset? ReplayedAt { get; init; }
}

/// <summary>A consumer that asked for the whole log again, and how far it has been sent.</summary>
internal sealed class Replay
{
    public required string Consumer { get; init; }

    public ulong AfterTransaction { get; init; }

    public long AfterId { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
