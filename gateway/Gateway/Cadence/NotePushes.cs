using System.Collections.Concurrent;
using Cluster.Gateway.Identity;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Cadence;

/// <summary>Notes which system has pushed what; written down every few seconds, many in one statement, so that a push does not wait for it.</summary>
public sealed class NotePushes(IServiceScopeFactory scopes, TimeProvider time, ILogger<NotePushes> logger)
    : Periodic(TimeSpan.FromSeconds(10), time, logger)
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<(string ClientId, string Resource), DateTimeOffset> _seen = [];

    /// <summary>A push whose rows are all refused is one, too: whoever sends it is not silent. To subscribe is no push.</summary>
    public async Task Note(HttpContext context, Func<Task> next)
    {
        await next();
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || context.Response.StatusCode is not ((>= 200 and < 300) or StatusCodes.Status422UnprocessableEntity)
            || context.User.FindFirst(Access.RoleClaim)?.Value is not (Roles.Department or Roles.Office)
            || context.User.FindFirst("sub")?.Value is not { } client
            || context.Request.Path.Value!.Split('/', 5) is not [_, _, var service, not "webhooks" and var resource, ..])
        {
            return;
        }

        _seen[(client, $"{service}/{resource}")] = Time.GetUtcNow();
    }

    public async Task Write(CancellationToken cancellation = default)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await WriteSeen(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    private async Task WriteSeen(CancellationToken cancellation)
    {
        var seen = _seen.ToArray();
        if (seen.Length == 0)
        {
            return;
        }

        var clients = seen.Select(one => one.Key.ClientId).ToArray();
        var resources = seen.Select(one => one.Key.Resource).ToArray();
        var times = seen.Select(one => one.Value).ToArray();
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GatewayDb>().Database.ExecuteSqlAsync($"""
            INSERT INTO push_cadences AS known (client_id, resource, since, last_at, gap_seconds)
            SELECT client_id, resource, at, at, ARRAY[]::bigint[]
            FROM unnest({clients}, {resources}, {times}) AS seen (client_id, resource, at)
            ON CONFLICT (client_id, resource) DO UPDATE SET
                last_at = greatest(known.last_at, excluded.last_at),
                alarmed_at = NULL,
                gap_seconds = CASE
                    WHEN excluded.last_at - known.last_at >= make_interval(secs => {PushCadence.RunSeconds})
                    THEN (extract(epoch FROM excluded.last_at - known.last_at)::bigint || known.gap_seconds)[1:{PushCadence.GapsKept}]
                    ELSE known.gap_seconds END
            """, cancellation);
        foreach (var one in seen)
        {
            _seen.TryRemove(one); // unless it was seen again meanwhile
        }
    }

    /// <summary>What could not be written is kept, and written the next time.</summary>
    protected override Task TakeTurn(CancellationToken cancellation) => Write(cancellation);
}
