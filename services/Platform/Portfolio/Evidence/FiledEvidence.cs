using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Evidence;

/// <summary>A photograph or a document that was filed of a project (佐证材料). Its bytes stand beside it, in parts, and never change.</summary>
internal sealed class FiledEvidence
{
    public static readonly Codes<EvidencePurpose> Purposes = new(
        (EvidencePurpose.StageGate, "stage-gate", "阶段门"),
        (EvidencePurpose.ProgressPhoto, "progress-photo", "形象进度"),
        (EvidencePurpose.Permit, "permit", "手续"),
        (EvidencePurpose.Milestone, "milestone", "节点"),
        (EvidencePurpose.Problem, "problem", "问题"));

    public Guid Key { get; init; }

    public required string Project { get; init; }

    public required string Owner { get; init; }

    /// <summary>As a reader may save it.</summary>
    public required string Name { get; init; }

    public FileType Type { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public required string Sha256 { get; init; }

    public EvidencePurpose Purpose { get; init; }

    /// <summary>A stage, a month, or the key of a permit, milestone or problem; as its purpose has it.</summary>
    public string? BelongsTo { get; init; }

    public DateTimeOffset FiledAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public string? WithdrawnFor { get; init; }
}

/// <summary>What it is to show.</summary>
internal enum EvidencePurpose
{
    StageGate,
    ProgressPhoto,
    Permit,
    Milestone,
    Problem,
}

internal static class EvidenceTables
{
    public static ModelBuilder AddEvidence(this ModelBuilder model)
    {
        model.Entity<FiledEvidence>(evidence =>
        {
            evidence.ToTable("evidence");
            evidence.HasKey(e => e.Key);
            evidence.Property(e => e.Type).HasCode(FileTypes.Codes);
            evidence.Property(e => e.Purpose).HasCode(FiledEvidence.Purposes);
            evidence.HasIndex(e => new { e.Project, e.FiledAt });
            evidence.HasIndex(e => new { e.Project, e.Sha256, e.Purpose, e.BelongsTo }).IsUnique().AreNullsDistinct(false)
                .HasFilter("withdrawn_at is null").HasDatabaseName("ix_evidence_same_file"); // also between two calls at the same moment
        });
        return model.AddEvidenceBytes<FiledEvidence>();
    }
}
