using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Segments;

/// <summary>
/// The two rail targets of the plan: 包银高铁建成通车 (G03) and 包西高铁开工 (G04), measured from the segments of each line. How a line
/// without a segment stands is unknown, which is not 0.
/// </summary>
internal static class MeasureRailLines
{
    private const string Service = "infrastructure";
    private const string City = "150200";
    private const string OpenLine = "包银高铁";
    private const string StartedLine = "包西高铁";

    /// <summary>The lines as the segments' routes have them.</summary>
    public static readonly string[] Tracked = [OpenLine, StartedLine];

    /// <summary>A line stands as its departments say now, whatever the day of it, and as the projects that build it open it.</summary>
    private const string LinesSql = $"""
        select bool_and(status = 'open') filter (where route = $1),
               bool_or(status in ('under-construction', 'open', 'rebuilding')) filter (where route = $2)
        from (
            select g.route, case when opening.since is null then g.status else 'open' end as status
            from segments g cross join (select $3::date as day) d
            {BelievedStatus.Join}
            where g.kind = 'rail' and g.route in ($1, $2)
        ) segment
        """;

    private static readonly BilingualSource OpenSource = new("基础设施：包银高铁各区段状态", "Infrastructure: status of the line's segments");
    private static readonly BilingualSource StartedSource = new("基础设施：包西高铁各区段状态", "Infrastructure: status of the line's segments");

    public static async Task After(IReadOnlyList<Change<Segment>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        if (!changes.Any(c => IsTracked(c.After) || (c.Before is { } before && IsTracked(before))))
        {
            return;
        }

        await Measure(transaction, cancellation);
    }

    public static async Task Measure(LogTransaction transaction, CancellationToken cancellation)
    {
        await transaction.LockIndicator("G03", cancellation); // one lock for the two, which are read together
        var today = DateOnly.FromDateTime(transaction.StartedAt.AtEdge().DateTime);
        var (opened, started) = await ReadLines(transaction.Connection, today, cancellation);
        await Tell("G03", opened, OpenSource, today, transaction, cancellation);
        await Tell("G04", started, StartedSource, today, transaction, cancellation);
    }

    private static Task Tell(
        string code, bool? isReached, BilingualSource source, DateOnly today, LogTransaction transaction, CancellationToken cancellation) =>
        isReached is { } reached
            ? transaction.Publish(Service, new IndicatorMeasured(code, City, today, reached ? 1 : 0, "条", 1, source), cancellation)
            : transaction.Withdraw(Service, code, City, cancellation);

    private static bool IsTracked(Segment segment) =>
        segment is { Kind: SegmentKind.Rail, Route: OpenLine or StartedLine };

    private static async Task<(bool? Opened, bool? Started)> ReadLines(NpgsqlConnection connection, DateOnly today, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LinesSql, connection)
        {
            Parameters = { new() { Value = OpenLine }, new() { Value = StartedLine }, new() { Value = today } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetFieldValue<bool?>(0), reader.GetFieldValue<bool?>(1));
    }
}
