using Cluster.Contracts;
using Cluster.Coordination;
using Cluster.Coordination.Contacts;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Indicators;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Progress;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting;
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
    .OnProgress().On<IndicatorMeasured, OnIndicatorMeasured>().On<IndicatorWithdrawn, OnIndicatorWithdrawn>()
    .OnProjects().OnEverything<NoteFreshness>());
builder.AddIngestion().AddWebhooks().AddReporting();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("coordination").MapWebhooks("coordination");
api.MapOrganisations().MapPlan();
api.MapFigures();
api.MapSenderCodes<CoordinationDb>("coordination", PlanTask.Referred, Organisation.Referred, Measure.Referred);
api.MapReporting().MapContacts().MapOverview().MapProjectPool().MapSupervision().MapRebuild();

await app.MigrateAndRun<CoordinationDb>(args);
