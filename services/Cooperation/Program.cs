using Cluster.Contracts.Cooperation;
using Cluster.Cooperation;
using Cluster.Cooperation.Ports;
using Cluster.Cooperation.Resolutions;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("cooperation");
builder.AddDatabase<CooperationDb>();
builder.AddMessaging("cooperation");
builder.AddIngestion().AddWebhooks();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("cooperation").MapWebhooks("cooperation");
api.MapResource<CooperationDb, PortStatistic, PortStatisticReported>(new PushPortStatistics(TimeProvider.System));
api.MapResource<CooperationDb, Resolution, ResolutionAdopted>(new PushResolutions(TimeProvider.System));
api.MapPortfolio<CooperationDb>("cooperation");
api.MapSenderCodes<CooperationDb>("cooperation", Project.Referred);

await app.MigrateAndRun<CooperationDb>(args);
