using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace Cluster.ServiceDefaults;

/// <summary>The OpenAPI document of a service or of the gateway (接口文档): what holds for every operation of it, whoever runs it and wherever.</summary>
public sealed class ApiDocument(IHostEnvironment environment) : IOpenApiDocumentTransformer, IOpenApiOperationTransformer, IOpenApiSchemaTransformer
{
    private const string ProblemName = "Problem";
    private const string Scheme = "oauth2";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = environment.ApplicationName.Replace('.', ' '),
            Version = "1",
            Description = "只增不改：程序应忽略不认识的字段。It only grows: a reader passes over members that it does not know.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri("/connect/token", UriKind.Relative), Scopes = new Dictionary<string, string>() },
            },
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Whatever else an operation answers, a refusal has one form.</summary>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        context.Document!.AddComponent(ProblemName, ProblemSchema());
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "被拒，原因见 code A refusal; code says why",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemName, context.Document) },
            },
        };
        return Task.CompletedTask;
    }

    /// <summary>The framework also reads numbers that are written as strings; what is promised is numbers.</summary>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String)
            && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457",
        Required = new HashSet<string> { "type", "title", "status", "code", "message" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("urn:cluster:problem:{code}"),
            ["title"] = Text("中文说明 The sentence in Chinese"),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("英文说明 The sentence in English"),
            ["code"] = Text("稳定的代码，见 docs/errors.md Stable code"),
            ["message"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "zh", "en" },
                Properties = new Dictionary<string, IOpenApiSchema> { ["zh"] = Text(), ["en"] = Text() },
            },
            ["traceId"] = Text("请告知运维 Give it to operations"),
            ["field"] = Text("有误的字段或参数 The field or parameter that is meant"),
            ["allowed"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() },
        },
    };

    private static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };
}
