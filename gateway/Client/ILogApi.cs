using System.Text.Json;
using Refit;

namespace Cluster.Client;

/// <summary>What was written, by whom and when (变更记录): the same questions to every service.</summary>
public interface ILogApi
{
    /// <summary>What has changed since the last question; a department reads its own organisation's writes.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="after">What the last page gave as <see cref="ChangesPage.Next"/>; null reads from the beginning.</param>
    /// <param name="resource">Only this resource, such as segments.</param>
    /// <param name="pageSize">At most 500.</param>
    /// <param name="cancellation">Gives up.</param>
    [Get("/api/{service}/changes")]
    Task<ChangesPage> ReadChanges(
        string service, string? after = null, string? resource = null, int? pageSize = null, CancellationToken cancellation = default);

    /// <summary>Every version of a row, the first one first.</summary>
    [Get("/api/{service}/{resource}/{key}/history")]
    Task<RowHistory> GetHistory(string service, string resource, string key, CancellationToken cancellation = default);

    /// <summary>Checks a service's whole log against its seals; role operator.</summary>
    [Get("/api/{service}/audit/verification")]
    Task<LogVerification> VerifyLog(string service, CancellationToken cancellation = default);

    /// <summary>The same for the gateway's own log, of sign-ins, credentials and accounts.</summary>
    [Get("/identity/audit/verification")]
    Task<LogVerification> VerifyIdentityLog(CancellationToken cancellation = default);
}

/// <summary>A page of changes, in the order in which they became durable.</summary>
/// <param name="Items">The changes.</param>
/// <param name="Next">Give it back as <c>after</c>, now or at any later time.</param>
/// <param name="More">Whether there is more to read now.</param>
public sealed record ChangesPage(IReadOnlyList<Change> Items, string Next, bool More);

/// <summary>One change.</summary>
/// <param name="Kind">The contract that the body follows.</param>
/// <param name="Aggregate">service/resource/key.</param>
/// <param name="Version">Counts the changes of the aggregate from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Organisation">Who wrote it; empty for the platform itself.</param>
/// <param name="Client">By which credential.</param>
/// <param name="Body">What is so since then.</param>
public sealed record Change(
    string Kind, string Aggregate, long Version, DateTimeOffset At, string Organisation, string Client, JsonElement Body);

/// <summary>The versions of one row.</summary>
/// <param name="Items">The first one first.</param>
/// <param name="Late">Values that came when a newer one was there; their number is that of their arrival.</param>
public sealed record RowHistory(IReadOnlyList<RowVersion> Items, IReadOnlyList<RowVersion> Late);

/// <summary>One version of a row.</summary>
/// <param name="Version">From 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Organisation">Who wrote it.</param>
/// <param name="Client">By which credential.</param>
/// <param name="Role">In which role.</param>
/// <param name="Trace">traceparent of the request.</param>
/// <param name="Before">The row as it was; null at the first version.</param>
/// <param name="After">The row as it became.</param>
public sealed record RowVersion(
    long Version, DateTimeOffset At, string Organisation, string Client, string Role, string? Trace, JsonElement? Before, JsonElement After);

/// <summary>Whether a log still says what was sealed.</summary>
/// <param name="Intact">All is as it was sealed.</param>
/// <param name="Seals">How many seals were checked.</param>
/// <param name="Writes">How many writes they cover.</param>
/// <param name="Head">Hash of the last good seal, to be noted outside the system.</param>
/// <param name="FirstBroken">The first place that was touched; null when there is none.</param>
public sealed record LogVerification(bool Intact, long Seals, long Writes, string? Head, BrokenSeal? FirstBroken);

/// <summary>The first place where a log is not as it was sealed.</summary>
/// <param name="Seal">Number of the seal.</param>
/// <param name="Write">The write that is meant; null where it is the seal itself.</param>
/// <param name="What">changed, missing, added, removal-changed, removed-too-early, seal-changed or seal-missing.</param>
public sealed record BrokenSeal(long Seal, long? Write, string What);
