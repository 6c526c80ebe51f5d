using System.Text.Json;
using Cluster.Messaging;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>Takes the rows of one call to the database and back: one transaction, a handful of statements however many the rows.</summary>
internal sealed partial class BatchWriter<T, TEvent>(
    Push<T, TEvent> push, TableMap<T> table, EventLog log, ILogger<BatchWriter<T, TEvent>> logger)
    where T : Resource
    where TEvent : class
{
    private const int AttemptsMax = 4;
    private readonly string _kind = EventJson.KindOf<TEvent>();
    private readonly HashSet<string> _known = [.. push.RequiredFields.Concat(push.OptionalFields).Select(f => f.Name)];

    /// <param name="answer">Turns the rows' results into the bytes that are kept for a repeat.</param>
    public async Task<Answer> Write(
        BatchRequest request, Caller caller, IdempotencyClaim? claim, string? routeKey,
        Func<BatchResult, Answer> answer, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnce(request, caller, claim, routeKey, answer, cancellation);
            }
            catch (Exception failure) when (attempt < AttemptsMax && IsWorthRepeating(failure, attempt))
            {
                Repeated(logger, failure, push.ServiceName, push.ResourceName, attempt);
            }
        }
    }

    private async Task<Answer> WriteOnce(
        BatchRequest request, Caller caller, IdempotencyClaim? claim, string? routeKey,
        Func<BatchResult, Answer> answer, CancellationToken cancellation)
    {
        var drafts = ReadRows(request, caller, routeKey);
        if (claim is null && drafts.TrueForAll(d => d.Faults.Count > 0))
        {
            RefuseDuplicates(drafts);
            return answer(BatchResult.Of(drafts.ConvertAll(d => d.Result)));
        }

        await using var transaction = await log.Begin(caller, cancellation);
        if (claim is not null && await claim.Claim(transaction, cancellation) is { } given)
        {
            return given;
        }

        await Resolve(drafts, transaction.Connection, cancellation);
        RefuseDuplicates(drafts);
        await Decide(drafts, transaction, cancellation);
        if (request.Atomic && drafts.Exists(d => d.Faults.Count > 0))
        {
            drafts.ForEach(d => d.RefuseWithTheOthers());
        }

        var changed = drafts.FindAll(d => d.Change is not null);
        if (changed.Count > 0)
        {
            var changes = changed.ConvertAll(d => d.Change!);
            if (!await table.Upsert(transaction.Connection, changes, cancellation))
            {
                throw new RaceException();
            }

            foreach (var draft in changed)
            {
                transaction.Append(_kind, AggregateOf(draft.Key), (draft.Change!.Before?.Version ?? 0) + 1, draft.AfterJson!, draft.BeforeJson);
            }

            await push.Then(changes, transaction, cancellation);
        }

        var reply = answer(BatchResult.Of(drafts.ConvertAll(d => d.Result)));
        if (request.Validate)
        {
            await transaction.Rollback(cancellation);
        }
        else
        {
            await transaction.Commit(cancellation, claim?.Keep(reply));
        }

        return reply;
    }

    private List<Draft> ReadRows(BatchRequest request, Caller caller, string? routeKey) =>
        [.. request.Rows.Select((json, index) => ReadRow(json, index, caller, routeKey))];

    private async Task Resolve(List<Draft> drafts, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await push.Resolve(connection, cancellation) is { } resolve)
        {
            foreach (var draft in drafts.Where(d => d.Faults.Count == 0))
            {
                draft.Resource = resolve(draft.Resource!);
            }
        }
    }

    /// <summary>Which of two rows with one key would win could only depend on their order, so neither does.</summary>
    private static void RefuseDuplicates(List<Draft> drafts)
    {
        foreach (var group in drafts.Where(d => d.Key.Length > 0).GroupBy(d => d.Key).Where(g => g.Skip(1).Any()))
        {
            foreach (var draft in group)
            {
                draft.Faults.Add(Fault.Of("key", IngestionRefusals.DuplicateInBatch, group.Key));
            }
        }
    }

    private Draft ReadRow(JsonElement json, int index, Caller caller, string? routeKey)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new Draft(index) { Faults = [Fault.Of("$", IngestionRefusals.RowNotAnObject)] };
        }

        var row = new Row(json, caller, routeKey);
        var resource = push.Build(row);
        if (routeKey is not null && resource.Key is { Length: > 0 } key && key != routeKey)
        {
            row.Refuse(Fault.Of("key", IngestionRefusals.KeyMismatch, routeKey, key));
        }

        var unknown = row.UnknownFields(_known).ToArray();
        return new Draft(index)
        {
            Resource = resource, Faults = row.Faults, Warnings = unknown.Length > 0 ? unknown : null,
        };
    }

    /// <summary>Holds each valid row against what is stored: whose it is, what it refers to, whether it says anything new.</summary>
    private async Task Decide(List<Draft> drafts, LogTransaction transaction, CancellationToken cancellation)
    {
        var valid = drafts.FindAll(d => d.Faults.Count == 0);
        if (valid.Count == 0)
        {
            return;
        }

        var stored = await ReadStored([.. valid.Select(d => d.Key)], transaction.Connection, cancellation);
        var check = await push.Check(valid.ConvertAll(d => d.Resource!), transaction.Connection, cancellation);
        foreach (var draft in valid)
        {
            var before = stored.GetValueOrDefault(draft.Key);
            if (before is not null && before.Owner != transaction.Caller.Organisation)
            {
                draft.Faults.Add(Fault.Of("key", IngestionRefusals.NotYours, transaction.Caller.Organisation));
                continue;
            }

            draft.Faults.AddRange(check(draft.Resource!));
            draft.AfterJson = EventJson.Write(push.Describe(draft.Resource!));
            draft.BeforeJson = before is null ? null : EventJson.Write(push.Describe(before));
            if (draft.Faults.Count == 0 && draft.AfterJson != draft.BeforeJson)
            {
                draft.Change = new Change<T>(before, draft.Resource!);
            }
        }
    }

    private async Task<Dictionary<string, T>> ReadStored(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.SelectForUpdate(keys) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, T>();
        while (await reader.ReadAsync(cancellation))
        {
            var resource = table.Read(reader);
            stored.Add(resource.Key, resource);
        }

        return stored;
    }

    private string AggregateOf(string key) => $"{push.ServiceName}/{push.ResourceName}/{key}";

    /// <summary>
    /// A deadlock, or a row that somebody else created in between, left nothing behind. A connection lost at the commit may have committed:
    /// with a key the repeat finds the answer, without one the business key finds the rows unchanged. It is repeated once; a database that
    /// is really away answers 503.
    /// </summary>
    private static bool IsWorthRepeating(Exception failure, int attempt) => failure switch
    {
        RaceException => true,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        NpgsqlException lost => lost is not PostgresException && attempt == 1,
        _ => false,
    };

    private sealed class RaceException() : Exception("Another request wrote one of the rows in between.");

    /// <summary>A row on its way: what it says, what is wrong with it, what it changes.</summary>
    private sealed class Draft(int index)
    {
        public string Key => Resource?.Key ?? "";

        public T? Resource { get; set; }

        public List<Fault> Faults { get; init; } = [];

        public IReadOnlyList<string>? Warnings { get; init; }

        public Change<T>? Change { get; set; }

        public string? AfterJson { get; set; }

        public string? BeforeJson { get; set; }

        public RowResult Result => new(index, Key, Outcome, Faults, Warnings);

        public void RefuseWithTheOthers()
        {
            if (Faults.Count == 0)
            {
                Faults.Add(Fault.Of("$", IngestionRefusals.AtomicBatchRefused));
            }

            Change = null;
        }

        private Outcome Outcome =>
            Faults.Count > 0 ? Outcome.Rejected
            : Change is null ? Outcome.Unchanged
            : Change.Before is null ? Outcome.Created
            : Outcome.Updated;
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "A push of {Service}/{Resource} is tried again after attempt {Attempt}")]
    private static partial void Repeated(ILogger logger, Exception failure, string service, string resource, int attempt);
}
