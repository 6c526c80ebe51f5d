using System.Net;
using Cluster.Client.Calls;

namespace Cluster.Client;

/// <summary>
/// A call that did not succeed as a whole. Rows that a batch rejects are no exception: they are in its <see cref="BatchResult"/>.
/// </summary>
public sealed class ClusterException : Exception
{
    /// <summary>The code when there was no answer at all.</summary>
    public const string GatewayUnreachable = "gateway-unreachable";

    internal ClusterException(Problem problem, HttpStatusCode? status, Exception? cause = null)
        : base($"{problem.Code}: {problem.Message?.En ?? problem.Detail ?? problem.Title}", cause) => (Problem, Status) = (problem, status);

    /// <summary>What the answer says; its code is stable.</summary>
    public Problem Problem { get; }

    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether the same call may succeed later; the client has by then repeated it as its options say.</summary>
    public bool IsTransient => Repeats.IsWorthwhile(Status);
}

/// <summary>Problem details by RFC 9457 with the members that this API adds.</summary>
public sealed record Problem
{
    /// <summary>Stable, kebab-case: what a program branches on.</summary>
    public required string Code { get; init; }

    /// <summary>The sentence in Chinese.</summary>
    public string? Title { get; init; }

    /// <summary>The sentence in English, or more about it.</summary>
    public string? Detail { get; init; }

    /// <summary>The sentence in both languages.</summary>
    public BilingualText? Message { get; init; }

    /// <summary>Where operations find the call.</summary>
    public string? TraceId { get; init; }

    /// <summary>The field that is meant, $ for the body as a whole.</summary>
    public string? Field { get; init; }

    /// <summary>The service that does not answer.</summary>
    public string? Service { get; init; }

    /// <summary>The limit that was exceeded.</summary>
    public decimal? Limit { get; init; }

    /// <summary>All that is wrong with the row.</summary>
    public IReadOnlyList<Fault> Errors { get; init; } = [];
}
