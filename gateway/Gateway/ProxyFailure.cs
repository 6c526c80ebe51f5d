using Cluster.Gateway.Limits;
using Cluster.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace Cluster.Gateway;

/// <summary>The one place where a request that could not be passed on, or came back without an answer, is answered.</summary>
public static class ProxyFailure
{
    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } failure
            || context.Response.HasStarted
            || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        var problem = (failure.Error, context.Response.StatusCode) switch
        {
            (ForwarderError.RequestBodyClient, StatusCodes.Status413PayloadTooLarge) => RequestLimits.TooLarge(context.Request),
            (ForwarderError.RequestBodyClient, _) => Problem.Of(Refusals.BodyIncomplete),
            (_, StatusCodes.Status504GatewayTimeout) => Problem.Of(Refusals.ServiceTimeout, service).With("service", service),
            _ => Problem.Of(Refusals.ServiceUnavailable, service).With("service", service),
        };
        await problem.Write(context);
    }
}
