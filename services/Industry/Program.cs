using Cluster.Contracts.Industry;
using Cluster.Industry;
using Cluster.Industry.Chains;
using Cluster.Industry.Enterprises;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("industry");
builder.AddDatabase<IndustryDb>();
builder.AddMessaging("industry");
builder.AddIngestion().AddWebhooks();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapService("industry").MapWebhooks("industry");
api.MapResource<IndustryDb, ChainNode, ChainNodeReported>(new PushChainNodes());
api.MapResource<IndustryDb, Enterprise, EnterpriseReported>(new PushEnterprises());
api.MapPortfolio<IndustryDb>("industry");
api.MapSenderCodes<IndustryDb>("industry", ChainNode.Referred, Project.Referred);

await app.MigrateAndRun<IndustryDb>(args);
