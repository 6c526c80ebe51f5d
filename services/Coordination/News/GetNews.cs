using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.News;

/// <summary>What changed since the reader last looked (上次查看以来的变化).</summary>
/// <param name="Since">When that was; null where the time was asked for in another way.</param>
/// <param name="UpTo">To be given back once it has been seen; it never passes over a change that is being written.</param>
/// <param name="Changes">How many, by resource.</param>
/// <param name="Newest">The newest of them, at most 100.</param>
public sealed record OfficeNews(DateTimeOffset? Since, string UpTo, int Changes, IReadOnlyList<NewsCount> Resources, IReadOnlyList<NewsItem> Newest);

/// <param name="Resource">As in its address: supervision-orders.</param>
/// <param name="Things">How many different ones changed.</param>
public sealed record NewsCount(string Resource, int Changes, int Things, DateTimeOffset LastAt);

/// <param name="Kind">The event's name: SupervisionOrderMoved.</param>
public sealed record NewsItem(string Resource, string Key, string Kind, long Version, DateTimeOffset At, string Organisation);

/// <param name="UpTo">As the news had it.</param>
public sealed record SeenRequest(string UpTo);

/// <summary>A reader's own mark in the log: nobody else's look moves it.</summary>
internal static class GetNews
{
    private const int ItemsMax = 100;
    private const int DaysAtFirst = 7;

    private static readonly TextField UpTo = new("upTo", "位置", "The place", MaxLength: 20);

    /// <summary>$1 the reader, $2 since when instead of the mark, $3 the organisation that sees only its own writes and what concerns it.</summary>
    private const string WrittenSql = """
        with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as open),
        mark as materialized (select max(transaction) as transaction, max(at) as at from (select transaction, at from last_looks where reader = $1) x),
        written as (
            select split_part(e.aggregate, '/', 2) as resource, e.aggregate, regexp_replace(e.kind, '.*\.', '') as kind, e.version, w.written_at,
                w.organisation, w.id, e.ordinal
            from log_writes w join log_events e on e.write_id = w.id, horizon, mark
            where w.transaction < horizon.open and ($3::text is null or w.organisation = $3 or $3 = any(w.addressees))
                and case when $2::timestamptz is not null then w.written_at >= $2
                    else w.transaction >= mark.transaction end)
        """;

    private const string Sql = $"""
        select open::text, (select at from last_looks where reader = $1) from (select pg_snapshot_xmin(pg_current_snapshot()) as open) horizon
        """;

    private const string CountsSql = $"""
        {WrittenSql}
        select resource, count(*)::int, count(distinct aggregate)::int, max(written_at) from written group by resource order by resource
        """;

    private const string NewestSql = $"""
        {WrittenSql}
        select resource, aggregate, kind, version, written_at, organisation from written order by written_at desc, id desc, ordinal desc limit $4
        """;

    /// <summary>A mark only moves on.</summary>
    private const string SeenSql = """
        insert into last_looks as l (reader, transaction, at) values ($1, $2::text::xid8, $3)
        on conflict (reader) do update set transaction = excluded.transaction, at = excluded.at where l.transaction < excluded.transaction
        """;

    public static RouteGroupBuilder MapNews(this RouteGroupBuilder api)
    {
        var news = api.MapGroup("news");
        news.MapGet("", async (HttpContext context, NpgsqlDataSource database, TimeProvider time, DateTimeOffset? since, CancellationToken cancellation) =>
        {
            var reader = context.Caller().Client;
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
            var (upTo, lastLook) = await ReadMark(connection, reader, cancellation);
            var from = since?.ToUniversalTime() ?? (lastLook is null ? time.GetUtcNow().AddDays(-DaysAtFirst) : null);
            var counts = await ReadCounts(Asking(connection, CountsSql, reader, from, context), cancellation);
            var newest = await ReadNewest(Asking(connection, NewestSql, reader, from, context), cancellation);
            return new OfficeNews(since is null ? lastLook : null, upTo, counts.Sum(c => c.Changes), counts, newest);
        }).WithSummary("上次查看以来的变化 What changed since the reader last looked");

        news.MapPost("seen", async (HttpContext context, NpgsqlDataSource database, TimeProvider time, CancellationToken cancellation) =>
        {
            var upTo = await RequestForm.Read(context, [UpTo], form => form.Get(UpTo), cancellation);
            await using var command = database.CreateCommand(SeenSql);
            command.Parameters.Add(new() { Value = context.Caller().Client });
            command.Parameters.Add(new()
            {
                Value = ulong.TryParse(upTo, out var place) && place < long.MaxValue
                    ? upTo : throw RequestForm.Refuse(Fault.Of(UpTo.Name, NewsRefusals.NotAPlace, Refusal.Repeat(upTo))),
            });
            command.Parameters.Add(new() { Value = time.GetUtcNow() });
            await command.ExecuteNonQueryAsync(cancellation);
            return Results.NoContent();
        }).WithSummary("记下看到哪里 Remember how far it was seen").Accepts<SeenRequest>("application/json").Produces(StatusCodes.Status204NoContent);
        return api;
    }

    private static async Task<(string UpTo, DateTimeOffset? LastLook)> ReadMark(NpgsqlConnection connection, string reader, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = reader } } };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return (rows.GetString(0), rows.GetFieldValue<DateTimeOffset?>(1));
    }

    private static NpgsqlCommand Asking(NpgsqlConnection connection, string sql, string reader, DateTimeOffset? from, HttpContext context)
    {
        var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = reader }, new NpgsqlParameter<DateTimeOffset?> { TypedValue = from, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                SqlText.Of(context.User.SeesOnly()),
            },
        };
        if (sql == NewestSql)
        {
            command.Parameters.Add(new() { Value = ItemsMax });
        }

        return command;
    }

    private static async Task<List<NewsCount>> ReadCounts(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var asked = command;
        await using var reader = await asked.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(
            row => new NewsCount(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetFieldValue<DateTimeOffset>(3)), cancellation);
    }

    private static async Task<List<NewsItem>> ReadNewest(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var asked = command;
        await using var reader = await asked.ExecuteReaderAsync(cancellation);
        var items = new List<NewsItem>();
        while (await reader.ReadAsync(cancellation))
        {
            var (resource, aggregate) = (reader.GetString(0), reader.GetString(1));
            items.Add(new NewsItem(
                resource, aggregate[(aggregate.IndexOf(resource, StringComparison.Ordinal) + resource.Length + 1)..], reader.GetString(2), reader.GetInt64(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5)));
        }

        return items;
    }
}

internal static class NewsRefusals
{
    public static readonly Refusal NotAPlace = new("news-not-a-place", RefusalKind.Malformed,
        "“{0}”不是 news 给出的 upTo。", "\"{0}\" is not the upTo that the news had.");
}
