using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Webhooks.Tests;

/// <summary>A subscriber's system: takes what is sent to it and checks it as docs/webhooks.md tells a receiver to.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public int Port => new Uri(Address).Port;

    /// <summary>What came, in order; also what was answered by a failure.</summary>
    public ConcurrentQueue<Message> Messages { get; } = [];

    /// <summary>204 unless the test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = With(204);

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Map("/{**path}", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            receiver.Messages.Enqueue(new Message(
                context.Request.Path.Value!, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await body.ReadToEndAsync()));
            await receiver.Answer(context);
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    public static Func<HttpContext, Task> With(int status, string? location = null, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return Task.CompletedTask;
    };

    /// <summary>Takes the message and never answers.</summary>
    public static async Task Silence(HttpContext context)
    {
        var givenUp = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(givenUp.SetResult);
        await givenUp.Task;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>One message as it came.</summary>
public sealed record Message(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public string Id => Headers["webhook-id"];

    public string[] Signatures => Headers["webhook-signature"].Split(' ');

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Subject => Json["subject"]!.GetValue<string>();

    /// <summary>As any library of Standard Webhooks does it.</summary>
    public bool IsGenuine(string secret, DateTimeOffset now)
    {
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"]));
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Body}"));
        return (now - sent).Duration() <= Tolerance
            && Array.Exists(Signatures, s => s.StartsWith("v1,", StringComparison.Ordinal)
                && CryptographicOperations.FixedTimeEquals(expected, Convert.FromBase64String(s["v1,".Length..])));
    }
}
