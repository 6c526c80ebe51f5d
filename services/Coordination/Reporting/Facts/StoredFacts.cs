using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting.Start;
using Npgsql;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>The facts as the rules want them, read with one round trip.</summary>
internal static class StoredFacts
{
    /// <summary>
    /// Implementers are what a document says, and only registered organisations owe a report; the others, and nobody at all, are kept as those who owe
    /// nothing, so that the task is shown as owed by nobody.
    /// </summary>
    private const string RolesSql = """
        select r.task, coalesce(o.key, r.organisation), case when r.role = 'implementer' and o.key is null then 'co-operator' else r.role end,
            r.from_day, r.is_held, r.known_at, r.version
        from task_role_changes r
        left join lateral (
            select key from organisations where r.role = 'implementer' and (key = r.organisation or r.organisation = any(aliases)) limit 1) o on true
        union all
        select t.key, '', 'co-operator', date '2021-01-01', true, timestamptz '2021-01-01', 0
        from tasks t where not exists (select from task_role_changes r where r.task = t.key)
        """;

    private const string ItemsSql = """
        select key, version, task, item, region, organisation, since, until, known_at from owed_item_versions order by key, version
        """;

    private const string PlanEndsSql = "select t.key, p.period_end from tasks t join themes h on h.key = t.theme join plans p on p.key = h.plan";

    private const string PartsSql = """
        select task, organisation, item, period, figure, words, no_change, withdrawn, received_at, as_of, version from report_parts
        """;

    private const string FiguresSql = "select measure, region, period, value, owner, received_at, as_of, version from reported_figures";
    private const string AllowancesSql = $"select {StoredAllowances.Columns} from report_allowances";

    /// <summary>Who owes what, without what came of it.</summary>
    public static async Task<ReportingFacts> ReadDuties(NpgsqlConnection connection, ReportingStart start, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Successions.Sql), new(RolesSql), new(ItemsSql), new(PlanEndsSql) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var (_, roles, items, ends) = await ReadDuties(reader, start, cancellation);
        return new ReportingFacts { Roles = roles, Items = [.. items.Select(i => i.Item)], PlanEnds = ends };
    }

    public static async Task<LoadedFacts> Read(NpgsqlConnection connection, ReportingStart start, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { Successions.Sql, RolesSql, ItemsSql, PlanEndsSql, PartsSql, FiguresSql, AllowancesSql })
        {
            batch.BatchCommands.Add(new(sql));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var (successions, roles, items, ends) = await ReadDuties(reader, start, cancellation);
        var typed = successions.Hand(await ReadParts(reader, start, cancellation));
        await reader.NextResultAsync(cancellation);
        var pushed = await ReadFigures(reader, start, cancellation);
        await reader.NextResultAsync(cancellation);
        return new LoadedFacts(
            new ReportingFacts
            {
                Roles = roles, Items = [.. items.Select(i => i.Item)], Parts = FilledIn.Compose(typed, pushed, items, roles),
                Allowances = await StoredAllowances.Read(reader, cancellation), PlanEnds = ends,
            },
            typed, pushed, items);
    }

    private static async Task<(Successions Successions, List<RoleChange> Roles, List<LoadedItem> Items, Dictionary<string, DateOnly> PlanEnds)> ReadDuties(
        NpgsqlDataReader reader, ReportingStart start, CancellationToken cancellation)
    {
        var successions = await Successions.Read(reader, start.Rhythm.Period, cancellation);
        await reader.NextResultAsync(cancellation);
        var roles = successions.Hand(await ReadRoles(reader, start, cancellation));
        await reader.NextResultAsync(cancellation);
        var items = successions.Hand(await ReadItems(reader, start, cancellation));
        await reader.NextResultAsync(cancellation);
        var ends = await reader.ReadResult(row => (Task: row.GetString(0), Last: row.GetFieldValue<DateOnly>(1)), cancellation);
        return (successions, roles, items, ends.ToDictionary(e => e.Task, e => e.Last));
    }

    private static async Task<List<RoleChange>> ReadRoles(NpgsqlDataReader reader, ReportingStart start, CancellationToken cancellation)
    {
        var roles = new List<RoleChange>();
        while (await reader.ReadAsync(cancellation))
        {
            var from = reader.GetFieldValue<DateOnly>(3);
            roles.Add(new RoleChange(
                reader.GetString(0), reader.GetString(1), ReportingCodes.Roles.Parse(reader.GetString(2)), from, reader.GetBoolean(4),
                start.KnowledgeOf(reader.GetFieldValue<DateTimeOffset>(5), from), reader.GetInt64(6)));
        }

        return roles;
    }

    /// <summary>A later version of an item takes the place of the one before it from the moment at which it is known.</summary>
    private static async Task<List<LoadedItem>> ReadItems(NpgsqlDataReader reader, ReportingStart start, CancellationToken cancellation)
    {
        var items = new List<LoadedItem>();
        while (await reader.ReadAsync(cancellation))
        {
            var since = reader.GetFieldValue<DateOnly>(6);
            var item = new LoadedItem(
                reader.GetString(0), reader.GetString(4), new OwedItem(
                    reader.GetString(2), reader.GetString(3), reader.GetText(5), since, reader.GetFieldValue<DateOnly?>(7),
                    start.KnowledgeOf(reader.GetFieldValue<DateTimeOffset>(8), since)));
            if (items is [.., var before] && before.Key == item.Key)
            {
                items[^1] = before with { Item = before.Item with { ReplacedAt = item.Item.KnownAt } };
            }

            items.Add(item);
        }

        return items;
    }

    private static async Task<List<ReceivedPart>> ReadParts(NpgsqlDataReader reader, ReportingStart start, CancellationToken cancellation)
    {
        var parts = new List<ReceivedPart>();
        while (await reader.ReadAsync(cancellation))
        {
            var isWithdrawn = reader.GetBoolean(7);
            var at = start.ReceiptOf(reader.GetFieldValue<DateTimeOffset>(8), reader.GetFieldValue<DateTimeOffset?>(9));
            parts.Add(new ReceivedPart(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), Period.Parse(reader.GetString(3)),
                isWithdrawn ? null : reader.GetFieldValue<decimal?>(4), isWithdrawn ? null : reader.GetText(5), !isWithdrawn && reader.GetBoolean(6), at,
                reader.GetInt64(10)));
        }

        return parts;
    }

    private static async Task<List<PushedFigure>> ReadFigures(NpgsqlDataReader reader, ReportingStart start, CancellationToken cancellation)
    {
        var figures = new List<PushedFigure>();
        while (await reader.ReadAsync(cancellation))
        {
            figures.Add(new PushedFigure(
                reader.GetString(0), reader.GetString(1), Period.Parse(reader.GetString(2)), reader.GetDecimal(3), reader.GetString(4),
                start.ReceiptOf(reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset?>(6)), reader.GetInt64(7)));
        }

        return figures;
    }
}

/// <summary>The facts, and what they are made of where a cell shows its sources.</summary>
internal sealed record LoadedFacts(
    ReportingFacts Facts, IReadOnlyList<ReceivedPart> Typed, IReadOnlyList<PushedFigure> Pushed, IReadOnlyList<LoadedItem> Items);

/// <param name="Key">Its versions have one key.</param>
internal sealed record LoadedItem(string Key, string Region, OwedItem Item);

/// <summary>A figure that a system pushed, with whose it is.</summary>
internal sealed record PushedFigure(string Measure, string Region, Period Period, decimal Value, string Owner, DateTimeOffset At, long Version);
