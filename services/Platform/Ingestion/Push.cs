using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>
/// The use case "a department pushes rows of a resource". A subclass says what a row is, which event tells others of it, and what must
/// hold; the way of the rows (limits, idempotency, ownership, one statement, events, one answer a row) is the same for all.
/// </summary>
/// <typeparam name="T">The stored resource.</typeparam>
/// <typeparam name="TEvent">The contract that crosses the bus; also what a list answers.</typeparam>
public abstract class Push<T, TEvent>(string service, string name, IReadOnlyList<Field> required, IReadOnlyList<Field> optional)
    where T : Resource
    where TEvent : class
{
    /// <summary>The service as in its address: infrastructure.</summary>
    public string ServiceName { get; } = service;

    /// <summary>The resource as in its address: segments.</summary>
    public string ResourceName { get; } = name;

    public IReadOnlyList<Field> RequiredFields { get; } = required;

    public IReadOnlyList<Field> OptionalFields { get; } = optional;

    /// <summary>What a row may hold besides what it must.</summary>
    internal IReadOnlyList<Field> AcceptedFields => [.. OptionalFields, LateValues.AsOf];

    /// <summary>What the platform itself keeps of a row and a list can be asked by, such as a state that follows from decisions.</summary>
    public virtual IReadOnlyList<Field> FoundBy => [];

    /// <summary>Roles whose credentials may push it.</summary>
    public virtual IReadOnlyList<string> Writers => [ServiceDefaults.Roles.Department];

    /// <summary>Makes the resource of a row; faults of single fields are noted by the row itself, others with <see cref="Row.Refuse"/>.</summary>
    public abstract T Build(Row row);

    /// <summary>The fact as others hear it. Two resources that are told alike are the same.</summary>
    public abstract TEvent Describe(T resource);

    /// <summary>Puts names into their registered form before anything else is decided; null where there is nothing to put.</summary>
    public virtual Task<Func<T, T>?> Resolve(NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<T, T>?>(null);

    /// <summary>As above, where the form depends on what the rows refer to; what is looked up is looked up once for all of them.</summary>
    /// <param name="rows">Those that nothing is wrong with so far.</param>
    public virtual Task<Func<T, T>?> Resolve(IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Resolve(connection, cancellation);

    /// <summary>Looks up what the rows refer to, once for all of them, and tells what is wrong with each.</summary>
    public virtual Task<Func<T, IEnumerable<Fault>>> Check(
        IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<T, IEnumerable<Fault>>>(_ => []);

    /// <summary>Rows are expected to be new, and so worth writing before anybody has looked whether they are.</summary>
    internal virtual bool MostlyAdds => false;

    /// <summary>Leaves the events of the changes in the transaction, before the rows are written.</summary>
    internal virtual void Tell(IReadOnlyList<Told<T, TEvent>> changes, LogTransaction transaction)
    {
        foreach (var told in changes)
        {
            transaction.Append(
                EventJson.KindOf<TEvent>(), AggregateOf(told.Change.After.Key), told.Change.Version,
                told.AfterJson ?? EventJson.Write(told.After), told.BeforeJson, told.By);
        }
    }

    internal virtual Task<List<HistoryEntry>> HistoryOf(T resource, NpgsqlDataSource database, CancellationToken cancellation) =>
        History.Of(AggregateOf(resource.Key), database, cancellation);

    internal string AggregateOf(string key) => $"{ServiceName}/{ResourceName}/{key}";

    /// <summary>What follows from the changes in this service, in the same transaction: indicators, views.</summary>
    public virtual Task Then(IReadOnlyList<Change<T>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        Task.CompletedTask;
}

/// <summary>A change on its way into the log: whose it is, and the fact as others hear it.</summary>
/// <param name="AfterJson">Null as long as nobody had to write it.</param>
internal sealed record Told<T, TEvent>(Caller By, Change<T> Change, TEvent After, string? AfterJson, string? BeforeJson)
    where T : Resource;
