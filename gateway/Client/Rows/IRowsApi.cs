using System.Text.Json;
using Refit;

namespace Cluster.Client;

/// <summary>Any resource by its name, its rows as they are written in JSON: for tools that push what they do not know (通用).</summary>
public interface IRowsApi
{
    /// <summary>Pushes rows.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="resource">The resource, such as segments.</param>
    /// <param name="batch">At most 10,000 rows and 16 MiB.</param>
    /// <param name="idempotencyKey">The same on a repeat; null for one that is made for this call.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Post("/api/{service}/{resource}/batch")]
    Task<BatchResult> Push(
        string service, string resource, [Body] BatchRequest<JsonElement> batch, [Header("Idempotency-Key")] string? idempotencyKey = null,
        CancellationToken cancellation = default);

    /// <summary>Pushes a CSV file or a workbook: at most 16 MiB and 50,000 rows, all of them or none unless <paramref name="atomic"/> is false.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="resource">The resource, such as segments.</param>
    /// <param name="file">The file with its type, <see cref="MediaTypes"/>; it can be read more than once.</param>
    /// <param name="mode"><c>commit</c> or <c>validate</c>; null commits.</param>
    /// <param name="atomic">All rows or none; null for all or none.</param>
    /// <param name="sheet">The sheet of a workbook; null for the first that has the header.</param>
    /// <param name="idempotencyKey">The same on a repeat; null for one that is made for this call.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Post("/api/{service}/{resource}/file")]
    Task<FileResult> PushFile(
        string service, string resource, [Body] HttpContent file, string? mode = null, bool? atomic = null, string? sheet = null,
        [Header("Idempotency-Key")] string? idempotencyKey = null, CancellationToken cancellation = default);

    /// <summary>
    /// Checks a workbook and gives it back with what is refused marked in it: red cells, comments. Where nothing is refused, the answer is the
    /// JSON of a <see cref="FileResult"/>.
    /// </summary>
    [Post("/api/{service}/{resource}/file?mode=validate")]
    [Headers($"Accept: {MediaTypes.Workbook}")]
    Task<Stream> MarkWorkbook(string service, string resource, [Body] HttpContent file, string? sheet = null, CancellationToken cancellation = default);

    /// <summary>The workbook to fill in, with the credential's own rows in it.</summary>
    [Get("/api/{service}/{resource}/template.xlsx")]
    Task<Stream> GetTemplate(string service, string resource, CancellationToken cancellation = default);

    /// <summary>A page of rows in the order of their keys.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="resource">The resource, such as segments.</param>
    /// <param name="pageSize">At most 500.</param>
    /// <param name="after">What the page before gave as <see cref="Page{TItem}.Next"/>.</param>
    /// <param name="query">What else the resource can be asked for.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Get("/api/{service}/{resource}")]
    Task<Page<JsonElement>> List(
        string service, string resource, int? pageSize = null, string? after = null, [Query] IDictionary<string, string>? query = null,
        CancellationToken cancellation = default);

    /// <summary>Takes a step (办理): signs an order, accepts a reason, issues a bulletin. The answer says how it stands then.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="place">Below the service: supervision-orders/2026-001/sign.</param>
    /// <param name="step">What the step says.</param>
    /// <param name="idempotencyKey">The same on a repeat; null for one that is made for this call.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Post("/api/{service}/{**place}")]
    Task<JsonElement> Take(
        string service, string place, [Body] object step, [Header("Idempotency-Key")] string? idempotencyKey = null, CancellationToken cancellation = default);

    /// <summary>Asks an address that is no list of rows: a register, a matrix, one light.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="place">Below the service: supervision-orders.</param>
    /// <param name="query">What it can be asked for.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Get("/api/{service}/{**place}")]
    Task<JsonElement> Ask(string service, string place, [Query] IDictionary<string, string>? query = null, CancellationToken cancellation = default);

    /// <summary>One row.</summary>
    [Get("/api/{service}/{resource}/{key}")]
    Task<JsonElement> Get(string service, string resource, string key, CancellationToken cancellation = default);
}
