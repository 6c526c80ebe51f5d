using Refit;

namespace Cluster.Client;

/// <summary>Cross-city service items and case counts (公共服务).</summary>
public interface IPublicServicesApi
{
    /// <summary>Pushes service items; role department.</summary>
    [Post("/api/public-services/service-items/batch")]
    Task<BatchResult> PushServiceItems([Body] BatchRequest<ServiceItem> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one service item; role department.</summary>
    [Put("/api/public-services/service-items/{key}")]
    Task<RowResult> PutServiceItem(string key, [Body] ServiceItem row, CancellationToken cancellation = default);

    /// <summary>Service items in the order of their keys, at most 500 a page.</summary>
    [Get("/api/public-services/service-items")]
    Task<Page<ServiceItem>> ListServiceItems(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One service item.</summary>
    [Get("/api/public-services/service-items/{key}")]
    Task<ServiceItem> GetServiceItem(string key, CancellationToken cancellation = default);

    /// <summary>Pushes monthly case counts; role department.</summary>
    [Post("/api/public-services/monthly-cases/batch")]
    Task<BatchResult> PushMonthlyCases([Body] BatchRequest<MonthlyCases> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one month's count; role department.</summary>
    [Put("/api/public-services/monthly-cases/{key}")]
    Task<RowResult> PutMonthlyCases(string key, [Body] MonthlyCases row, CancellationToken cancellation = default);

    /// <summary>Monthly case counts in the order of their keys, at most 500 a page.</summary>
    [Get("/api/public-services/monthly-cases")]
    Task<Page<MonthlyCases>> ListMonthlyCases(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One month's count.</summary>
    [Get("/api/public-services/monthly-cases/{key}")]
    Task<MonthlyCases> GetMonthlyCases(string key, CancellationToken cancellation = default);
}
