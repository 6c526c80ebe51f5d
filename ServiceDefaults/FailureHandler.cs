using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Cluster.ServiceDefaults;

/// <summary>The one place where an exception becomes an answer.</summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true; // nobody is left to answer
        }

        var problem = Describe(exception, httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Limits.BodyBytesMax);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            Failed(logger, exception, httpContext.Request.Method, PersonalNumbers.Mask(httpContext.Request.Path.ToString()));
        }

        await problem.Write(httpContext);
        return true;
    }

    private static ProblemDetails Describe(Exception exception, long bytesMax) => exception switch
    {
        RefusedException refused => refused.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problem.Of(Refusals.BodyTooLarge, bytesMax).With("limit", bytesMax).With("field", "$"),
        BadHttpRequestException bad => Problem.Of(Refusals.MalformedRequest, bad.Message).With("field", "$"),
        InvalidDataException form => Problem.Of(Refusals.MalformedRequest, form.Message).With("field", "$"),
        _ when Database.IsAway(exception) => Problem.Of(Refusals.DatabaseUnavailable),
        _ => Problem.Of(Refusals.Unexpected),
    };

    [LoggerMessage(EventId = 5000, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string method, string path);
}
