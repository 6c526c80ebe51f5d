using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Portfolio;
using Cluster.Portfolio.Dispatch;

namespace Cluster.Coordination.Rankings;

/// <summary>The dispatch tables of the city's pool, which looks at every project of the year: computed once for all who ask, rankings among them.</summary>
internal sealed class PoolDispatch(SharedAnswers answers, IConfiguration configuration)
{
    internal static readonly string[] Tables =
        ["pool_projects", "pool_years", "merged_projects", "project_curves", "project_months", "tasks"];

    private readonly PortfolioOptions _options = configuration.GetSection("Portfolio").Get<PortfolioOptions>() ?? new PortfolioOptions();

    /// <inheritdoc cref="DispatchReader"/>
    public Task<DispatchTable> Read(Period month, string? by, string? onlyOf, CancellationToken cancellation) =>
        answers.Of(
            Tables, $"dispatch {month} {by}", onlyOf,
            (connection, stop) => GetDispatch.Read(month, by, _options.Schedule, onlyOf, connection, stop), cancellation);
}
