using Cluster.Contracts.Coordination;
using Cluster.Coordination;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Indicators;
using Cluster.Coordination.Lights;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Progress;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("coordination");
builder.AddDatabase<CoordinationDb>();
builder.AddMessaging("coordination", handlers => handlers
    .On<ProgressReported, OnProgressReported>().On<TaskRecorded, OnTaskRecorded>()
    .OnIndicators().OnProjects().OnLights().OnEverything<NoteFreshness>());
builder.AddIngestion().AddWebhooks().AddLights();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("coordination").MapWebhooks("coordination");
api.MapResource<CoordinationDb, Organisation, OrganisationRegistered>(new PushOrganisations());
api.MapPlan();
api.MapResource<CoordinationDb, ProgressReport, ProgressReported>(new PushProgressReports(TimeProvider.System));
api.MapFigures();
api.MapSenderCodes<CoordinationDb>("coordination", PlanTask.Referred, Organisation.Referred, Measure.Referred);
api.MapOverview().MapProjectPool().MapSupervision().MapLights().MapRebuild();

await app.MigrateAndRun<CoordinationDb>(args);
