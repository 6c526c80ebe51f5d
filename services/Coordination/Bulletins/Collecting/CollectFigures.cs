using System.Data;
using Cluster.Contracts;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Portfolio;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>All figures of a quarter, as they stand at one moment: one snapshot, so that what two sections say of one thing is the same.</summary>
internal sealed class CollectFigures(NpgsqlDataSource database, TimeProvider time, PortfolioOptions portfolio, BulletinOptions options)
{
    /// <summary>Goes up with each change of what a figure means, so that a bulletin says by which meaning it was made.</summary>
    private static readonly RuleVersion[] Rules = [new("bulletin/figures", 2), new("bulletin/checks", 2)];

    /// <remarks>A section is a query beside this class, a member of <see cref="BulletinFigures"/> and a line here.</remarks>
    public async Task<BulletinFigures> Read(Quarter quarter, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var (month, now) = (Period.Parse($"{quarter.LastDay:yyyy-MM}"), InstantField.Kept(time.GetUtcNow()));
        return new BulletinFigures(
            quarter, month.ToString(), now, options.Address.TrimEnd('/'), Rules,
            await CollectProjects.Read(month, portfolio, connection, cancellation),
            await CollectTasks.Read(quarter, connection, cancellation),
            await CollectIndicators.Read(quarter, connection, cancellation),
            await CollectOrders.Read(quarter, connection, cancellation),
            await CollectReports.Read(quarter, now, connection, cancellation),
            await CollectLights.Read(quarter, now, connection, cancellation));
    }
}
