using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>
/// Rows that say when their value was taken (数据时间). A value older than the stored one came late: it is kept in the row's history and in the
/// audit trail, and replaces nothing, in whatever order the two arrive.
/// </summary>
internal static class LateValues
{
    /// <summary>For every resource, and never asked for: a sender that does not say it is taken to send the newest.</summary>
    public static readonly InstantField AsOf = new("asOf", "数据时间", "The time of the value");

    /// <summary>A clock that is further ahead would keep out every later value.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    public static Fault? FaultOf(DateTimeOffset? given, DateTimeOffset now) =>
        given > now + AheadMax ? Fault.Of(AsOf.Name, IngestionRefusals.AsOfInFuture, $"{now:yyyy-MM-ddTHH:mm:ssZ}") : null;

    /// <summary>Arrival decides where one of the two does not say.</summary>
    public static bool IsLate(DateTimeOffset? given, DateTimeOffset? stored) => given < stored;

    /// <summary>Not in the order of versions, and so beside the row's own events.</summary>
    public static string AggregateOf(string aggregate) => $"{Notes.Prefix}late/{aggregate}";

    /// <summary>The fact as it is told, with the time of its value where its sender said it.</summary>
    public static string Dated(string json, DateTimeOffset? asOf) =>
        asOf is { } time ? $"{{\"{AsOf.Name}\":\"{InstantField.Write(time)}\",{json.AsSpan(1)}" : json;
}

/// <summary>What the writer does with rows that change nothing and still have something to say.</summary>
internal sealed partial class BatchWriter<T, TEvent>
{
    private const string KnownSql = "select aggregate, version, body from log_events where aggregate = any($1)";

    /// <summary>Of a row that is stored already: does it replace what is stored, only confirm it, or come too late?</summary>
    private static void Date(Draft draft, T before, DateTimeOffset now)
    {
        var (given, stored, isNews) = (draft.Resource!.AsOf, before.AsOf, draft.AfterJson != draft.BeforeJson);
        if (isNews && LateValues.IsLate(given, stored))
        {
            draft.IsLate = true;
        }
        else if (isNews && given is not null && given == stored)
        {
            draft.Faults.Add(Fault.Of(LateValues.AsOf.Name, IngestionRefusals.AsOfConflict, InstantField.Write(stored.Value)));
        }
        else if (isNews)
        {
            draft.Resource.AsOf = given ?? (stored is null ? null : InstantField.Kept(now));
            draft.Change = new Change<T>(before, draft.Resource);
        }
        else
        {
            draft.IsConfirmed = given is not null && !LateValues.IsLate(given, stored) && given != stored;
        }
    }

    /// <summary>Late values into the trail, each once; and the time of those that are still true.</summary>
    private async Task WriteDated(List<Draft> unchanged, LogTransaction transaction, CancellationToken cancellation)
    {
        if (unchanged.FindAll(d => d.IsConfirmed) is { Count: > 0 } confirmed)
        {
            await table.Date(transaction.Connection, confirmed.ConvertAll(d => d.Resource!), cancellation);
        }

        if (unchanged.FindAll(d => d.IsLate) is not { Count: > 0 } late)
        {
            return;
        }

        var (versions, known) = await ReadKnown(late, transaction.Connection, cancellation);
        foreach (var draft in late)
        {
            var aggregate = push.AggregateOf(draft.Key);
            var value = LateValues.Dated(draft.AfterJson!, draft.Resource!.AsOf);
            if (known.Add((aggregate, value)))
            {
                var kept = LateValues.AggregateOf(aggregate);
                versions[kept] = versions.GetValueOrDefault(kept) + 1;
                transaction.Note(EventJson.KindOf<TEvent>(), kept, versions[kept], value, draft.Caller);
            }
        }
    }

    /// <summary>What the log has of these rows, in time or late. Nobody else adds to it meanwhile: the rows are locked.</summary>
    private async Task<(Dictionary<string, long> Versions, HashSet<(string Aggregate, string Value)> Known)> ReadKnown(
        List<Draft> late, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = late.Select(d => push.AggregateOf(d.Key)).Distinct().ToDictionary(LateValues.AggregateOf);
        await using var command = new NpgsqlCommand(KnownSql, connection)
        {
            Parameters = { new() { Value = rows.Keys.Concat(rows.Values).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var versions = new Dictionary<string, long>();
        var known = new HashSet<(string, string)>();
        while (await reader.ReadAsync(cancellation))
        {
            var aggregate = reader.GetString(0);
            versions[aggregate] = Math.Max(versions.GetValueOrDefault(aggregate), reader.GetInt64(1));
            known.Add((rows.GetValueOrDefault(aggregate, aggregate), reader.GetString(2)));
        }

        return (versions, known);
    }
}
