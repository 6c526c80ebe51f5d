using Refit;

namespace Cluster.Client;

/// <summary>Ports (开放合作).</summary>
public interface ICooperationApi
{
    /// <summary>Pushes port figures; role department.</summary>
    [Post("/api/cooperation/port-statistics/batch")]
    Task<BatchResult> PushPortStatistics([Body] BatchRequest<PortStatistic> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one port figure; role department.</summary>
    [Put("/api/cooperation/port-statistics/{key}")]
    Task<RowResult> PutPortStatistic(string key, [Body] PortStatistic row, CancellationToken cancellation = default);

    /// <summary>Port figures in the order of their keys, at most 500 a page.</summary>
    [Get("/api/cooperation/port-statistics")]
    Task<Page<PortStatistic>> ListPortStatistics(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One port figure.</summary>
    [Get("/api/cooperation/port-statistics/{key}")]
    Task<PortStatistic> GetPortStatistic(string key, CancellationToken cancellation = default);
}
