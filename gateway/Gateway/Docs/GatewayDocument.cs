using Cluster.ServiceDefaults;

namespace Cluster.Gateway.Docs;

/// <summary>The OpenAPI document of the gateway's own calls (入口与身份): tokens, credentials, accounts, the trail. Pages for browsers are not in it.</summary>
public static class GatewayDocument
{
    public const string Address = "/openapi/gateway.json";

    public static void AddGatewayDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(options => options
        .AddDocumentTransformer<ApiDocument>()
        .AddOperationTransformer<ApiDocument>()
        .AddSchemaTransformer<ApiDocument>());

    public static void MapGatewayDocument(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi(Address);
}
