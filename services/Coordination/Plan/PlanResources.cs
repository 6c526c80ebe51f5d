using Cluster.Contracts.Coordination;
using Cluster.Ingestion;

namespace Cluster.Coordination.Plan;

/// <summary>The plan's levels, from the theme to the target.</summary>
internal static class PlanResources
{
    public static void MapPlan(this RouteGroupBuilder api)
    {
        var tasks = new PushTasks(TimeProvider.System);
        api.MapResource<CoordinationDb, ActionPlan, ActionPlanRecorded>(new PushActionPlans());
        api.MapResource<CoordinationDb, PlanText, PlanTextRecorded>(new PushPlanTexts());
        api.MapPlanTree();
        api.MapResource<CoordinationDb, Theme, ThemeRecorded>(new PushThemes());
        api.MapResource<CoordinationDb, Subsection, SubsectionRecorded>(new PushSubsections());
        api.MapResource<CoordinationDb, Target, TargetRecorded>(new PushTargets());
        api.MapPush<CoordinationDb, PlanTask, TaskRecorded>(tasks);
        api.MapTasks(tasks);
    }
}
