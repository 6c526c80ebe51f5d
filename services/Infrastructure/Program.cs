using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure;
using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("infrastructure");
builder.AddDatabase<InfrastructureDb>();
builder.AddMessaging("infrastructure");
builder.AddIngestion().AddWebhooks();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("infrastructure").MapWebhooks("infrastructure");
api.MapResource<InfrastructureDb, Segment, SegmentReported>(new PushSegments(TimeProvider.System));
api.MapNetwork();
api.MapWorks();
api.MapPortfolio<InfrastructureDb>("infrastructure", MeasureOpenings.After);
api.MapSenderCodes<InfrastructureDb>("infrastructure", Project.Referred);

await app.MigrateAndRun<InfrastructureDb>(args);
