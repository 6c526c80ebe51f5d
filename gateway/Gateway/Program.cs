using Cluster.Gateway;
using Cluster.Gateway.Cadence;
using Cluster.Gateway.Docs;
using Cluster.Gateway.Identity;
using Cluster.Gateway.Identity.Account;
using Cluster.Gateway.Identity.Trail;
using Cluster.Gateway.Limits;
using Cluster.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults("gateway");
builder.AddRequestLimits();
builder.AddQuota();
builder.AddTrail();
builder.AddIdentity();
builder.AddCadence();
builder.AddGatewayDocument();
builder.AddRoutes();

await using var app = builder.Build();

await app.MigrateIdentity();
if (args.Contains(Database.MigrateArgument))
{
    return;
}

await app.LoadIdentity();

app.UseSecurityHeaders();
app.UseRequestLimits();
app.UseAccountLanguage();
app.UseQuota("/connect");
app.UseServiceDefaults();
app.UseQuota("/api", "/identity");
app.UseCadence();

app.MapIdentity();
app.MapTrail();
app.MapCadence();
app.MapGatewayDocument();
app.MapApiReference();
app.MapRoutes();

await app.RunAsync();
