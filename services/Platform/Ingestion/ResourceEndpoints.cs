using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cluster.Ingestion.Files;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.Lists;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>The routes of a service below <c>/api/{service}</c>: what each needs (a valid token with a role of the services) is said here once.</summary>
public static class ResourceEndpoints
{
    public const int PageSizeMax = 500;

    public static IHostApplicationBuilder AddIngestion(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<AnswerCleaner>();
        builder.Services.AddSingleton(builder.Configuration.GetSection("Jobs").Get<JobOptions>() ?? new JobOptions());
        builder.Services.AddSingleton<JobRunners>().AddSingleton<JobSignal>().AddSingleton<AcceptJob>().AddHostedService<JobWorker>();
        builder.Services.AddOpenApi(options => options
            .AddDocumentTransformer<ApiDocument>()
            .AddOperationTransformer<RowSchemaTransformer>()
            .AddOperationTransformer<FileOperationTransformer>()
            .AddOperationTransformer<ListOperationTransformer>()
            .AddOperationTransformer<AsOfOperationTransformer>()
            .AddOperationTransformer<ApiDocument>()
            .AddSchemaTransformer<ApiDocument>());
        return builder;
    }

    public static RouteGroupBuilder MapService(this WebApplication app, string service)
    {
        app.MapOpenApi();
        var routes = app.MapGroup($"/api/{service}").RequireAuthorization(policy => policy.RequireRole(ServiceDefaults.Roles.OfServices)).WithTags(service);
        routes.MapDeadLetters();
        routes.MapChanges(service);
        routes.MapAudit(context => context.Caller());
        routes.MapJobs(service);
        return routes;
    }

    /// <summary>Batch, single, list, one of a resource and its history.</summary>
    public static RouteGroupBuilder MapResource<TContext, T, TEvent>(this RouteGroupBuilder service, Push<T, TEvent> push)
        where TContext : DbContext
        where T : Resource
        where TEvent : class
    {
        service.MapPush<TContext, T, TEvent>(push).MapList<TContext, T, TEvent>(push);
        var map = new Lazy<TableMap<T>>(() => MapOf<TContext, T>(service));
        var resource = service.MapGroup(push.ResourceName);
        resource.MapGet("{key}", (HttpContext context, NpgsqlDataSource database, TimeProvider time, string key, CancellationToken cancellation) =>
            FindOne(context, database, time, map.Value, push, KeyIn(key), cancellation))
            .WithSummary("一行，含 ETag One, with its ETag").Produces<TEvent>().Produces(StatusCodes.Status304NotModified)
            .TakesAsOf(() => map.Value.HasPast);
        resource.MapGet("{key}/history", (HttpContext context, TContext db, NpgsqlDataSource database, string key, CancellationToken cancellation) =>
            FindHistory(context, db, database, push, KeyIn(key), cancellation))
            .WithSummary("历史版本 Its history").Produces<RowHistory>();
        return service;
    }

    /// <summary>Only the two ways to write it; the service has a list of its own.</summary>
    public static RouteGroupBuilder MapPush<TContext, T, TEvent>(this RouteGroupBuilder service, Push<T, TEvent> push)
        where TContext : DbContext
        where T : Resource
        where TEvent : class
    {
        var writer = new Lazy<BatchWriter<T, TEvent>>(() => Writer<TContext, T, TEvent>(service, push));
        var singles = new Lazy<SingleWriter<T, TEvent>>(() =>
            ActivatorUtilities.CreateInstance<SingleWriter<T, TEvent>>(((IEndpointRouteBuilder)service).ServiceProvider, writer.Value));
        var resource = service.MapGroup(push.ResourceName)
            .RequireAuthorization(policy => policy.RequireRole(push.Writers).RequireWrite(push.ServiceName, push.ResourceName))
            .WithMetadata(new RowSchema($"{typeof(T).Name}Row", push.RequiredFields, push.AcceptedFields));
        var fields = new RowFields(push.RequiredFields, push.AcceptedFields);
        ((IEndpointRouteBuilder)service).ServiceProvider.GetRequiredService<JobRunners>()[push.ResourceName] = (job, content, cancellation) =>
        {
            var file = FilePush.Of(job, content, fields);
            return writer.Value.WriteFile(file, file.AnswerWith, cancellation);
        };
        resource.MapPost("batch", async (HttpContext context, AcceptJob jobs, CancellationToken cancellation) =>
        {
            if (FilePush.IsJsonLines(context.Request))
            {
                await FileEndpoints.WriteOrAccept(context, FileWishes.OfLines(context.Request), fields, push, writer.Value, jobs, cancellation);
                return;
            }

            using var body = await RequestBody.Read(context.Request, cancellation);
            var caller = context.Caller();
            var request = BatchRequest.Of(body.Root);
            var claim = request.Validate ? null : IdempotencyClaim.From(context.Request, caller, body.Bytes);
            var answer = await writer.Value.Write(new(request, caller, claim, RouteKey: null, Answer), cancellation);
            await Send(context, answer, isProblem: false, cancellation);
        }).WithSummary("批量推送 Push rows").ProducesBatchResult().Produces<JobView>(StatusCodes.Status202Accepted);
        resource.MapPut("{key}", async (HttpContext context, string key, bool? strict, CancellationToken cancellation) =>
        {
            using var body = await RequestBody.Read(context.Request, cancellation);
            var caller = context.Caller();
            var request = new BatchRequest(Validate: false, Atomic: false, strict ?? false, [body.Root]);
            var claim = IdempotencyClaim.From(context.Request, caller, body.Bytes);
            var expects = Precondition.From(context.Request);
            var answer = await singles.Value.Write(new(request, caller, claim, KeyIn(key), AnswerOfOne, expects), cancellation);
            await Send(context, answer, isProblem: answer.Status >= StatusCodes.Status400BadRequest, cancellation);
        }).WithSummary("推送一行 Push one").Produces<RowResult>().Produces<RowResult>(StatusCodes.Status201Created);
        service.MapFiles<TContext, T, TEvent>(push, fields, writer);
        return service;
    }

