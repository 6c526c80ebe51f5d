namespace Cluster.Contracts.Infrastructure;

/// <summary>A road or rail segment (路段、线段) was reported or changed.</summary>
public sealed record SegmentReported(
    string Key, string Owner, string Kind, string? Route, string Name, IReadOnlyList<string> Touches,
    decimal? LengthKm, string? TechnicalClass, string Status, DateOnly? StatusDate, DateOnly? OpenedOn,
    decimal? InvestmentWan, string? Note);
