using System.Text;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>An event that could not be applied (死信), as operations sees it.</summary>
public sealed record DeadLetterView(
    long Id, DateTimeOffset ReceivedAt, string Source, string Kind, string Aggregate, long Version, string Reason, string Detail,
    DateTimeOffset? ReplayedAt);

/// <summary>Operations look at what could not be applied and have it applied again once its cause is gone.</summary>
public static class DeadLetters
{
    private const int ListMax = 500;

    private const string ListSql = """
        select id, received_at, source, kind, aggregate, version, reason, detail, replayed_at
        from dead_letters order by id desc limit $1
        """;

    private const string FindSql = "select source, kind, event, received_at from dead_letters where id = $1";

    private const string ReplayedSql = "update dead_letters set replayed_at = $2 where id = $1";

    public static readonly Refusal StillFails = new("still-fails", RefusalKind.Conflict,
        "该死信仍无法处理：{0}", "The event still cannot be applied: {0}");

    public static void MapDeadLetters(this RouteGroupBuilder service)
    {
        var letters = service.MapGroup("dead-letters").RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
        letters.MapGet("", List).WithSummary("死信 Dead letters");
        letters.MapPost("{id:long}/replay", Replay).WithSummary("重新处理一条死信 Apply a dead letter again").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<List<DeadLetterView>> List(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new() { Value = ListMax });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var letters = new List<DeadLetterView>();
        while (await reader.ReadAsync(cancellation))
        {
            letters.Add(new DeadLetterView(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetInt64(5), reader.GetString(6), PersonalNumbers.Mask(reader.GetString(7)), reader.GetFieldValue<DateTimeOffset?>(8)));
        }

        return letters;
    }

    private static async Task<IResult> Replay(HttpContext context, long id, CancellationToken cancellation)
    {
        var services = context.RequestServices;
        var database = services.GetRequiredService<NpgsqlDataSource>();
        if (await Find(database, id, cancellation) is not { } packet)
        {
            return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }

        if (await services.GetRequiredService<Inbox>().Apply(packet, cancellation) is { } reason)
        {
            return Problem.Of(StillFails, reason).AsResult();
        }

        await using var command = database.CreateCommand(ReplayedSql);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = services.GetRequiredService<TimeProvider>().GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellation);
        return Results.NoContent();
    }

    private static async Task<EventPacket?> Find(NpgsqlDataSource database, long id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new EventPacket(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(3), Encoding.UTF8.GetBytes($"[{reader.GetString(2)}]"))
            : null;
    }
}
