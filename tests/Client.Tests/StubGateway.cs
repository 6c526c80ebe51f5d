using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Client.Tests;

/// <summary>Stands where the gateway stands: issues token-1, token-2 … and answers the API as the test says.</summary>
public sealed class StubGateway : IAsyncDisposable
{
    public const string EmptyPage = """{"items":[],"next":null}""";

    private readonly WebApplication _app;
    private int _tokens;

    private StubGateway(WebApplication app) => _app = app;

    /// <summary>What came to the API, in order.</summary>
    public ConcurrentQueue<Received> Requests { get; } = [];

    /// <summary>What came to the token endpoint.</summary>
    public int TokensIssued => _tokens;

    public Func<HttpContext, Task> OnToken { get; set; } = context => context.Response.WriteAsync("");

    /// <summary>The answers of the API: one a request, the last one for all that follow.</summary>
    public Queue<Func<HttpContext, Task>> Answers { get; } = [];

    public static async Task<StubGateway> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new StubGateway(app);
        gateway.OnToken = context => Json(context, 200, $$"""{"access_token":"token-{{gateway._tokens}}","token_type":"Bearer","expires_in":3600}""");
        app.MapPost("/connect/token", context =>
        {
            Interlocked.Increment(ref gateway._tokens);
            return gateway.OnToken(context);
        });
        app.Map("/{**path}", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            gateway.Requests.Enqueue(new Received(
                context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value ?? "",
                context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers.Authorization.ToString(),
                context.Request.ContentLength, await body.ReadToEndAsync()));
            Func<HttpContext, Task> answer;
            lock (gateway.Answers)
            {
                answer = gateway.Answers.Count > 1 ? gateway.Answers.Dequeue() : gateway.Answers.Peek();
            }

            await answer(context);
        });
        await app.StartAsync();
        return gateway;
    }

    public StubGateway Answering(int status, string body, string type = "application/json")
    {
        Answers.Enqueue(context => Json(context, status, body, type));
        return this;
    }

    /// <summary>The connection ends without an answer.</summary>
    public StubGateway Dropping()
    {
        Answers.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    public ClusterClientOptions Options => new()
    {
        Gateway = new Uri(_app.Urls.First()), ClientId = "dept-05", ClientSecret = "secret", RetriesMax = 3, RetryDelay = TimeSpan.Zero,
    };

    public ClusterClient Client() => new(Options);

    /// <summary>The client as an application registers it, with a clock of its own.</summary>
    public ServiceProvider Application(FakeTimeProvider time) =>
        new ServiceCollection().AddSingleton<TimeProvider>(time).AddClusterClient(Options).BuildServiceProvider();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static Task Json(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}

public sealed record Received(
    string Method, string Path, string Query, string IdempotencyKey, string Authorization, long? Length, string Body);
