using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Ingestion.Past;

/// <summary>An operation that may read a past day, for the OpenAPI document.</summary>
internal sealed record AsOfOperation(Func<bool> HasPast);

/// <summary>For operations that are the same in services which keep a past and in those which do not.</summary>
public static class AsOfOperations
{
    public static RouteHandlerBuilder TakesAsOf(this RouteHandlerBuilder endpoint, Func<bool> hasPast) => endpoint.WithMetadata(new AsOfOperation(hasPast));
}

internal sealed class AsOfOperationTransformer : IOpenApiOperationTransformer
{
    public static OpenApiParameter Parameter => new()
    {
        Name = AsOf.Name,
        In = ParameterLocation.Query,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
        Description = "截至某日结束时，缺省为现在 at the end of a day; now unless said",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AsOfOperation>().FirstOrDefault() is { } one && one.HasPast())
        {
            (operation.Parameters ??= []).Add(Parameter);
        }

        return Task.CompletedTask;
    }
}
