using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Tests;

/// <summary>Stands where a service stands and answers with what it was asked; below /silent it takes the request and says nothing, at /_blazor it echoes.</summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<Backend> Start(string name, string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/_blazor", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[64];
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, endOfMessage: true, context.RequestAborted);
        });
        app.Map("/api/{service}/silent", async context =>
        {
            var givenUp = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(givenUp.SetResult);
            await givenUp.Task;
        });
        app.Map("/{**path}", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            context.Response.Headers.Server = "backend";
            context.Response.Headers.ContentSecurityPolicy = "default-src *";
            await context.Response.WriteAsJsonAsync(new
            {
                backend = name,
                method = context.Request.Method,
                path = context.Request.Path.Value,
                query = context.Request.QueryString.Value,
                body = await body.ReadToEndAsync(),
                headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            });
        });
        await app.StartAsync();
        return new Backend(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

public static class Answers
{
    public static async Task<JsonNode> Json(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>The member of the answer, as text; empty when it has none.</summary>
    public static string Text(this JsonNode? node, string member) => node?[member]?.ToString() ?? "";

    public static async Task<string> ProblemCode(this HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Json();
        problem["message"].Text("zh").ShouldNotBeEmpty();
        problem["message"].Text("en").ShouldNotBeEmpty();
        return problem.Text("code");
    }
}
