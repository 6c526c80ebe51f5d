using System.Text.Json.Serialization;
using Refit;

namespace Cluster.Client;

/// <summary>What a system's own codes stand for (代码对照), in each service whose rows refer to something.</summary>
public interface ISenderCodesApi
{
    /// <summary>Registers codes; roles department and office.</summary>
    /// <param name="service">ecology, public-services, industry or coordination.</param>
    /// <param name="batch">The codes.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Post("/api/{service}/sender-codes/batch")]
    Task<BatchResult> Push(string service, [Body] BatchRequest<SenderCode> batch, CancellationToken cancellation = default);

    /// <summary>The organisation's codes in the order of their keys, at most 500 a page.</summary>
    [Get("/api/{service}/sender-codes")]
    Task<Page<SenderCode>> List(string service, int? pageSize = null, string? after = null, CancellationToken cancellation = default);
}

/// <summary>A code of a sender's own and what it stands for.</summary>
public sealed record SenderCode
{
    /// <summary>System, kind and code; made by the platform.</summary>
    public string? Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The client id whose rows use it; null for the credential that registers it.</summary>
    public string? System { get; init; }

    /// <summary>What it names: station, service-item, chain-node, task, organisation or measure.</summary>
    public required string Kind { get; init; }

    /// <summary>As the sender's system writes it, at most 100 characters.</summary>
    public required string Code { get; init; }

    /// <summary>The platform's key.</summary>
    public required string Target { get; init; }
}
