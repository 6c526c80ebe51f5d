using Cluster.Contracts;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Airports;

/// <summary>
/// 石拐、固阳通用机场建成 (G07): in how many of the two counties a general airport is built. Unknown while neither reports one, which is not 0.
/// Demonstration rows count only as long as there are no others, and the source then says so.
/// </summary>
internal static class MeasureGeneralAirports
{
    private const string Service = "infrastructure";
    private const string Code = "G07";
    private const string City = "150200";
    private const int Target = 2;

    private const string BuiltSql = """
        with general as (
            select county, status, demonstration from airports where kind = 'general' and county = any($1))
        select count(distinct county) filter (where status in ('completed', 'in-service')), bool_or(demonstration)
        from general
        where demonstration = (select bool_and(demonstration) from general)
        """;

    /// <summary>石拐区 and 固阳县, which the plan names.</summary>
    private static readonly DivisionCode[] Counties = [DivisionCode.Parse("150205"), DivisionCode.Parse("150222")];

    private static readonly BilingualSource Source = new(
        "基础设施：石拐、固阳通用机场的状态", "Infrastructure: status of the general airports of Shiguai and Guyang");

    private static readonly BilingualSource DemonstrationSource = new($"{Source.Zh}（演示数据）", $"{Source.En} (demonstration data)");

    public static async Task After(IReadOnlyList<Change<Airport>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        if (!changes.Any(c => IsNamed(c.After) || (c.Before is { } before && IsNamed(before))))
        {
            return;
        }

        await transaction.LockIndicator(Code, cancellation);
        var today = DateOnly.FromDateTime(transaction.StartedAt.AtEdge().DateTime);
        await (await ReadBuilt(transaction.Connection, cancellation) is var (built, isDemonstration)
            ? transaction.Publish(
                Service, new IndicatorMeasured(Code, City, today, built, "个", Target, isDemonstration ? DemonstrationSource : Source), cancellation)
            : transaction.Withdraw(Service, Code, City, cancellation));
    }

    private static bool IsNamed(Airport airport) => airport.Kind == AirportKind.General && Counties.Contains(airport.County);

    private static async Task<(long Built, bool IsDemonstration)?> ReadBuilt(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(BuiltSql, connection)
        {
            Parameters = { new() { Value = Counties.Select(c => c.ToString()).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return await reader.IsDBNullAsync(1, cancellation) ? null : (reader.GetInt64(0), reader.GetBoolean(1));
    }
}
