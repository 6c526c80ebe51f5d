using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;
using Cluster.Messaging;

namespace Cluster.Infrastructure.Airports;

/// <summary>An airport (机场) or a hub where ways of transport meet (综合枢纽).</summary>
public sealed record Airport : Work
{
    public static readonly Codes<AirportKind> Kinds = new(
        (AirportKind.Transport, "transport", "运输机场"), (AirportKind.General, "general", "通用机场"), (AirportKind.Hub, "hub", "综合枢纽"));

    public required AirportKind Kind { get; init; }
}

public enum AirportKind
{
    Transport,
    General,
    Hub,
}

/// <summary>A department pushes airports and hubs (机场、综合枢纽).</summary>
public sealed class PushAirports(TimeProvider time) : PushWorks<Airport, AirportReported>(time, "airports", [Kind], [])
{
    private static readonly CodeField<AirportKind> Kind = new("kind", "类别", "The kind", Airport.Kinds);

    public override Task Then(IReadOnlyList<Change<Airport>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        MeasureGeneralAirports.After(changes, transaction, cancellation);

    protected override Airport BuildOwn(Row row) => new() { Key = row.GetKey(WorkFields.Key), Owner = row.Caller.Organisation, Kind = row.Get(Kind) };

    protected override AirportReported DescribeOwn(Airport work) => new(Airport.Kinds.Write(work.Kind));
}
