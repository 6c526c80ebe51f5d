using Scalar.AspNetCore;
using Yarp.ReverseProxy.Configuration;

namespace Cluster.Gateway.Docs;

/// <summary>The page at /docs: one OpenAPI document for each service that has a route to one, and the gateway's own. Everything it loads is in this process.</summary>
public static class ApiReference
{
    /// <summary>In a route's metadata: makes it a document of this page.</summary>
    private const string Title = "Title";
    private const string Position = "Position";

    public static void MapApiReference(this IEndpointRouteBuilder endpoints)
    {
        var documents = endpoints.ServiceProvider.GetRequiredService<IProxyConfigProvider>().GetConfig().Routes
            .Where(route => route.Metadata?.ContainsKey(Title) == true)
            .OrderBy(route => route.Metadata![Position], StringComparer.Ordinal)
            .Select(route => new ScalarDocument(route.ClusterId!, route.Metadata![Title], route.Match.Path))
            .Append(new ScalarDocument("gateway", "入口与身份 Gateway and identity", GatewayDocument.Address))
            .ToList();

        endpoints.MapScalarApiReference("/docs", (options, context) =>
        {
            options.Title = "Cluster API";
            options.AddDocuments(documents);
            options.Localization = new ScalarLocalizationOptions { Locale = PrefersEnglish(context.Request) ? "en" : "zh-CN" };
            options.DynamicNonce = true; // the page starts with an inline script, which the security headers allow by this alone
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.HideClientButton = true;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
        });
    }

    private static bool PrefersEnglish(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;
}
