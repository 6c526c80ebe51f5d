using System.Text.Json;
using Cluster.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Dashboard.Tests;

/// <summary>Stands where the gateway stands and answers with the plan as a test has left it.</summary>
public sealed class StubApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _reads;

    private StubApi(WebApplication app) => _app = app;

    public required Overview Overview { get; set; }

    public required IReadOnlyList<TaskView> Tasks { get; set; }

    /// <summary>Replaces the answer of the overview.</summary>
    public Func<HttpContext, Task>? OnOverview { get; set; }

    /// <summary>Replaces the answer of the task list.</summary>
    public Func<HttpContext, Task>? OnTasks { get; set; }

    /// <summary>How often the overview was asked for.</summary>
    public int Reads => _reads;

    public string Address => _app.Urls.First();

    public static async Task<StubApi> Start(SamplePlan plan)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new StubApi(app) { Overview = plan.Overview, Tasks = plan.Tasks };
        app.MapPost("/connect/token", () => Results.Json(new { access_token = "token", expires_in = 3600 }));
        app.MapGet("/api/coordination/overview", context =>
        {
            Interlocked.Increment(ref api._reads);
            return api.OnOverview is { } answer ? answer(context) : Json(context, api.Overview);
        });
        app.MapGet("/api/coordination/tasks", context =>
            api.OnTasks is { } answer ? answer(context) : Json(context, new Page<TaskView>(api.Tasks, null)));
        await app.StartAsync();
        return api;
    }

    /// <summary>As the gateway answers for a service that is down.</summary>
    public static Task Down(HttpContext context) => Refuse(context, 503, "service-unavailable");

    /// <summary>As a service answers to a credential that it does not accept.</summary>
    public static Task Forbid(HttpContext context) => Refuse(context, 403, "forbidden");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task Json<T>(HttpContext context, T answer) =>
        context.Response.WriteAsJsonAsync(answer, new JsonSerializerOptions(JsonSerializerDefaults.Web));

    private static Task Refuse(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { code, service = "coordination" });
    }
}
