using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace Cluster.Gateway;

/// <summary>What every answer says to a browser, whichever service it comes from. Nothing is loaded from elsewhere.</summary>
public static class SecurityHeaders
{
    // Inline styles: the dashboard's components and the API reference place their elements with style attributes.
    private const string Sources =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; script-src 'self'";

    private static readonly StringValues SourcesOfAll = Sources;

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Set, context);
        return next(context);
    });

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce
            ? $"{Sources} 'nonce-{nonce}'"
            : SourcesOfAll;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.Remove(HeaderNames.Server);
        return Task.CompletedTask;
    }
}
