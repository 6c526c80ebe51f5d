using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Ingestion.Files;

/// <summary>Files as a second door to a resource's batch.</summary>
internal static class FileEndpoints
{
    public static void MapFiles<T, TEvent>(this IEndpointRouteBuilder service, Push<T, TEvent> push, Lazy<BatchWriter<T, TEvent>> writer)
        where T : Resource
        where TEvent : class
    {
        var fields = new RowFields(push.RequiredFields, push.OptionalFields);
        var resource = service.MapGroup(push.ResourceName).RequireAuthorization(policy => policy.RequireRole(push.Writers));
        resource.MapPost("file", async (HttpContext context, CancellationToken cancellation) =>
        {
            var file = await FilePush.Read(context.Request, fields, context.Caller(), cancellation);
            var answer = await writer.Value.WriteFile(file, ResourceEndpoints.Answer, cancellation);
            await ResourceEndpoints.Send(context, answer, isProblem: false, cancellation);
        }).WithMetadata(new FileOperation());
    }
}
