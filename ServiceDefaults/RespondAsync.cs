using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cluster.ServiceDefaults;

/// <summary>A sender that does not want to wait says so with <c>Prefer: respond-async</c> (RFC 7240), and may send more.</summary>
public static class RespondAsync
{
    public const string Preference = "respond-async";

    /// <summary>Only where something can be pushed: everywhere else a body has the limit of its address, whatever its sender prefers.</summary>
    public static bool IsAsked(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments("/api"))
        {
            return false;
        }

        foreach (var header in request.Headers["Prefer"])
        {
            foreach (var range in header.AsSpan().Split(','))
            {
                if (header.AsSpan(range).Trim().Equals(Preference, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>How long a body may be.</summary>
    public static int BodyBytesMax(HttpRequest request) => IsAsked(request) ? Limits.JobBodyBytesMax : Limits.BodyBytesMax;

    /// <summary>Lets the body of such a sender be as long.</summary>
    public static void Allow(HttpContext context)
    {
        if (IsAsked(context.Request) && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Limits.JobBodyBytesMax;
        }
    }
}
