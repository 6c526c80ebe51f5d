using Cluster.Contracts;
using Cluster.Contracts.Coordination;

namespace Cluster.Coordination.Bulletins;

/// <summary>A bulletin (通报) of a quarter: a draft whose figures may be collected again, or one that was issued and does not change any more.</summary>
public sealed record Bulletin
{
    /// <summary>The quarter and its place among the quarter's bulletins: 2026Q3-1.</summary>
    public required string Key { get; init; }

    public required Quarter Quarter { get; init; }

    public required string Title { get; init; }

    public required string TemplateName { get; init; }

    public required int TemplateVersion { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    public BulletinState State { get; init; }

    /// <summary>The person, or for a draft possibly the system, who brought it to where it stands.</summary>
    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; }

    // 发文字号, in its three parts; there from the day of issue.
    public string? NumberSign { get; init; }

    public int? NumberYear { get; init; }

    public int? NumberSerial { get; init; }

    /// <summary>成文日期.</summary>
    public DateOnly? IssuedOn { get; init; }

    public string? IssuedBy { get; init; }

    /// <summary>Why it was withdrawn or superseded.</summary>
    public string? Reason { get; init; }

    /// <summary>The key of the one that took its place.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>包协办〔2026〕3号 (government-standards §9); null of a draft.</summary>
    public string? Number => NumberSerial is { } serial ? $"{NumberSign}〔{NumberYear}〕{serial}号" : null;

    public string Aggregate => $"coordination/{BulletinEndpoints.Name}/{Key}";

    internal BulletinCollected ToldCollected(IReadOnlyList<string> failing) =>
        new(Key, Quarter, TemplateName, TemplateVersion, CollectedAt, EnteredBy, failing);

    internal BulletinIssued ToldIssued(string jsonSha256, string keyId) =>
        new(Key, Quarter, Number!, Title, IssuedOn!.Value, IssuedBy!, TemplateName, TemplateVersion, jsonSha256, keyId);

    internal BulletinWithdrawn ToldWithdrawn() => new(Key, Quarter, Number!, EnteredBy, Reason!);

    internal BulletinSuperseded ToldSuperseded(Bulletin successor) => new(Key, Quarter, Number!, EnteredBy, Reason!, successor.Key, successor.Number!);
}

/// <summary>What a bulletin is made of: with it alone it can be made again.</summary>
/// <param name="Template">The template as it was, in JSON.</param>
/// <param name="Figures">In canonical JSON.</param>
public sealed record BulletinContent(string Key, string Template, string Figures)
{
    /// <summary>How often it was collected; counted where it is stored, so that a past day has what was collected by then.</summary>
    public long Version { get; init; }
}

/// <summary>A file of an issued bulletin, kept as it was given out.</summary>
/// <param name="Format">text, docx, pdf, json or signature.</param>
public sealed record BulletinFile(string Key, string Format, byte[] Bytes);

/// <summary>One step of a bulletin: what was done, by whom, and where it led.</summary>
/// <param name="Version">That of the bulletin after it; the first is 1.</param>
/// <param name="Words">The reason.</param>
public sealed record BulletinStep(
    string Key, long Version, string Command, BulletinState State, DateTimeOffset At, string Person, string Organisation, string Client, string? Words,
    string? Successor);
