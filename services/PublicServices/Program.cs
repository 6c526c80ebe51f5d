using Cluster.Contracts.PublicServices;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Projects;
using Cluster.PublicServices;
using Cluster.PublicServices.Cases;
using Cluster.PublicServices.Items;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("public-services");
builder.AddDatabase<PublicServicesDb>();
builder.AddMessaging("public-services");
builder.AddIngestion().AddWebhooks();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("public-services").MapWebhooks("public-services");
api.MapResource<PublicServicesDb, ServiceItem, ServiceItemReported>(new PushServiceItems());
api.MapResource<PublicServicesDb, MonthlyCases, MonthlyCasesReported>(new PushMonthlyCases(TimeProvider.System));
api.MapPortfolio<PublicServicesDb>("public-services");
api.MapSenderCodes<PublicServicesDb>("public-services", ServiceItem.Referred, Project.Referred);

await app.MigrateAndRun<PublicServicesDb>(args);
