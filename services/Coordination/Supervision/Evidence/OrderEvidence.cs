using Cluster.Ingestion;
using Cluster.Portfolio.Evidence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Coordination.Supervision.Evidence;

/// <summary>A photograph or a document that the lead of an order filed for its feedback (佐证材料). Its bytes stand beside it, in parts, and never change.</summary>
internal sealed record OrderEvidence
{
    public const string Columns = "e.key, e.number, e.owner, e.name, e.type, e.size_bytes, e.sha256, e.filed_at";

    public Guid Key { get; init; }

    /// <summary>The order's.</summary>
    public required string Number { get; init; }

    public required string Owner { get; init; }

    /// <summary>As a reader may save it.</summary>
    public required string Name { get; init; }

    public FileType Type { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public required string Sha256 { get; init; }

    public DateTimeOffset FiledAt { get; init; }

    public string Aggregate => $"coordination/order-evidence/{Key}";

    public EvidenceFile File => new(Key, Name, FileTypes.Codes.Write(Type), SizeBytes, Sha256);

    public static async Task<List<OrderEvidence>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<OrderEvidence>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new OrderEvidence
            {
                Key = reader.GetGuid(0), Number = reader.GetString(1), Owner = reader.GetString(2), Name = reader.GetString(3),
                Type = FileTypes.Codes.Parse(reader.GetString(4)), SizeBytes = reader.GetInt64(5), Sha256 = reader.GetString(6),
                FiledAt = reader.GetFieldValue<DateTimeOffset>(7),
            });
        }

        return found;
    }
}

internal static class OrderEvidenceTables
{
    public static ModelBuilder AddOrderEvidence(this ModelBuilder model)
    {
        model.Entity<OrderEvidence>(evidence =>
        {
            evidence.ToTable("order_evidence");
            evidence.HasKey(e => e.Key);
            evidence.Property(e => e.Type).HasCode(FileTypes.Codes);
            evidence.Ignore(e => e.File);
            evidence.HasIndex(e => new { e.Number, e.Sha256 }).IsUnique(); // also between two calls at the same moment
        });
        return model.AddEvidenceBytes<OrderEvidence>();
    }
}
