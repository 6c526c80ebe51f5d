namespace Cluster.Contracts.Coordination;

/// <summary>The lead of a supervision order filed a photograph or a document for its feedback (佐证材料); its bytes stay in the service.</summary>
/// <param name="Key">As a feedback names it.</param>
/// <param name="Order">2026-001.</param>
/// <param name="Type">Media type, as its content has it: image/jpeg.</param>
/// <param name="Sha256">Of its bytes; 64 hexadecimal digits, lower case.</param>
public sealed record OrderEvidenceFiled(string Key, string Order, string Owner, string Name, string Type, long SizeBytes, string Sha256);
