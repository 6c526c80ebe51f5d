namespace Cluster.Contracts.Coordination;

/// <summary>The figures of a draft bulletin (通报) were collected, for the first time or again.</summary>
/// <param name="Key">2026Q3-1.</param>
/// <param name="Template">Name of the template that the draft is made with.</param>
/// <param name="By">The person, or the system that did it by itself.</param>
/// <param name="Failing">Equations that do not hold, by their names; with any it is not issued.</param>
public sealed record BulletinCollected(
    string Key, Quarter Quarter, string Template, int TemplateVersion, DateTimeOffset CollectedAt, string By, IReadOnlyList<string> Failing);

/// <summary>A bulletin was issued (印发) and does not change any more.</summary>
/// <param name="Number">发文字号, 包协办〔2026〕3号.</param>
/// <param name="By">The person.</param>
/// <param name="JsonSha256">Of the signed JSON, in hexadecimal.</param>
/// <param name="KeyId">The key that signed it.</param>
public sealed record BulletinIssued(
    string Key, Quarter Quarter, string Number, string Title, DateOnly IssuedOn, string By, string Template, int TemplateVersion, string JsonSha256,
    string KeyId);

/// <summary>An issued bulletin was withdrawn (撤回).</summary>
public sealed record BulletinWithdrawn(string Key, Quarter Quarter, string Number, string By, string Reason);

/// <summary>Another bulletin of its quarter took its place (替代).</summary>
/// <param name="Successor">The key of the other one.</param>
public sealed record BulletinSuperseded(
    string Key, Quarter Quarter, string Number, string By, string Reason, string Successor, string SuccessorNumber);
