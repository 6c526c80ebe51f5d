using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion.Past;
using Cluster.Portfolio;
using Cluster.Portfolio.Dispatch;
using Npgsql;

namespace Cluster.Coordination.Rankings;

/// <summary>The dispatch tables of the city's pool, which looks at every project of the year: computed once for all who ask, rankings among them.</summary>
internal sealed class PoolDispatch(SharedAnswers answers, NpgsqlDataSource database, IConfiguration configuration)
{
    internal static readonly string[] Tables =
        ["pool_projects", "pool_years", "merged_projects", "project_curves", "project_months", "tasks"];

    private readonly PortfolioOptions _options = configuration.GetSection("Portfolio").Get<PortfolioOptions>() ?? new PortfolioOptions();

    /// <inheritdoc cref="DispatchReader"/>
    public Task<DispatchTable> Read(Period month, string? by, string? onlyOf, DateOnly? day, CancellationToken cancellation) =>
        Read(month, by, onlyOf, chain: null, day, cancellation);

    /// <param name="chain">The chain whose projects alone are in it; null for all.</param>
    public async Task<DispatchTable> Read(Period month, string? by, string? onlyOf, string? chain, DateOnly? day, CancellationToken cancellation)
    {
        if (day is null)
        {
            return await answers.Of(
                Tables, $"dispatch {month} {by} in {chain}", onlyOf,
                (now, stop) => GetDispatch.Read(month, by, _options.Schedule, onlyOf, AsOfConnection.Now(now), stop, chain), cancellation);
        }

        await using var connection = await database.OpenAsOf(day, cancellation);
        return await GetDispatch.Read(month, by, _options.Schedule, onlyOf, connection, cancellation, chain);
    }
}
