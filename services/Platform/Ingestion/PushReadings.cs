using System.Text.Json;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>
/// The use case "a department pushes readings" (监测值). New ones are written by COPY and leave one event for some hundreds of them: an event,
/// an index entry and a message for each would cost several times as much as the reading itself.
/// </summary>
/// <typeparam name="TEvent">The contract of one reading; what a later change of it is told with, from version 2 on.</typeparam>
/// <typeparam name="TRecorded">The contract that holds many new ones, each at version 1.</typeparam>
public abstract class PushReadings<T, TEvent, TRecorded>(
    string service, string name, IReadOnlyList<Field> required, IReadOnlyList<Field> optional)
    : Push<T, TEvent>(service, name, required, optional)
    where T : Reading
    where TEvent : class
    where TRecorded : class
{
    /// <summary>Keeps an event below what a packet may hold.</summary>
    private const int ReadingsPerEvent = 500;

    /// <param name="readings">At least one, all of one owner.</param>
    protected abstract TRecorded Record(IReadOnlyList<TEvent> readings);

    internal sealed override bool MostlyAdds => true;

    /// <summary>The first version is told of in the event that recorded it; what it said is what the second was changed from.</summary>
    internal sealed override async Task<List<HistoryEntry>> HistoryOf(T resource, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var changes = await base.HistoryOf(resource, database, cancellation);
        if (changes is [{ Version: > 2 }, ..])
        {
            return changes; // the version that tells what the first one said is not kept any more
        }

        var recorded = await History.Of(RecordedAggregate(resource.RecordedIn), database, cancellation);
        return
        [
            .. recorded.Select(r => r with
            {
                After = changes is [{ Before: { } first }, ..] ? first : JsonSerializer.SerializeToElement(Describe(resource), EventJson.Options),
            }),
            .. changes,
        ];
    }

    internal sealed override void Tell(IReadOnlyList<Told<T, TEvent>> changes, LogTransaction transaction)
    {
        var changed = changes.Where(c => c.Change.Before is not null).ToList();
        changed.ForEach(c => c.Change.After.RecordedIn = c.Change.Before!.RecordedIn);
        base.Tell(changed, transaction);
        foreach (var write in changes.Where(c => c.Change.Before is null).GroupBy(c => c.By))
        {
            foreach (var part in write.Chunk(ReadingsPerEvent))
            {
                var recorded = Guid.CreateVersion7(transaction.StartedAt);
                Array.ForEach(part, c => c.Change.After.RecordedIn = recorded);
                transaction.Append(
                    EventJson.KindOf<TRecorded>(), RecordedAggregate(recorded), version: 1,
                    EventJson.Write(Record(Array.ConvertAll(part, c => c.After))), before: null, write.Key);
            }
        }
    }

    private string RecordedAggregate(Guid recorded) => AggregateOf($"recorded/{recorded}");
}
