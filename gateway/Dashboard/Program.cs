using Cluster.Client;
using Cluster.Dashboard;
using Cluster.Dashboard.Languages;
using Cluster.Dashboard.Answers;
using Cluster.ServiceDefaults;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("dashboard");
builder.WebHost.UseStaticWebAssets(); // also when it runs from where it was built
builder.Services.AddClusterClient(builder.Configuration.ReadClientOptions());
builder.Services.AddQuestions();
builder.Services.AddLanguages();
builder.Services.AddMudServices();
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseServiceDefaults();
app.UseLanguages();
app.UseStatusCodePagesWithReExecute("/not-found");
app.MapStaticAssets();
app.MapRazorComponents<App>().DisableAntiforgery(); // nothing is posted

await app.RunAsync();
