using Refit;

namespace Cluster.Client;

/// <summary>Events that a service could not apply (死信); role operator.</summary>
public interface IDeadLettersApi
{
    /// <summary>The last 500, the newest first.</summary>
    [Get("/api/{service}/dead-letters")]
    Task<IReadOnlyList<DeadLetter>> List(string service, CancellationToken cancellation = default);

    /// <summary>Has one applied again; 409 <c>still-fails</c> where its cause is still there.</summary>
    [Post("/api/{service}/dead-letters/{id}/replay")]
    Task Replay(string service, long id, CancellationToken cancellation = default);
}

/// <summary>An event that could not be applied.</summary>
/// <param name="Id">Its number in the service.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Source">The service that wrote it.</param>
/// <param name="Kind">The contract that it follows.</param>
/// <param name="Aggregate">service/resource/key.</param>
/// <param name="Version">The aggregate's version.</param>
/// <param name="Reason">Why it could not be applied.</param>
/// <param name="Detail">More about it.</param>
/// <param name="ReplayedAt">When it was applied after all; null while it was not.</param>
public sealed record DeadLetter(
    long Id, DateTimeOffset ReceivedAt, string Source, string Kind, string Aggregate, long Version, string Reason, string Detail,
    DateTimeOffset? ReplayedAt);
