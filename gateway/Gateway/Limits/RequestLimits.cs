using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Limits;

/// <summary>What one request and one moment may cost, before anything is read of it.</summary>
public static class RequestLimits
{
    /// <summary>Above the services' own limit, so that the service that knows the rows gives the answer.</summary>
    private const int MoreBytes = 1024 * 1024;

    private const int HeaderBytesMax = 16 * 1024;
    private const int HeadersMax = 64;
    private const int ConnectionsMax = 4096;
    private const int UpgradedConnectionsMax = 2048; // a page open in a browser holds one
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    public static void AddRequestLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.Limits.MaxRequestBodySize = ServiceDefaults.Limits.BodyBytesMax + MoreBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        kestrel.Limits.MaxRequestHeaderCount = HeadersMax;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = UpgradedConnectionsMax;
    });

    /// <summary>A body that says it is too large is refused before a service is bothered with its beginning.</summary>
    public static void UseRequestLimits(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.ContentLength > BytesMax(context.Request) + MoreBytes)
        {
            return TooLarge(context.Request).Write(context);
        }

        // Only ever raised: an address may have a lower limit of its own.
        if (BytesMax(context.Request) is > ServiceDefaults.Limits.BodyBytesMax and var max
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = max + MoreBytes;
        }

        return next(context);
    });

    /// <summary>Names the limit to stay under, which is the services'.</summary>
    public static ProblemDetails TooLarge(HttpRequest request)
    {
        var max = BytesMax(request);
        return Problem.Of(ServiceDefaults.Refusals.BodyTooLarge, max).With("limit", max).With("field", "$");
    }

    /// <summary>Evidence is one file that cannot be sent in parts; how long one may be is the service's to say.</summary>
    private static int BytesMax(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/api") && request.Path.Value!.EndsWith("/evidence", StringComparison.Ordinal)
            ? ServiceDefaults.Limits.JobBodyBytesMax
            : RespondAsync.BodyBytesMax(request);
}
