using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>
/// Applies a packet exactly once in effect: the inbox remembers, for ever, the newest version of each aggregate that was applied, in the
/// transaction that applied it. What cannot be applied becomes a dead letter, event by event; its neighbours go on.
/// </summary>
internal sealed partial class Inbox(
    IServiceScopeFactory scopes, EventLog log, Handlers handlers, MessagingOptions options, ILogger<Inbox> logger)
{
    private const string Savepoint = "packet";
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    /// <summary>Locks the aggregates in the order of their names, so that two packets never wait for each other.</summary>
    private const string LockSql = """
        insert into inbox (aggregate, version, fingerprint)
        select a, 0, 0 from unnest($1) a order by a
        on conflict do nothing;
        """;

    private const string AppliedSql = """
        select aggregate, version, fingerprint from inbox where aggregate = any($1) order by aggregate for update
        """;

    private const string AdvanceSql = """
        update inbox set version = x.version, fingerprint = x.fingerprint
        from unnest($1, $2, $3) as x (aggregate, version, fingerprint)
        where inbox.aggregate = x.aggregate
        """;

    private const string DeadLetterSql = """
        insert into dead_letters (received_at, source, kind, aggregate, version, event, reason, detail)
        select $1, $2, $3, x.aggregate, x.version, x.event::json, x.reason, x.detail
        from unnest($4, $5, $6, $7, $8) as x (aggregate, version, event, reason, detail)
        on conflict (aggregate, version, reason) do nothing
        """;

    /// <summary>Returns when the packet is dealt with and that is durable; waits as long as the database is away.</summary>
    /// <returns>The reason of the first dead letter, or null.</returns>
    public async Task<string?> Apply(EventPacket packet, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                return await ApplyOnce(packet, cancellation);
            }
            catch (Exception failure) when (Database.IsAway(failure) && !cancellation.IsCancellationRequested)
            {
                Waiting(logger, failure, packet.Kind, pause.TotalSeconds);
                await Task.Delay(pause, cancellation);
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }
    }

    private async Task<string?> ApplyOnce(EventPacket packet, CancellationToken cancellation)
    {
        await using var transaction = await log.Open(Caller.System(options.Service, Activity.Current?.Id), cancellation);
        await using var scope = scopes.CreateAsyncScope();
        string? dead = null;
        if (handlers.For(packet.Kind) is { } binding)
        {
            dead = await ApplyFresh(packet, binding, scope.ServiceProvider, transaction, cancellation);
        }

        foreach (var listener in scope.ServiceProvider.GetServices<IHearEverything>())
        {
            await listener.Hear(packet.Source, packet.UpTo, transaction, cancellation);
        }

        await transaction.Commit(cancellation);
        return dead;
    }

    private async Task<string?> ApplyFresh(
        EventPacket packet, Handlers.Binding binding, IServiceProvider services, LogTransaction transaction, CancellationToken cancellation)
    {
        var events = packet.ReadEvents();
        var (readable, older, dead) = SortOut(events, binding, await LockApplied(events, transaction, cancellation));
        var applied = await TryApply(packet.Source, readable, areOlder: false, binding, services, transaction, cancellation) is null ? readable : [];
        if (applied.Count < readable.Count)
        {
            foreach (var one in readable)
            {
                if (await TryApply(packet.Source, [one], areOlder: false, binding, services, transaction, cancellation) is { } reason)
                {
                    dead.Add(new Dead(one.Event, "handler-failed", reason));
                }
                else
                {
                    applied.Add(one);
                }
            }
        }

        if (await TryApply(packet.Source, older, areOlder: true, binding, services, transaction, cancellation) is { } notKept)
        {
            dead.AddRange(older.Select(one => new Dead(one.Event, "handler-failed", notKept)));
        }

        await Advance(applied, transaction, cancellation);
        await Bury(packet, dead, transaction, cancellation);
        return dead.Count > 0 ? dead[0].Detail : null;
    }

    /// <summary>Older and repeated versions fall away; an unreadable body, or a known version that says something else, is dead.</summary>
    private static (List<ReadEvent> Fresh, List<ReadEvent> Older, List<Dead> Dead) SortOut(
        IReadOnlyList<PacketEvent> events, Handlers.Binding binding, Dictionary<string, (long Version, long Fingerprint)> applied)
    {
        var dead = new List<Dead>();
        var (fresh, older) = (new List<ReadEvent>(), new List<ReadEvent>());
        foreach (var one in events.OrderBy(e => e.Version))
        {
            var (version, fingerprint) = applied[one.Aggregate];
            if (one.Version == version && fingerprint != Fingerprint(one))
            {
                dead.Add(new Dead(one, "version-conflict", $"Version {version} was applied with other content."));
            }
            else if (one.Version < version && binding.HearsEveryVersion && binding.Read(one).Read is { } late)
            {
                older.Add(late);
            }
            else if (one.Version > version)
            {
                var (read, reason) = binding.Read(one);
                if (read is null)
                {
                    dead.Add(new Dead(one, "unreadable", reason!));
                }
                else
                {
                    fresh.Add(read);
                    applied[one.Aggregate] = (one.Version, Fingerprint(one));
                }
            }
        }

        return (fresh, older, dead);
    }

    private static async Task<string?> TryApply(
        string source, List<ReadEvent> events, bool areOlder, Handlers.Binding binding, IServiceProvider services,
        LogTransaction transaction, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return null;
        }

        await transaction.Save(Savepoint, cancellation);
        var appended = transaction.Appended;
        try
        {
            await binding.Apply(services, source, events, areOlder, transaction, cancellation);
            return null;
        }
        catch (Exception failure) when (!Database.IsAway(failure) && failure is not OperationCanceledException)
        {
            await transaction.RollbackTo(Savepoint, appended, cancellation);
            return PersonalNumbers.Mask($"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private static async Task<Dictionary<string, (long Version, long Fingerprint)>> LockApplied(
        IReadOnlyList<PacketEvent> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var aggregates = events.Select(e => e.Aggregate).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new(LockSql) { Parameters = { new() { Value = aggregates } } },
                new(AppliedSql) { Parameters = { new() { Value = aggregates } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var applied = new Dictionary<string, (long, long)>(aggregates.Length);
        do
        {
            while (await reader.ReadAsync(cancellation))
            {
                applied[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2));
            }
        }
        while (await reader.NextResultAsync(cancellation));

        return applied;
    }

    private static async Task Advance(List<ReadEvent> applied, LogTransaction transaction, CancellationToken cancellation)
    {
        if (applied.Count == 0)
        {
            return;
        }

        var newest = applied.Select(e => e.Event).GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!).ToList();
        await using var command = new NpgsqlCommand(AdvanceSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.Select(e => e.Aggregate).ToArray() },
                new() { Value = newest.Select(e => e.Version).ToArray() },
                new() { Value = newest.Select(Fingerprint).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task Bury(EventPacket packet, List<Dead> dead, LogTransaction transaction, CancellationToken cancellation)
    {
        if (dead.Count == 0)
        {
            return;
        }

        Buried(logger, dead.Count, packet.Kind, packet.Source, dead[0].Reason, dead[0].Detail);
        await using var command = new NpgsqlCommand(DeadLetterSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = transaction.StartedAt }, new() { Value = packet.Source }, new() { Value = packet.Kind },
                new() { Value = dead.ConvertAll(d => d.Event.Aggregate).ToArray() },
                new() { Value = dead.ConvertAll(d => d.Event.Version).ToArray() },
                new() { Value = dead.ConvertAll(d => EventJson.Write(d.Event)).ToArray() },
                new() { Value = dead.ConvertAll(d => d.Reason).ToArray() },
                new() { Value = dead.ConvertAll(d => d.Detail).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static long Fingerprint(PacketEvent one) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(one.Body.GetRawText())));

    private sealed record Dead(PacketEvent Event, string Reason, string Detail);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "A packet of {Kind} waits {Seconds} s for the database")]
    private static partial void Waiting(ILogger logger, Exception failure, string kind, double seconds);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "{Count} events of {Kind} from {Source} are dead letters now; the first: {Reason}, {Detail}")]
    private static partial void Buried(ILogger logger, int count, string kind, string source, string reason, string detail);
}
