using Refit;

namespace Cluster.Client;

/// <summary>Chains and enterprises (产业协同).</summary>
public interface IIndustryApi
{
    /// <summary>Pushes nodes of industrial chains; role department.</summary>
    [Post("/api/industry/chain-nodes/batch")]
    Task<BatchResult> PushChainNodes([Body] BatchRequest<ChainNode> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one chain node; role department.</summary>
    [Put("/api/industry/chain-nodes/{key}")]
    Task<RowResult> PutChainNode(string key, [Body] ChainNode row, CancellationToken cancellation = default);

    /// <summary>Nodes of industrial chains in the order of their keys, at most 500 a page.</summary>
    [Get("/api/industry/chain-nodes")]
    Task<Page<ChainNode>> ListChainNodes(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One chain node.</summary>
    [Get("/api/industry/chain-nodes/{key}")]
    Task<ChainNode> GetChainNode(string key, CancellationToken cancellation = default);

    /// <summary>Pushes enterprises with their nodes; role department.</summary>
    [Post("/api/industry/enterprises/batch")]
    Task<BatchResult> PushEnterprises([Body] BatchRequest<Enterprise> batch, CancellationToken cancellation = default);

    /// <summary>Pushes one enterprise; role department.</summary>
    [Put("/api/industry/enterprises/{key}")]
    Task<RowResult> PutEnterprise(string key, [Body] Enterprise row, CancellationToken cancellation = default);

    /// <summary>Enterprises with their nodes in the order of their keys, at most 500 a page.</summary>
    [Get("/api/industry/enterprises")]
    Task<Page<Enterprise>> ListEnterprises(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One enterprise.</summary>
    [Get("/api/industry/enterprises/{key}")]
    Task<Enterprise> GetEnterprise(string key, CancellationToken cancellation = default);
}
