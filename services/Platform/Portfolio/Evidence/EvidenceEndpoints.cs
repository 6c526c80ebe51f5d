using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <summary>The addresses of a project's evidence.</summary>
internal static class EvidenceEndpoints
{
    /// <summary>What filing needs beside cluster.write: <c>{service}.evidence.write</c>.</summary>
    public const string ResourceName = "evidence";

    public static RouteGroupBuilder MapEvidence(this RouteGroupBuilder api, string service, PortfolioOptions options)
    {
        var services = ((IEndpointRouteBuilder)api).ServiceProvider;
        var file = new FileEvidence(service, services.GetRequiredService<EventLog>(), options);
        var get = new GetEvidence(services.GetRequiredService<NpgsqlDataSource>(), options);
        var withdraw = new WithdrawEvidence(service, services.GetRequiredService<EventLog>());

        var evidence = api.MapGroup($"projects/{{key}}/{ResourceName}");
        evidence.MapGet("", (HttpContext context, string key, bool? withdrawn, string? purpose, string? belongsTo, CancellationToken cancellation) =>
            get.List(context.User, ResourceEndpoints.KeyIn(key), withdrawn ?? false, purpose, belongsTo, cancellation))
            .WithSummary("项目的佐证材料 A project's evidence");
        evidence.MapGet("{evidence:guid}", (HttpContext context, string key, Guid evidence, CancellationToken cancellation) =>
            get.Download(context, ResourceEndpoints.KeyIn(key), evidence, cancellation))
            .WithSummary("下载一份材料 Download one").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .Produces(StatusCodes.Status304NotModified);

        var writes = evidence.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Department).RequireWrite(service, ResourceName));
        writes.MapPost("", (
            HttpContext context, NpgsqlDataSource database, string key, string? purpose, string? belongsTo, string? name, CancellationToken cancellation) =>
            file.Handle(context, database, ResourceEndpoints.KeyIn(key), cancellation))
            .WithSummary("上传一份材料：表单或原始内容 File one, as a form or as it is").Produces<EvidenceResult>()
            .Produces<EvidenceResult>(StatusCodes.Status201Created)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = UploadBody.With(("purpose", FiledEvidence.Purposes.All), ("belongsTo", null), ("name", null));
                return Task.CompletedTask;
            });
        writes.MapPost("{evidence:guid}/withdrawal", (HttpContext context, string key, Guid evidence, CancellationToken cancellation) =>
            withdraw.Handle(context, ResourceEndpoints.KeyIn(key), evidence, cancellation))
            .WithSummary("撤回一份材料 Withdraw one").Accepts<WithdrawRequest>("application/json");
        return api;
    }
}
