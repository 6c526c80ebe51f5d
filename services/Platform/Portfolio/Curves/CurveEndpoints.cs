using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Portfolio.Curves;

/// <summary>The note with which a curve is returned.</summary>
public sealed record ReturnRequest(string Note);

/// <summary>Where the coordination office decides on curves. The departments' own way is that of every resource.</summary>
internal static class CurveEndpoints
{
    private const int NoteLengthMax = 500;

    private static readonly TextField Note = new("note", "退回意见", "The note", NoteLengthMax, Lines: true);

    public static RouteGroupBuilder MapCurveDecisions(this RouteGroupBuilder api, string service)
    {
        var decide = new DecideCurve(service, ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<EventLog>());
        var curves = api.MapGroup(PushProjectCurves.Name)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(service, PushProjectCurves.Name));
        curves.MapPost("{key}/accept", (HttpContext context, string key, CancellationToken cancellation) =>
            Decide(context, decide, key, note: null, cancellation))
            .WithSummary("审定月度计划曲线 Accept a monthly plan");
        curves.MapPost("{key}/return", async (HttpContext context, string key, CancellationToken cancellation) =>
            await Decide(context, decide, key, await RequestForm.Read(context, [Note], form => form.Get(Note), cancellation), cancellation))
            .WithSummary("退回月度计划曲线 Return a monthly plan").Accepts<ReturnRequest>("application/json");
        return api;
    }

    private static async Task<ProjectCurveReported> Decide(HttpContext context, DecideCurve decide, string key, string? note, CancellationToken cancellation) =>
        PushProjectCurves.Told(await decide.Handle(
            context.Caller(), ResourceEndpoints.KeyIn(key), Precondition.From(context.Request), note, cancellation));
}
