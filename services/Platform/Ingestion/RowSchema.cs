using System.Text.Json.Nodes;
using Cluster.Ingestion.Files;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Ingestion;

/// <summary>What a row may hold, for the OpenAPI document.</summary>
internal sealed record RowSchema(string Name, IReadOnlyList<Field> Required, IReadOnlyList<Field> Optional);

/// <summary>Writes the request body of a push into the OpenAPI document from the same fields that read it.</summary>
internal sealed class RowSchemaTransformer : IOpenApiOperationTransformer
{
    private const string OfLines = "仅用于 NDJSON；JSON 写在请求体内 Of NDJSON only; JSON says it in the body";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RowSchema>().FirstOrDefault() is { } shape)
        {
            context.Document!.AddComponent(shape.Name, RowOf(shape));
            var row = new OpenApiSchemaReference(shape.Name, context.Document);
            var isBatch = context.Description.RelativePath?.EndsWith("/batch", StringComparison.Ordinal) == true;
            var content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = isBatch ? BatchOf(row) : row } };
            if (isBatch)
            {
                content["application/x-ndjson"] = new() { Schema = row };
            }

            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
            operation.Parameters ??= [];
            if (isBatch)
            {
                operation.Parameters.Add(FileOperationTransformer.Query(
                    "mode", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["commit", "validate"], Default = "commit" }, OfLines));
                operation.Parameters.Add(FileOperationTransformer.Query(
                    "atomic", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }, OfLines));
                operation.Parameters.Add(FileOperationTransformer.Query(
                    "strict", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }, OfLines));
                operation.Parameters.Add(Prefer("仅用于 NDJSON；Of NDJSON only; "));
            }

            operation.Parameters.Add(Header(
                "Idempotency-Key", "同一键重复发送返回首次答复。A repeat with the same key returns the first answer.", maxLength: 200));
            if (!isBatch)
            {
                operation.Parameters.Add(Header(
                    "If-Match", "仅当该行仍为此版本时写入，否则 412。Written only while the row is at this version; 412 otherwise."));
                operation.Parameters.Add(Header(
                    "If-None-Match", "* 表示仅在没有该行时写入，否则 412。* writes only while there is no such row; 412 otherwise."));
            }

            Describe(operation, isBatch ? BatchResponses : SingleResponses);
        }

        return Task.CompletedTask;
    }

    internal static OpenApiParameter Prefer(string note) =>
        Header("Prefer", $"{note}respond-async：立即答复 202，稍后写入，可发送更多行 Answered with 202 and written later; may hold more rows");

    private static OpenApiParameter Header(string name, string description, int? maxLength = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength },
    };

    private static OpenApiSchema BatchOf(IOpenApiSchema row) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string> { "rows" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["mode"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["commit", "validate"], Default = "commit" },
            ["atomic"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
            ["strict"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
            ["rows"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = row, MinItems = 1, MaxItems = ServiceDefaults.Limits.RowsMax },
        },
    };

    private static OpenApiSchema RowOf(RowSchema shape) => new()
    {
        Type = JsonSchemaType.Object,
        Required = shape.Required.Select(f => f.Name).ToHashSet(),
        Properties = shape.Required.Concat(shape.Optional).ToDictionary(f => f.Name, IOpenApiSchema (f) => SchemaOf(f)),
    };

    internal static OpenApiSchema SchemaOf(Field field)
    {
        var json = field.Schema();
        return new OpenApiSchema
        {
            Description = $"{field.Zh} {field.En}{(json["x-unit"] is { } unit ? $" ({unit})" : "")}",
            Type = json["type"]!.GetValue<string>() switch
            {
                "array" => JsonSchemaType.Array,
                "boolean" => JsonSchemaType.Boolean,
                "integer" => JsonSchemaType.Integer,
                "number" => JsonSchemaType.Number,
                "object" => JsonSchemaType.Object,
                _ => JsonSchemaType.String,
            },
            MaxLength = json["maxLength"]?.GetValue<int>(),
            Format = json["format"]?.GetValue<string>(),
            Pattern = json["pattern"]?.GetValue<string>(),
            Minimum = json["minimum"]?.ToString(),
            Maximum = json["maximum"]?.ToString(),
            Enum = json["enum"] is JsonArray codes ? [.. codes.Select(c => c!.DeepClone())] : null,
            Items = json["items"] is null ? null : new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    internal static readonly IReadOnlyDictionary<string, string> BatchResponses = new Dictionary<string, string>
    {
        ["200"] = "全部写入 All rows are in",
        ["202"] = "已受理，稍后写入 Taken, and written later",
        ["207"] = "部分写入 Some rows are in",
        ["422"] = "均未写入 No row is in",
    };

    private static readonly Dictionary<string, string> SingleResponses = new()
    {
        ["200"] = "已更新或未变 Updated or unchanged",
        ["201"] = "已新建 Created",
    };

    /// <summary>In words, what the endpoint says by type.</summary>
    internal static void Describe(OpenApiOperation operation, IReadOnlyDictionary<string, string> responses)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (responses.TryGetValue(status, out var words))
            {
                response.Description = words;
            }
        }
    }
}
