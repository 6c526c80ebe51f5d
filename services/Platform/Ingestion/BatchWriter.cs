using System.Text.Json;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>One call on its way to the database: what it says, who sent it, and how its rows' results become its answer.</summary>
/// <param name="RouteKey">The key in the address of a single PUT.</param>
/// <param name="AnswerWith">Turns the rows' results into the bytes that are kept for a repeat.</param>
/// <param name="Expects">What a single PUT asks of the stored row.</param>
internal sealed record Submission(
    BatchRequest Request, Caller Caller, IdempotencyClaim? Claim, string? RouteKey, Func<BatchResult, Answer> AnswerWith,
    Precondition? Expects = null);

/// <summary>Takes the rows of calls to the database and back: one transaction, a handful of statements however many the rows.</summary>
internal sealed partial class BatchWriter<T, TEvent>(
    Push<T, TEvent> push, TableMap<T> table, EventLog log, [FromKeyedServices(Database.ByKey)] NpgsqlDataSource database,
    TimeProvider time, ILogger<BatchWriter<T, TEvent>> logger)
    where T : Resource
    where TEvent : class
{
    private const int AttemptsMax = 4;

    /// <summary>A list answers the key also where it is made of other fields; whoever sends it back has to mean the same row.</summary>
    private static readonly TextField DerivedKey = new("key", "键", "The key", MaxLength: 1_000);

    private readonly bool _isKeyDerived = !push.RequiredFields.Any(f => f.Name == DerivedKey.Name);
    private readonly HashSet<string> _known = [DerivedKey.Name, LateValues.AsOf.Name, .. push.RequiredFields.Concat(push.OptionalFields).Select(f => f.Name)];

    /// <summary>Null where no row refers to anything.</summary>
    private readonly CodesInCall? _codes = CodesInCall.Of(push.RequiredFields.Concat(push.OptionalFields));

    /// <summary>What a list answers and nobody sends: taking it in silence would look as if it had been believed.</summary>
    private static readonly HashSet<string> SetByServer = ["owner", "version", "recordedIn"];

    public async Task<Answer> Write(Submission call, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var expectNew = push.MostlyAdds && attempt == 1;
                return (await WriteOnce([call], expectNew, LockWait.Alone, cancellation))[0];
            }
            catch (Exception failure) when (attempt < AttemptsMax && IsWorthRepeating(failure, attempt))
            {
                Repeated(logger, failure, push.ServiceName, push.ResourceName, attempt);
            }
        }
    }

    /// <summary>
    /// Several calls in one transaction, each with its own answer, write and key, as if they had come one after the other. Nothing is
    /// repeated: when this fails nothing has been written, and each call can go alone.
    /// </summary>
    public Task<IReadOnlyList<Answer>> WriteTogether(IReadOnlyList<Submission> calls, CancellationToken cancellation) =>
        WriteOnce(calls, expectNew: false, LockWait.Together, cancellation);

    /// <param name="expectNew">Take sound rows for new without looking; when one is not, the database refuses them and nothing has been written.</param>
    private async Task<IReadOnlyList<Answer>> WriteOnce(
        IReadOnlyList<Submission> calls, bool expectNew, LockWait wait, CancellationToken cancellation)
    {
        var codes = await ReadCodes(calls, cancellation);
        var inputs = calls.Select(call => new Input(call, ReadRows(call, codes))).ToList();
        if (inputs.TrueForAll(i => i.Call.Claim is null && i.Drafts.TrueForAll(d => d.Faults.Count > 0)))
        {
            inputs.ForEach(RefuseDuplicates);
            return inputs.ConvertAll(i => i.Answer());
        }

        await using var transaction = await log.Begin(calls[^1].Caller, cancellation);
        var claims = calls.Select(c => c.Claim).OfType<IdempotencyClaim>().ToList();
        var given = await IdempotencyClaim.Claim(claims, transaction, wait, cancellation);
        var open = inputs.FindAll(i => i.Call.Claim is null || !given.ContainsKey(i.Call.Claim));

        await Resolve(open, transaction.Connection, cancellation);
        open.ForEach(RefuseDuplicates);
        var allNew = await Decide(open, expectNew, transaction, cancellation);
        open.ForEach(RefuseAllOrNone);
        await WriteDrafts([.. open.SelectMany(i => i.Drafts).Where(d => d.Faults.Count == 0)], allNew, transaction, cancellation);

        var replies = inputs.ConvertAll(i => i.Call.Claim is { } claim && given.TryGetValue(claim, out var answer) ? answer : i.Answer());
        if (calls is [{ Request.Validate: true }]) // a batch, and so alone
        {
            await transaction.Rollback(cancellation);
        }
        else
        {
            var kept = calls.Zip(replies, (call, reply) => (Claim: call.Claim!, reply))
                .Where(k => k.Claim is not null && !given.ContainsKey(k.Claim)).ToList();
            await transaction.Commit(cancellation, kept.Count > 0 ? IdempotencyClaim.Keep(kept) : null);
        }

        return replies;
    }

    private async Task WriteDrafts(List<Draft> sound, bool allNew, LogTransaction transaction, CancellationToken cancellation)
    {
        await WriteChanges(sound.FindAll(d => d.Change is not null), allNew, transaction, cancellation);
        await WriteDated(sound.FindAll(d => d.Change is null), transaction, cancellation);
    }

    private async Task WriteChanges(List<Draft> changed, bool allNew, LogTransaction transaction, CancellationToken cancellation)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var changes = changed.ConvertAll(d => d.Change!);
        push.Tell(changed.ConvertAll(d => d.Told()), transaction);
        if (allNew)
        {
            await table.Copy(transaction.Connection, changes, cancellation);
        }
        else if (!await table.Upsert(transaction.Connection, changes, cancellation))
        {
            throw new RaceException();
        }

        await push.Then(changes, transaction, cancellation);
    }

    private async Task<KnownCodes?> ReadCodes(IReadOnlyList<Submission> calls, CancellationToken cancellation)
    {
        if (_codes is null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await _codes.Read(calls.SelectMany(c => c.Request.Rows.Select(row => (c.Caller, row))), connection, cancellation);
    }

    private List<Draft> ReadRows(Submission call, KnownCodes? codes) =>
        [.. call.Request.Rows.Select((json, index) => ReadRow(json, index, call, codes))];

    private async Task Resolve(List<Input> inputs, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var sound = inputs.SelectMany(i => i.Drafts).Where(d => d.Faults.Count == 0).ToList();
        if (await push.Resolve(sound.ConvertAll(d => d.Resource!), connection, cancellation) is { } resolve)
        {
            sound.ForEach(draft => draft.Resource = resolve(draft.Resource!));
        }
    }

    /// <summary>Which of two rows with one key would win could only depend on their order, so neither does.</summary>
    private static void RefuseDuplicates(Input input)
    {
        var twice = input.Drafts.Where(d => d.Key.Length > 0).CountBy(d => d.Key).Where(c => c.Value > 1).Select(c => c.Key).ToHashSet();
        foreach (var draft in input.Drafts.Where(d => twice.Contains(d.Key)))
        {
            draft.Faults.Add(Fault.Of("key", IngestionRefusals.DuplicateInBatch, draft.Key));
        }
    }

    private static void RefuseAllOrNone(Input input)
    {
        if (input.Call.Request.Atomic && input.Drafts.Exists(d => d.Faults.Count > 0))
        {
            input.Drafts.ForEach(d => d.RefuseWithTheOthers());
        }
    }

    private Draft ReadRow(JsonElement json, int index, Submission call, KnownCodes? codes, List<Fault>? faults = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new Draft(index, call) { Faults = faults ?? [Fault.Of("$", IngestionRefusals.RowNotAnObject)] };
        }

        var row = new Row(json, call.Caller, call.RouteKey, faults, codes);
        var resource = push.Build(row);
        resource.AsOf = row.Find(LateValues.AsOf);
        if (LateValues.FaultOf(resource.AsOf, time.GetUtcNow()) is { } ahead)
        {
            row.Refuse(ahead);
        }

        string?[] given = [call.RouteKey, _isKeyDerived ? row.Find(DerivedKey) : null];
        var inSendersForm = row.Notes.Count > 0 ? push.Build(new Row(json, call.Caller, call.RouteKey)).Key : null;
        if (resource.Key is { Length: > 0 } key && Array.Find(given, g => g is not null && g != key && g != inSendersForm) is { } other)
        {
            row.Refuse(Fault.Of("key", IngestionRefusals.KeyMismatch, other, key));
        }

        var unknown = row.UnknownFields(_known).ToArray();
        row.Faults.AddRange(unknown.Where(SetByServer.Contains).Select(name => Fault.Of(name, IngestionRefusals.SetByServer, name)));
        if (call.Request.Strict)
        {
            row.Faults.AddRange(unknown.Where(name => !SetByServer.Contains(name)).Select(Unknown));
        }

        return new Draft(index, call)
        {
            Resource = row.Notes.Aggregate(resource, (r, note) => r.Noting(note)), Faults = row.Faults, Warnings = unknown.Length > 0 ? unknown : null,
        };
    }

    private Fault Unknown(string name) => Fault.Of(Refusal.Repeat(name), IngestionRefusals.UnknownField, Refusal.Repeat(name)).Allowing(_known);

    /// <summary>Holds each valid row against what is stored: whose it is, what it refers to, whether it says anything new.</summary>
    /// <returns>The rows were taken for new without a look.</returns>
    private async Task<bool> Decide(List<Input> inputs, bool expectNew, LogTransaction transaction, CancellationToken cancellation)
    {
        var valid = inputs.SelectMany(i => i.Drafts).Where(d => d.Faults.Count == 0).ToList();
        if (valid.Count == 0)
        {
            return false;
        }

        var check = await push.Check(valid.ConvertAll(d => d.Resource!), transaction.Connection, cancellation);
        var faults = valid.ConvertAll(d => check(d.Resource!).ToList());
        var allNew = expectNew && faults.TrueForAll(f => f.Count == 0);
        var stored = allNew ? [] : await ReadStored([.. valid.Select(d => d.Key)], transaction.Connection, cancellation);
        foreach (var (draft, faulty) in valid.Zip(faults))
        {
            var before = stored.GetValueOrDefault(draft.Key);
            if (before is not null && before.Owner != draft.Caller.Organisation)
            {
                draft.Faults.Add(Fault.Of("key", IngestionRefusals.NotYours, draft.Caller.Organisation));
                continue;
            }

            draft.StoredVersion = before?.Version;
            draft.Faults.AddRange(faulty);
            if (draft.Expects?.FaultAgainst(draft.StoredVersion) is { } stale)
            {
                draft.Faults.Add(stale);
            }

            draft.After = push.Describe(draft.Resource!);
            if (before is not null)
            {
                (draft.AfterJson, draft.BeforeJson) = (EventJson.Write(draft.After), EventJson.Write(push.Describe(before)));
            }

            if (draft.Faults.Count > 0)
            {
                continue;
            }

            if (before is null)
            {
                draft.Change = new Change<T>(Before: null, draft.Resource!);
            }
            else
            {
                Date(draft, before, transaction.StartedAt);
            }
        }

        return allNew;
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

    private sealed record Input(Submission Call, List<Draft> Drafts)
    {
        public Answer Answer() => Call.AnswerWith(BatchResult.Of(Drafts.ConvertAll(d => d.Result)));
    }

    /// <summary>A row on its way: what it says, what is wrong with it, what it changes.</summary>
    private sealed class Draft(int index, Submission call)
    {
        public Caller Caller => call.Caller;

        public Precondition? Expects => call.Expects;

        public string Key => Resource?.Key ?? "";

        public T? Resource { get; set; }

        public List<Fault> Faults { get; init; } = [];

        public IReadOnlyList<string>? Warnings { get; init; }

        public Change<T>? Change { get; set; }

        public long? StoredVersion { get; set; }

        /// <summary>The fact as others will hear it.</summary>
        public TEvent? After { get; set; }

        public string? AfterJson { get; set; }

        public string? BeforeJson { get; set; }

        /// <summary>Older than what is stored.</summary>
        public bool IsLate { get; set; }

        /// <summary>Says again what is stored, of a later time.</summary>
        public bool IsConfirmed { get; set; }

        public RowResult Result => new(
            index, Key, Outcome, Faults, Warnings, Faults.Count > 0 ? null : Change?.Version ?? StoredVersion,
            Notes: Notes, Late: IsLate && Faults.Count == 0 ? true : null);

        public Told<T, TEvent> Told() => Change!.After.AsOf is null && Change.Before?.AsOf is null
            ? new(Caller, Change, After!, AfterJson, BeforeJson)
            : new(Caller, Change, After!, LateValues.Dated(AfterJson ?? EventJson.Write(After!), Change.After.AsOf),
                BeforeJson is null ? null : LateValues.Dated(BeforeJson, Change.Before!.AsOf));

        private IReadOnlyList<RowNote>? Notes => Resource is { Notes: { Count: > 0 } notes } ? notes : null;

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
