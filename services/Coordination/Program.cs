using Cluster.Coordination;
using Cluster.Coordination.Past;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Cluster.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("coordination");
builder.AddDatabase<CoordinationDb>();
builder.AddPast<CoordinationDb>(PastOfTheOffice.Keep);
builder.AddMessaging("coordination", handlers => handlers.OnEverythingOfTheOffice());
builder.AddIngestion().AddWebhooks().AddOffice();

var app = builder.Build();
app.UseServiceDefaults();
app.MapService("coordination").MapWebhooks("coordination").MapOffice();

await app.MigrateAndRun<CoordinationDb>(args);
