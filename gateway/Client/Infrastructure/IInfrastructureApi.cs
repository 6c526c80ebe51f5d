using Refit;

namespace Cluster.Client;

/// <summary>The transport network (基础设施).</summary>
public interface IInfrastructureApi
{
    /// <summary>Pushes road and rail segments; role department.</summary>
    [Post("/api/infrastructure/segments/batch")]
    Task<BatchResult> PushSegments([Body] BatchRequest<Segment> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one segment; role department.</summary>
    [Put("/api/infrastructure/segments/{key}")]
    Task<RowResult> PutSegment(string key, [Body] Segment row, CancellationToken cancellation = default);

    /// <summary>Segments in the order of their keys, at most 500 a page.</summary>
    [Get("/api/infrastructure/segments")]
    Task<Page<Segment>> ListSegments(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One segment.</summary>
    [Get("/api/infrastructure/segments/{key}")]
    Task<Segment> GetSegment(string key, CancellationToken cancellation = default);

    /// <summary>Pushes nodes of the network; role department.</summary>
    [Post("/api/infrastructure/nodes/batch")]
    Task<BatchResult> PushNodes([Body] BatchRequest<Node> batch, CancellationToken cancellation = default);

    /// <summary>Nodes in the order of their keys, at most 500 a page.</summary>
    [Get("/api/infrastructure/nodes")]
    Task<Page<Node>> ListNodes(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Pushes corridors; role department.</summary>
    [Post("/api/infrastructure/corridors/batch")]
    Task<BatchResult> PushCorridors([Body] BatchRequest<Corridor> batch, CancellationToken cancellation = default);

    /// <summary>Corridors in the order of their keys, at most 500 a page.</summary>
    [Get("/api/infrastructure/corridors")]
    Task<Page<Corridor>> ListCorridors(int? pageSize = null, string? after = null, CancellationToken cancellation = default);
}
