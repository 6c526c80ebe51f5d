using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Ingestion.Files;

/// <summary>An operation that takes a file, for the OpenAPI document.</summary>
internal sealed class FileOperation;

internal sealed class FileOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<FileOperation>().Any())
        {
            operation.Summary = "以文件推送（CSV 或 XLSX） Push a file (CSV or XLSX)";
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            };
            operation.Parameters =
            [
                Query("mode", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["commit", "validate"], Default = "commit" }, "validate：只校验 only check"),
                Query("atomic", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = true }, "全部写入或全部不写入 all rows or none"),
                Query("sheet", new OpenApiSchema { Type = JsonSchemaType.String }, "工作表；默认为第一个有表头的 the sheet; the first that has the header otherwise"),
                new OpenApiParameter
                {
                    Name = "Idempotency-Key", In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
                    Description = "同一键重复发送返回首次答复。A repeat with the same key returns the first answer.",
                },
                RowSchemaTransformer.Prefer(note: ""),
            ];
            RowSchemaTransformer.Describe(operation, RowSchemaTransformer.BatchResponses);
        }

        return Task.CompletedTask;
    }

    internal static OpenApiParameter Query(string name, OpenApiSchema schema, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = schema, Description = description };
}
