using Cluster.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cluster.Messaging;

/// <summary>The way to change anything in a service: begin, change, append what happened, commit; all or nothing.</summary>
public sealed class EventLog(
    [FromKeyedServices(Database.ByKey)] NpgsqlDataSource database, TimeProvider time, RelaySignal relay, RelayBacklog backlog)
{
    /// <inheritdoc cref="Notes.Leave"/>
    public async Task Note<TNote>(Caller caller, string about, TNote body, CancellationToken cancellation)
        where TNote : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Notes.Leave(connection, caller, time.GetUtcNow(), about, body, before: null, cancellation);
    }

    /// <summary>Opens a transaction for a push; refuses while too much waits for the broker.</summary>
    public Task<LogTransaction> Begin(Caller caller, CancellationToken cancellation)
    {
        backlog.RefuseWhenFull();
        return Open(caller, cancellation);
    }

    /// <summary>The same for a consumer, which must go on however long the backlog is.</summary>
    internal async Task<LogTransaction> Open(Caller caller, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            return new LogTransaction(connection, await connection.BeginTransactionAsync(cancellation), caller, time.GetUtcNow(), relay);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One transaction on the service's database together with the events it will leave behind.</summary>
public sealed class LogTransaction : IAsyncDisposable
{
    /// <summary>The writes take their numbers themselves, so that each event finds the one it belongs to.</summary>
    private const string AppendSql = """
        with write as materialized (
            select nextval('log_writes_id_seq') as id, given.*
            from unnest($2, $3, $4, $5, $6, $7, $14, $15)
                with ordinality as given (organisation, client, role, address, trace, events, is_note, addressees, number)),
        written as (
            insert into log_writes (id, written_at, organisation, client, role, address, trace, events, addressees, sent_at, attempts, next_attempt_at)
            overriding system value
            select id, $1, organisation, client, role, address, trace, events, string_to_array(addressees, E'\n'), case when is_note then $1 end, 0, $1
            from write)
        insert into log_events (write_id, ordinal, kind, aggregate, version, body, before)
        select write.id, event.ordinal, event.kind, event.aggregate, event.version, event.body::json, event.before::json
        from unnest($8, $9, $10, $11, $12, $13) with ordinality as event (number, kind, aggregate, version, body, before, ordinal)
        join write using (number)
        """;

    private readonly NpgsqlTransaction _transaction;
    private readonly RelaySignal _relay;
    private readonly List<Pending> _events = [];
    private bool _hasWritten;

    internal LogTransaction(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Caller caller, DateTimeOffset startedAt, RelaySignal relay)
    {
        (Connection, _transaction, Caller, StartedAt, _relay) = (connection, transaction, caller, startedAt, relay);
    }

    public NpgsqlConnection Connection { get; }

    public Caller Caller { get; }

    public DateTimeOffset StartedAt { get; }

    /// <param name="aggregate">Whose history this is: service/resource/key, unique in the whole system.</param>
    /// <param name="version">One more than the aggregate's last; a gap or a repeat fails the transaction.</param>
    /// <param name="before">The same fact as it was, for the audit trail; null when it is the first.</param>
    /// <param name="concerns">
    /// Organisations beside the writer's that it concerns (涉及单位): they read it in their changes and get it by their webhooks, so it says nothing
    /// that they may not read.
    /// </param>
    public void Append<TEvent>(string aggregate, long version, TEvent body, TEvent? before = null, IEnumerable<string>? concerns = null)
        where TEvent : class =>
        Append(
            EventJson.KindOf<TEvent>(), aggregate, version, EventJson.Write(body), before is null ? null : EventJson.Write(before), concerns: concerns);

    /// <summary>For one that has the JSON already.</summary>
    /// <param name="by">Whose write it is, where one transaction holds those of several; otherwise the transaction's caller's.</param>
    /// <param name="concerns">As above.</param>
    public void Append(
        string kind, string aggregate, long version, string body, string? before, Caller? by = null, IEnumerable<string>? concerns = null)
    {
        var writer = by ?? Caller;
        _events.Add(new Pending(new Writer(writer, IsNote: false, AddresseesOf(concerns, writer)), kind, aggregate, version, body, ValuesBefore.Keep(body, before)));
    }

    /// <summary>What stands in the audit trail and is told to nobody; in a write of its own.</summary>
    /// <param name="aggregate">Below <see cref="Notes.Prefix"/>.</param>
    public void Note(string kind, string aggregate, long version, string body, Caller by) =>
        _events.Add(new Pending(new Writer(by, IsNote: true, Addressees: null), kind, aggregate, version, body, Before: null));

    /// <summary>Writes the events and commits. What was done on <see cref="Connection"/> before is durable with them or not at all.</summary>
    /// <param name="last">A statement that belongs into the same round trip, such as the answer to keep.</param>
    public async Task Commit(CancellationToken cancellation, NpgsqlBatchCommand? last = null)
    {
        await using var batch = new NpgsqlBatch(Connection, _transaction);
        if (_events.Count > 0)
        {
            batch.BatchCommands.Add(AppendCommand());
        }

        if (last is not null)
        {
            batch.BatchCommands.Add(last);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await _transaction.CommitAsync(cancellation);
        if (_events.Count > 0 || _hasWritten)
        {
            _relay.Wake();
        }
    }

    /// <summary>Writes what was appended so far, as a write of its own, so that memory holds only a part of what a long transaction leaves.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        if (_events.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(Connection, _transaction) { BatchCommands = { AppendCommand() } };
        await batch.ExecuteNonQueryAsync(cancellation);
        _events.Clear();
        _hasWritten = true;
    }

    /// <summary>Drops what was appended so far, where all of it will be rolled back.</summary>
    public void Forget() => _events.Clear();

    public Task Rollback(CancellationToken cancellation) => _transaction.RollbackAsync(cancellation);

    public Task Save(string savepoint, CancellationToken cancellation) => _transaction.SaveAsync(savepoint, cancellation);

    /// <summary>Undoes what was done since the savepoint, the events appended since then included.</summary>
    public async Task RollbackTo(string savepoint, int events, CancellationToken cancellation)
    {
        await _transaction.RollbackAsync(savepoint, cancellation);
        _events.RemoveRange(events, _events.Count - events);
    }

    internal int Appended => _events.Count;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private NpgsqlBatchCommand AppendCommand()
    {
        var writes = _events.CountBy(e => e.Writer).ToArray();
        var numbers = writes.Select((write, index) => (write.Key, Number: index + 1L)).ToDictionary(w => w.Key, w => w.Number);
        return new(AppendSql)
        {
            Parameters =
            {
                new() { Value = StartedAt },
                new() { Value = writes.Select(w => w.Key.By.Organisation).ToArray() },
                new() { Value = writes.Select(w => w.Key.By.Client).ToArray() },
                new() { Value = writes.Select(w => w.Key.By.Role).ToArray() },
                new() { Value = writes.Select(w => w.Key.By.Address).ToArray() },
                new() { Value = writes.Select(w => w.Key.By.Trace).ToArray() },
                new() { Value = writes.Select(w => w.Value).ToArray() },
                new() { Value = _events.Select(e => numbers[e.Writer]).ToArray() },
                new() { Value = _events.Select(e => e.Kind).ToArray() },
                new() { Value = _events.Select(e => e.Aggregate).ToArray() },
                new() { Value = _events.Select(e => e.Version).ToArray() },
                new() { Value = _events.Select(e => e.Body).ToArray() },
                new() { Value = _events.Select(e => e.Before).ToArray() },
                new() { Value = writes.Select(w => w.Key.IsNote).ToArray() },
                new() { Value = writes.Select(w => w.Key.Addressees).ToArray() },
            },
        };
    }

    /// <summary>Whoever writes gets its own anyway.</summary>
    private static string? AddresseesOf(IEnumerable<string>? concerns, Caller writer)
    {
        string[] others = [.. (concerns ?? []).Where(o => o.Length > 0 && o != writer.Organisation).Distinct().Order(StringComparer.Ordinal)];
        return others.Length > 0 ? string.Join('\n', others) : null;
    }

    /// <summary>A write is of one caller and for the same organisations.</summary>
    /// <param name="Addressees">A line each, so that two that are the same are equal.</param>
    private sealed record Writer(Caller By, bool IsNote, string? Addressees);

    private sealed record Pending(Writer Writer, string Kind, string Aggregate, long Version, string Body, string? Before);
}
