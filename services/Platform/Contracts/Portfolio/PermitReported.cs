namespace Cluster.Contracts.Portfolio;

/// <summary>One of the four permits of a project (前期手续) was reported or changed.</summary>
/// <param name="Project">The project's key.</param>
/// <param name="Permit">approval 立项, environment 环评, land 土地 or planning 规划.</param>
/// <param name="Needed">Whether the project needs it; otherwise with the reason why not.</param>
/// <param name="Number">Number of the document (发文字号), its year in 〔〕.</param>
public sealed record PermitReported(
    string Key, string Owner, string Project, string Permit, bool Needed, string? NotNeededReason, DateOnly? PlannedOn, DateOnly? DoneOn,
    string? Number, string? Note);
