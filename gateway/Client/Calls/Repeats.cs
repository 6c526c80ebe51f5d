using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Cluster.Client.Calls;

/// <summary>When a call is sent again. A write may be: it carries the same Idempotency-Key each time.</summary>
internal static class Repeats
{
    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ClusterClientOptions options)
    {
        if (options.RetriesMax > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.RetriesMax,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthwhile(arguments.Outcome)),
            });
        }

        pipeline.AddTimeout(options.AttemptTimeout);
    }

    /// <summary>No answer, an answer that will be another soon, or the first attempt still at work under the same key.</summary>
    public static bool IsWorthwhile(HttpStatusCode? status) => status is null
        or >= HttpStatusCode.InternalServerError
        or HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests
        or HttpStatusCode.Conflict;

    private static bool IsWorthwhile(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: ClusterException refused } => IsWorthwhile(refused.Status),
        { Exception: { } failure } => failure is HttpRequestException or TimeoutRejectedException,
        _ => IsWorthwhile(outcome.Result!.StatusCode),
    };
}
