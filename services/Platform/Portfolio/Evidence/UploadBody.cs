using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Cluster.Portfolio.Evidence;

/// <summary>An upload as the description of the interface has it: a form with one file and its fields, or the file itself with the fields in the address.</summary>
public static class UploadBody
{
    /// <param name="fields">With what each may be, where it is one of a list.</param>
    public static OpenApiRequestBody With(params (string Name, IEnumerable<string>? Allowed)[] fields)
    {
        var body = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType>() };
        var properties = fields.ToDictionary(
            f => f.Name, f => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.String, Enum = f.Allowed?.Select(a => (JsonNode)a).ToList() });
        properties["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        body.Content["multipart/form-data"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = properties },
        };
        foreach (var type in FileTypes.Codes.All)
        {
            body.Content[type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        }

        return body;
    }
}