    internal static RouteHandlerBuilder ProducesBatchResult(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<BatchResult>().Produces<BatchResult>(StatusCodes.Status207MultiStatus).Produces<BatchResult>(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> FindOne<T, TEvent>(
        HttpContext context, NpgsqlDataSource database, TimeProvider time, TableMap<T> map, Push<T, TEvent> push, string key, CancellationToken cancellation)
        where T : Resource
        where TEvent : class
    {
        var day = map.HasPast ? AsOf.Day(context.Request.Query[AsOf.Name], time) : null;
        await using var connection = await database.OpenAsOf(day, cancellation);
        if (key.Contains('\0') || await map.Find(connection, key, context.User.SeesOnly(), cancellation) is not { } found)
        {
            return Problem.Of(Cluster.ServiceDefaults.Refusals.NotFound).AsResult();
        }

        if (day is not null)
        {
            return Results.Ok(push.Describe(found)); // without an ETag, which would be no condition to write by
        }

        var tag = Precondition.TagOf(found.Version);
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Ok(push.Describe(found));
    }

    /// <summary>Every version of a row, the first one first; whoever sees the row sees its history.</summary>
    private static async Task<IResult> FindHistory<T, TEvent>(
        HttpContext context, DbContext db, NpgsqlDataSource database, Push<T, TEvent> push, string key, CancellationToken cancellation)
        where T : Resource
        where TEvent : class =>
        await Seen<T>(context, db).FirstOrDefaultAsync(r => r.Key == key, cancellation) is { } found
            ? Results.Ok(new RowHistory(
                await push.HistoryOf(found, database, cancellation),
                await History.Of(LateValues.AggregateOf(push.AggregateOf(key)), database, cancellation)))
            : Problem.Of(Cluster.ServiceDefaults.Refusals.NotFound).AsResult();

    /// <summary>What this credential sees: to a department another's row is not there.</summary>
    private static IQueryable<T> Seen<T>(HttpContext context, DbContext db)
        where T : Resource
    {
        var rows = db.Set<T>().AsNoTracking();
        return context.User.SeesOnly() is { } organisation ? rows.Where(r => r.Owner == organisation) : rows;
    }

    private static BatchWriter<T, TEvent> Writer<TContext, T, TEvent>(IEndpointRouteBuilder routes, Push<T, TEvent> push)
        where TContext : DbContext
        where T : Resource
        where TEvent : class =>
        ActivatorUtilities.CreateInstance<BatchWriter<T, TEvent>>(routes.ServiceProvider, push, MapOf<TContext, T>(routes));

    internal static TableMap<T> MapOf<TContext, T>(IEndpointRouteBuilder routes)
        where TContext : DbContext
        where T : Resource
    {
        using var scope = routes.ServiceProvider.CreateScope();
        return new TableMap<T>(scope.ServiceProvider.GetRequiredService<TContext>().Model);
    }

    internal static Answer Answer(BatchResult result) => new(result.Status, JsonSerializer.SerializeToUtf8Bytes(result, AnswerJson.Options));

    private static Answer AnswerOfOne(BatchResult result)
    {
        var row = result.Rows[0];
        if (row.Errors is not [var first, ..])
        {
            return new Answer(
                row.Outcome == Outcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK,
                JsonSerializer.SerializeToUtf8Bytes(row, AnswerJson.Options));
        }

        return new Answer(first.Status, JsonSerializer.SerializeToUtf8Bytes(ProblemOf(first, row.Errors), AnswerJson.Options));
    }

    /// <summary>The first fault as the problem that it is, with all of them beside it.</summary>
    internal static ProblemDetails ProblemOf(Fault first, IReadOnlyList<Fault> all) =>
        Problem.Of(new Refusal(first.Code, (RefusalKind)first.Status, first.Message.Zh, first.Message.En))
            .With("field", first.Field).With("errors", all);

    /// <summary>A path keeps a slash escaped, and a key has one form; one that cannot have it is refused by the rules of its field.</summary>
    public static string KeyIn(string segment)
    {
        var key = segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return Text.Read(key, NormalizationForm.FormC) ?? key;
    }

    private static Task Send(HttpContext context, Answer answer, bool isProblem, CancellationToken cancellation)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = isProblem ? "application/problem+json" : "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(answer.Body, cancellation).AsTask();
    }

    /// <summary>The credential behind a request, as the event log records it.</summary>
    public static Caller Caller(this HttpContext context) => new(
        context.User.Organisation(),
        context.User.FindFirst("sub")?.Value ?? "",
        context.User.FindFirst("role")?.Value ?? "",
        context.Request.Headers["X-Forwarded-For"].FirstOrDefault() ?? context.Connection.RemoteIpAddress?.ToString(),
        Activity.Current?.Id);
}

/// <param name="Next">Give it back as <c>after</c>, with the same filters and order, to read on; null at the end.</param>
public sealed record Page<TItem>(IReadOnlyList<TItem> Items, string? Next);

/// <param name="Items">Every version, the first one first.</param>
/// <param name="Late">Values that came when a newer one was there; their number is that of their arrival.</param>
public sealed record RowHistory(IReadOnlyList<HistoryEntry> Items, IReadOnlyList<HistoryEntry> Late);
