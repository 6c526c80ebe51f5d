using Cluster.Ingestion.Files;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Ingestion.Lists;

/// <summary>An operation that reads a list, for the OpenAPI document.</summary>
internal sealed record ListOperation(Func<(ListColumns Columns, IReadOnlyList<string> Members)> Shape);

/// <summary>Writes the parameters of a list into the OpenAPI document from the same columns that read them.</summary>
internal sealed class ListOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ListOperation>().FirstOrDefault() is { } list)
        {
            var (columns, members) = list.Shape();
            operation.Parameters =
            [
                Query(ListQuery.PageSizeName, new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" }, "每页行数，默认 100，最多 500 rows a page: 100 unless said, 500 at most"),
                Query(ListQuery.AfterName, Text(), "上一页答复中的 next what the page before gave as next"),
                Query(ListQuery.SortName, Text(), $"逗号分隔，降序加“-” separated by commas, - for descending: {string.Join(", ", columns.Sortable)}"),
                Query(ListQuery.FieldsName, Text(), $"只要这些 only these: {string.Join(", ", members)}"),
                Query(ListQuery.FormatName, new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. ExportFormat.Names.Select(n => (System.Text.Json.Nodes.JsonNode)n)] },
                    "导出文件；也可用 Accept a file; Accept asks for the same"),
                .. columns.HasPast ? [Past.AsOfOperationTransformer.Parameter] : Array.Empty<OpenApiParameter>(),
                .. columns.All.SelectMany(Parameters),
            ];
            foreach (var format in ExportFormat.All)
            {
                (operation.Responses?["200"].Content as IDictionary<string, OpenApiMediaType>)?.Add(
                    format.MediaTypeName, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } });
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiParameter> Parameters(ListColumn column)
    {
        var schema = RowSchemaTransformer.SchemaOf(column.Field);
        var item = column.Field is TextListField ? schema.Items! : schema;
        yield return Query(
            column.Name, new OpenApiSchema { Type = JsonSchemaType.Array, Items = item }, $"{schema.Description}；可重复，任一相符 may be repeated: any of them");
        foreach (var range in column.HasRange ? Comparison.Ranges : [])
        {
            yield return Query($"{column.Name}.{range.Name}", item, $"{column.Field.Zh} {range.Sql}");
        }
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiParameter Query(string name, IOpenApiSchema schema, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = schema, Description = description };
}
