using Cluster.Contracts.Ecology;
using Cluster.Ecology;
using Cluster.Ecology.DailyValues;
using Cluster.Ecology.Stations;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("ecology");
builder.AddDatabase<EcologyDb>();
builder.AddMessaging("ecology");
builder.AddIngestion().AddWebhooks();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("ecology").MapWebhooks("ecology");
api.MapResource<EcologyDb, Station, StationReported>(new PushStations());
api.MapResource<EcologyDb, DailyValue, DailyValueReported>(new PushDailyValues(TimeProvider.System));
api.MapPortfolio<EcologyDb>("ecology");
api.MapSenderCodes<EcologyDb>("ecology", Station.Referred, Project.Referred);

await app.MigrateAndRun<EcologyDb>(args);
