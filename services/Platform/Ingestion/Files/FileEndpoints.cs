using Cluster.Ingestion.Jobs;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Ingestion.Files;

/// <summary>Files as a second door to a resource's batch.</summary>
internal static class FileEndpoints
{
    public static void MapFiles<TContext, T, TEvent>(this IEndpointRouteBuilder service, Push<T, TEvent> push, RowFields fields, Lazy<BatchWriter<T, TEvent>> writer)
        where TContext : DbContext
        where T : Resource
        where TEvent : class
    {
        var resource = service.MapGroup(push.ResourceName).RequireAuthorization(policy => policy.RequireRole(push.Writers).RequireWrite(push.ServiceName, push.ResourceName));
        resource.MapPost("file", (HttpContext context, AcceptJob jobs, CancellationToken cancellation) =>
            WriteOrAccept(context, FileWishes.OfFile(context.Request), fields, push, writer.Value, jobs, cancellation))
            .ProducesBatchResult().Produces<JobView>(StatusCodes.Status202Accepted).WithMetadata(new FileOperation());
        resource.MapGet("template.xlsx", async (HttpContext context, TContext db, CancellationToken cancellation) =>
        {
            await using var buffer = new FileBufferingWriteStream();
            await Template.Write(buffer, push, db.Set<T>(), context.Caller().Organisation, cancellation);
            context.Response.ContentType = XlsxWriter.MediaType;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{push.ServiceName}-{push.ResourceName}.xlsx\"";
            await buffer.DrainBufferAsync(context.Response.Body, cancellation);
        }).WithSummary("下载模板（已填入本单位数据） Download a template that holds your own rows")
            .Produces<Stream>(contentType: XlsxWriter.MediaType);
    }

    /// <summary>Now, or as a job where its sender does not want to wait.</summary>
    public static async Task WriteOrAccept<T, TEvent>(
        HttpContext context, FileWishes wishes, RowFields fields, Push<T, TEvent> push, BatchWriter<T, TEvent> writer, AcceptJob jobs,
        CancellationToken cancellation)
        where T : Resource
        where TEvent : class
    {
        if (RespondAsync.IsAsked(context.Request))
        {
            await jobs.Handle(context, push.ServiceName, push.ResourceName, wishes, cancellation);
            return;
        }

        var file = await FilePush.Read(context.Request, wishes, fields, context.Caller(), cancellation);
        var answer = await writer.WriteFile(file, file.AnswerWith, cancellation);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.MediaType;
        await context.Response.Body.WriteAsync(answer.Body, cancellation);
    }
}
