using Cluster.Contracts;
using Cluster.Contracts.Cooperation;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.AnnualPlans;
using Cluster.Coordination.Bulletins;
using Cluster.Coordination.Contacts;
using Cluster.Coordination.Evaluations;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Indicators;
using Cluster.Coordination.Lights;
using Cluster.Coordination.Matters;
using Cluster.Coordination.News;
using Cluster.Coordination.Notices;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Progress;
using Cluster.Coordination.Publication;
using Cluster.Coordination.Rankings;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;

namespace Cluster.Coordination;

/// <summary>The chapters of the office's work: what they hear, and where they answer.</summary>
internal static class Office
{
    public static Handlers OnEverythingOfTheOffice(this Handlers handlers) => handlers
        .OnProgress()
        .OnIndicators()
        .On<ResolutionAdopted, OnResolutionAdopted>()
        .OnProjects().OnLights().OnEverything<NoteFreshness>();

    public static IHostApplicationBuilder AddOffice(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSharedAnswers().AddSingleton<PoolDispatch>();
        return builder.AddReporting().AddLights();
    }

    public static void MapOffice(this RouteGroupBuilder api)
    {
        api.MapOrganisations();
        api.MapContacts();
        api.MapNotices();
        api.MapPlan();
        api.MapReporting();
        api.MapFigures();
        api.MapSenderCodes<CoordinationDb>("coordination", PlanTask.Referred, Organisation.Referred, Measure.Referred);
        api.MapOverview();
        api.MapProjectPool(((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<PoolDispatch>().Read);
        api.MapLights();
        api.MapAnnualPlans();
        api.MapSupervision();
        api.MapMatters();
        api.MapEvaluations();
        api.MapRankings();
        api.MapBulletins();
        api.MapNews();
        api.MapPublication();
        api.MapRebuild();
    }
}
