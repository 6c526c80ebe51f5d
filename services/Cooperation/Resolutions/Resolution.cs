using Cluster.Ingestion;

namespace Cluster.Cooperation.Resolutions;

/// <summary>A resolution (议定事项) of a meeting between cities: who agreed on what, and which department of this city carries it out by when.</summary>
public sealed record Resolution : Resource
{
    public required string Series { get; init; }

    public required int Number { get; init; }

    public required DateOnly AdoptedOn { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public string? Field { get; init; }

    public required string[] Parties { get; init; }

    public required string Lead { get; init; }

    public required string[] CoOperators { get; init; }

    public required DateOnly Due { get; init; }
}
