using Refit;

namespace Cluster.Client;

/// <summary>Monitoring stations and their values (生态环境).</summary>
public interface IEcologyApi
{
    /// <summary>Pushes monitoring stations; role department.</summary>
    [Post("/api/ecology/stations/batch")]
    Task<BatchResult> PushStations([Body] BatchRequest<Station> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one station; role department.</summary>
    [Put("/api/ecology/stations/{key}")]
    Task<RowResult> PutStation(string key, [Body] Station row, CancellationToken cancellation = default);

    /// <summary>Monitoring stations in the order of their keys, at most 500 a page.</summary>
    [Get("/api/ecology/stations")]
    Task<Page<Station>> ListStations(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One station.</summary>
    [Get("/api/ecology/stations/{key}")]
    Task<Station> GetStation(string key, CancellationToken cancellation = default);

    /// <summary>Pushes daily values; role department.</summary>
    [Post("/api/ecology/daily-values/batch")]
    Task<BatchResult> PushDailyValues([Body] BatchRequest<DailyValue> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one daily value; role department.</summary>
    [Put("/api/ecology/daily-values/{key}")]
    Task<RowResult> PutDailyValue(string key, [Body] DailyValue row, CancellationToken cancellation = default);

    /// <summary>Daily values in the order of their keys, at most 500 a page.</summary>
    [Get("/api/ecology/daily-values")]
    Task<Page<DailyValue>> ListDailyValues(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One daily value.</summary>
    [Get("/api/ecology/daily-values/{key}")]
    Task<DailyValue> GetDailyValue(string key, CancellationToken cancellation = default);
}
