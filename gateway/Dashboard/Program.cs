using Cluster.Client;
using Cluster.Dashboard;
using Cluster.Dashboard.Languages;
using Cluster.Dashboard.Answers;
using Cluster.Dashboard.SignIn;
using Cluster.ServiceDefaults;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("dashboard");
builder.WebHost.UseStaticWebAssets(); // also when it runs from where it was built
builder.Services.AddClusterClient(builder.Configuration.ReadClientOptions());
builder.Services.AddQuestions();
builder.AddSignIn();
builder.Services.AddLanguages();
builder.Services.AddMudServices();
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseLanguages();
app.UseStatusCodePagesWithReExecute("/status/{0}");
app.UsePublicAddress();
app.UseServiceDefaults();
app.UseAntiforgery();
app.MapSignOut();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>();

await app.RunAsync();
