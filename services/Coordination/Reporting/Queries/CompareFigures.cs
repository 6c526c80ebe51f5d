using Cluster.Contracts;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Queries;

/// <summary>
/// Holds typed figures against pushed ones, whichever of the two came last, and opens a query where they differ. Neither is written over the other; a
/// clash that was settled is not asked about again.
/// </summary>
internal static class CompareFigures
{
    /// <summary>As a push of figures holds them: of two that come at one moment, one sees the other.</summary>
    private const string HoldSql = "select from measures where key = any($1) order by key for no key update";

    private const string LockSql = "lock table figure_queries in share row exclusive mode";

    private const string PairsSql = """
        select distinct r.task, r.organisation, r.period, r.item, r.value, f.value, f.owner
        from item_reports r
        join owed_items i on i.task = r.task and i.item = r.item and (i.organisation is null or i.organisation = r.organisation)
        join figures f on f.measure = r.item and f.region = i.region and f.period = r.period
        where not r.withdrawn and r.value is not null and r.item = any($1) and r.period = any($2)
        order by 1, 2, 3, 4
        """;

    private const string KnownSql = """
        select number, task, organisation, period, item, typed, pushed, source, state, entered_by, entered_at, opened_at, words, holds, version
        from figure_queries where item = any($1) and period = any($2)
        """;

    private const string CountSql = "select count(*) from figure_queries where number like $1 || '-%'";

    public static async Task Run(string[] items, string[] periods, LogTransaction transaction, CancellationToken cancellation)
    {
        await Execute(HoldSql, items, transaction, cancellation);
        var pairs = await ReadPairs(items, periods, transaction.Connection, cancellation);
        if (pairs.Count == 0)
        {
            return;
        }

        await Execute(LockSql, items: null, transaction, cancellation);
        await using var known = new NpgsqlCommand(KnownSql, transaction.Connection) { Parameters = { new() { Value = items }, new() { Value = periods } } };
        var queries = (await StoredQueries.Read(known, cancellation)).ToLookup(q => (q.Task, q.Organisation, q.Period, q.Item));
        foreach (var pair in pairs)
        {
            await Compare(pair, [.. queries[(pair.Task, pair.Organisation, pair.Period, pair.Item)]], transaction, cancellation);
        }
    }

    private static async Task Compare(Pair pair, List<FigureQuery> known, LogTransaction transaction, CancellationToken cancellation)
    {
        var open = known.Find(q => q.State != QueryState.Settled);
        if (pair.Typed == pair.Pushed)
        {
            if (open is not null)
            {
                var agreed = open with
                {
                    Typed = pair.Typed, Pushed = pair.Pushed, State = QueryState.Settled, Holds = QueryOutcome.Agreed, EnteredBy = transaction.Caller.Client,
                    EnteredAt = transaction.StartedAt, Version = open.Version + 1,
                };
                await StoredQueries.Keep(agreed, open, "settle", transaction, cancellation);
            }
        }
        else if (!known.Exists(q => (q.Typed, q.Pushed) == (pair.Typed, pair.Pushed)))
        {
            var opened = open ?? new FigureQuery
            {
                Number = await NextNumber(transaction, cancellation), Task = pair.Task, Organisation = pair.Organisation, Period = pair.Period, Item = pair.Item,
                Source = pair.Source, EnteredBy = "", OpenedAt = transaction.StartedAt,
            };
            var asked = opened with
            {
                Typed = pair.Typed, Pushed = pair.Pushed, Source = pair.Source, State = QueryState.Open, EnteredBy = transaction.Caller.Client,
                EnteredAt = transaction.StartedAt, Words = null, Version = opened.Version + 1,
            };
            await StoredQueries.Keep(asked, open, "open", transaction, cancellation);
        }
    }

    private static async Task<string> NextNumber(LogTransaction transaction, CancellationToken cancellation)
    {
        var year = $"Q{transaction.StartedAt.CityDay().Year}";
        await using var command = new NpgsqlCommand(CountSql, transaction.Connection) { Parameters = { new() { Value = year } } };
        return $"{year}-{(long)(await command.ExecuteScalarAsync(cancellation))! + 1:000}";
    }

    private static async Task Execute(string sql, string[]? items, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection);
        if (items is not null)
        {
            command.Parameters.Add(new() { Value = items });
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<Pair>> ReadPairs(string[] items, string[] periods, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PairsSql, connection) { Parameters = { new() { Value = items }, new() { Value = periods } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var pairs = new List<Pair>();
        while (await reader.ReadAsync(cancellation))
        {
            pairs.Add(new Pair(
                reader.GetString(0), reader.GetString(1), Period.Parse(reader.GetString(2)), reader.GetString(3), reader.GetDecimal(4), reader.GetDecimal(5),
                reader.GetString(6)));
        }

        return pairs;
    }

    private sealed record Pair(string Task, string Organisation, Period Period, string Item, decimal Typed, decimal Pushed, string Source);
}
