using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Contracts.Portfolio;
using Cluster.Coordination.Lights.Adoption;
using Cluster.Coordination.Lights.Facts;
using Cluster.Coordination.Lights.Reasons;
using Cluster.Coordination.Lights.Shown;
using Cluster.Messaging;

namespace Cluster.Coordination.Lights;

/// <summary>Lights, in the lines of the program: what they hear, how they are kept, and where they are read and decided.</summary>
public static class LightEndpoints
{
    /// <summary>Most of it the pool hears too; a packet is applied to both or to none.</summary>
    public static Handlers OnLights(this Handlers handlers) => handlers
        .On<ProjectReported, OnSubjectReported>().On<TaskRecorded, OnSubjectReported>()
        .On<ProjectReported, OnFactTold>().On<ProjectYearReported, OnFactTold>().On<ProjectCurveReported, OnFactTold>().On<MilestoneReported, OnFactTold>()
        .On<PermitReported, OnFactTold>().On<ProblemReported, OnFactTold>()
        .On<ProgressReported, OnFactTold>().On<IndicatorMeasured, OnFactTold>().On<IndicatorWithdrawn, OnFactTold>()
        .On<ProjectMonthsRecorded, OnMonthsTold>().On<ProjectMonthReported, OnMonthsTold>()
        .On<TargetRecorded, OnTargetRecorded>().On<ActionPlanRecorded, OnPlanRecorded>().On<ThemeRecorded, OnPlanRecorded>().On<ProjectMergeDecided, OnMergeDecided>()
        .On<ReplaySent, OnReplaySent>();

    public static IHostApplicationBuilder AddLights(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TurnLights>().AddHostedService<LightWorker>();
        return builder;
    }

    public static RouteGroupBuilder MapLights(this RouteGroupBuilder api)
    {
        var lights = api.MapGroup("lights");
        lights.MapGetLights();
        lights.MapCountLights();
        lights.MapPresets();
        lights.MapGetSubjectLights();
        lights.MapCompareLights();
        api.MapReasons();
        return api;
    }
}
