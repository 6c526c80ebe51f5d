namespace Cluster.Contracts.Portfolio;

/// <summary>A photograph or a document of a project (佐证材料) was filed; its bytes stay in the service that keeps them.</summary>
/// <param name="Key">The platform's own.</param>
/// <param name="Project">The project's key.</param>
/// <param name="Type">Media type, as its content has it: image/jpeg.</param>
/// <param name="Sha256">Of its bytes; 64 hexadecimal digits, lower case.</param>
/// <param name="Purpose">stage-gate, progress-photo, permit, milestone or problem.</param>
/// <param name="BelongsTo">A stage, a month, or the key of a permit, milestone or problem; null where the purpose asks for none.</param>
public sealed record EvidenceFiled(
    string Key, string Owner, string Project, string Name, string Type, long SizeBytes, string Sha256, string Purpose, string? BelongsTo);
