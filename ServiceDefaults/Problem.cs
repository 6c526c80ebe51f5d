using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.ServiceDefaults;

/// <summary>Turns a refusal into RFC 9457 problem details; nothing else in the system writes an error body.</summary>
public static class Problem
{
    public static ProblemDetails Of(Refusal refusal, params object?[] particulars)
    {
        var text = refusal.Say(particulars);
        return new ProblemDetails
        {
            Type = $"urn:cluster:problem:{refusal.Code}",
            Status = (int)refusal.Kind,
            Title = text.Zh,
            Detail = text.En,
            Extensions =
            {
                ["code"] = refusal.Code,
                ["message"] = text,
                ["traceId"] = Activity.Current?.TraceId.ToString(),
            },
        };
    }

    /// <summary>The same with members of its own: the field, the limit, the service that is meant.</summary>
    public static ProblemDetails With(this ProblemDetails problem, string member, object? value)
    {
        problem.Extensions[member] = value;
        return problem;
    }

    public static IResult AsResult(this ProblemDetails problem) => Results.Problem(problem);

    public static Task Write(this ProblemDetails problem, HttpContext context)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return Results.Problem(problem).ExecuteAsync(context);
    }
}

/// <summary>A refusal found below the place that can answer; it travels as an exception and ends in one handler.</summary>
public sealed class RefusedException : Exception
{
    public RefusedException(ProblemDetails problem) : base(problem.Detail) => Problem = problem;

    public ProblemDetails Problem { get; }
}
