using Cluster.Contracts;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Ingestion;

namespace Cluster.Coordination.Reporting.Items;

/// <summary>What a department reports on one owed item (事项报送), beside its progress.</summary>
public sealed record ItemReport : Resource
{
    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required Period Period { get; init; }

    public required string Item { get; init; }

    /// <summary>Typed, in the measure's unit.</summary>
    public decimal? Value { get; init; }

    public string? Words { get; init; }

    public bool NoChange { get; init; }

    /// <summary>Taken back, with the whole report.</summary>
    public bool Withdrawn { get; init; }

    public static string KeyOf(string task, Period period, string organisation, string item) => $"{task}.{period}.{organisation}.{item}";

    internal SubmittedPart Part(long version) => new(
        Task, Organisation, Period.ToString(), Item, version, Value, Words, NoChange, Withdrawn, AsOf);
}
