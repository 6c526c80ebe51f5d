using System.Net;
using System.Text.Json;
using Cluster.Client.Calls;
using Refit;

namespace Cluster.Client;

/// <summary>Pushes that are taken at once and written later (异步任务): up to 200,000 rows and 64 MiB.</summary>
public interface IJobsApi
{
    /// <summary>Hands a file or rows over; what became of them is asked for later.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="resource">The resource, such as segments.</param>
    /// <param name="door"><c>file</c> for CSV and workbooks, <c>batch</c> for a row a line (NDJSON).</param>
    /// <param name="content">The rows with their type, <see cref="MediaTypes"/>; it can be read more than once.</param>
    /// <param name="mode"><c>commit</c> or <c>validate</c>; null commits.</param>
    /// <param name="atomic">All rows or none; null for what the door does by itself.</param>
    /// <param name="strict">Of NDJSON: a field that nobody reads refuses its row.</param>
    /// <param name="sheet">The sheet of a workbook; null for the first that has the header.</param>
    /// <param name="idempotencyKey">The same on a repeat; null for one that is made for this call.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Post("/api/{service}/{resource}/{door}")]
    [Headers("Prefer: respond-async")]
    Task<PushJob> Submit(
        string service, string resource, string door, [Body] HttpContent content, string? mode = null, bool? atomic = null, bool? strict = null,
        string? sheet = null, [Header("Idempotency-Key")] string? idempotencyKey = null, CancellationToken cancellation = default);

    /// <summary>The organisation's jobs of the last week, the newest first.</summary>
    [Get("/api/{service}/jobs")]
    Task<PushJobs> List(string service, CancellationToken cancellation = default);

    /// <summary>How far one is.</summary>
    [Get("/api/{service}/jobs/{id}")]
    Task<PushJob> Get(string service, Guid id, CancellationToken cancellation = default);

    /// <summary>What the push would have answered: a <see cref="FileResult"/>, or the problem for which it was refused as a whole.</summary>
    [Get("/api/{service}/jobs/{id}/result")]
    Task<JsonElement> GetResult(string service, Guid id, CancellationToken cancellation = default);
}

/// <param name="Items">The newest first.</param>
public sealed record PushJobs(IReadOnlyList<PushJob> Items);

/// <summary>Where a job is.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Resource">What its rows are.</param>
/// <param name="State">waiting, running or finished.</param>
/// <param name="Validate">It only checks.</param>
/// <param name="AcceptedAt">When it was taken.</param>
/// <param name="StartedAt">When it was begun for the first time.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="RowsDone">How many rows have been looked at.</param>
/// <param name="RowsTotal">Of how many; null until they are counted.</param>
/// <param name="Status">200 all in, 207 some, 422 none, or why it was refused as a whole.</param>
/// <param name="Result">Where the answer is.</param>
public sealed record PushJob(
    Guid Id, string Resource, string State, bool Validate, DateTimeOffset AcceptedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    int RowsDone, int? RowsTotal, int? Status, string? Result);

/// <summary>Waiting for a job.</summary>
public static class JobsApiExtensions
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Asks once a second until the job is finished, and gives its result.</summary>
    /// <param name="jobs">Where to ask.</param>
    /// <param name="service">The service that has it.</param>
    /// <param name="id">Its number.</param>
    /// <param name="time">By which time it is waited.</param>
    /// <param name="progress">Told at each look.</param>
    /// <param name="cancellation">Ends the waiting; the job goes on.</param>
    /// <exception cref="ClusterException">The push was refused as a whole.</exception>
    public static async Task<FileResult> Wait(
        this IJobsApi jobs, string service, Guid id, TimeProvider time, Action<PushJob>? progress = null, CancellationToken cancellation = default)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (true)
        {
            var job = await jobs.Get(service, id, cancellation);
            progress?.Invoke(job);
            if (job.FinishedAt is not null)
            {
                var result = await jobs.GetResult(service, id, cancellation);
                return result.TryGetProperty("rows", out _)
                    ? result.Deserialize<FileResult>(Wire.Json)!
                    : throw new ClusterException(result.Deserialize<Problem>(Wire.Json)!, (HttpStatusCode)job.Status!.Value);
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }
}
