using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Coordination.Reporting.Queries;

/// <summary>Queries as they are stored. They are decided here and heard from nobody: a rebuild leaves them as they are.</summary>
internal static class StoredQueries
{
    private const string Columns = """
        number, task, organisation, period, item, typed, pushed, source, state, entered_by, entered_at, opened_at, words, holds, version
        """;

    private const string ListSql = $"""
        select {Columns} from figure_queries
        where ($1::text is null or organisation = $1) and ($2::text is null or period = $2) and ($3::text is null or state = $3)
        order by number desc limit $4
        """;

    private const string OpenSql = $"select {Columns} from figure_queries where period = $1 and state <> 'settled' order by number";
    private const string OneSql = $"select {Columns} from figure_queries where number = $1 for update";

    private const string KeepSql = $"""
        insert into figure_queries ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (number) do update
        set typed = excluded.typed, pushed = excluded.pushed, source = excluded.source, state = excluded.state, entered_by = excluded.entered_by,
            entered_at = excluded.entered_at, words = excluded.words, holds = excluded.holds, version = excluded.version
        """;

    public static ModelBuilder AddFigureQueries(this ModelBuilder model)
    {
        model.Entity<FigureQuery>(query =>
        {
            query.ToTable("figure_queries");
            query.HasKey(q => q.Number);
            query.Property(q => q.Period).HasConversion(period => period.ToString(), text => Period.Parse(text));
            query.Property(q => q.State).HasCode(FigureQuery.States);
            query.Property(q => q.Holds).HasCode(FigureQuery.Outcomes);
            query.HasIndex(q => new { q.Task, q.Organisation, q.Period, q.Item });
        });
        return model;
    }

    /// <summary>What a bulletin over the period cannot be issued over: queries that are not settled.</summary>
    public static async Task<List<FigureQuery>> OpenOf(Period period, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OpenSql, connection) { Parameters = { new() { Value = period.ToString() } } };
        return await Read(command, cancellation);
    }

    public static async Task<List<FigureQuery>> List(
        string? organisation, string? period, string? state, int max, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(ListSql);
        foreach (var text in new[] { organisation, period, state })
        {
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = text });
        }

        command.Parameters.Add(new() { Value = max });
        return await Read(command, cancellation);
    }

    /// <summary>Held until the transaction ends.</summary>
    public static async Task<FigureQuery?> Hold(string number, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OneSql, connection) { Parameters = { new() { Value = SqlText.Asked(number) } } };
        return (await Read(command, cancellation)).FirstOrDefault();
    }

    /// <param name="before">The query as it was; null where it is new.</param>
    public static async Task Keep(FigureQuery query, FigureQuery? before, string step, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = query.Number }, new() { Value = query.Task }, new() { Value = query.Organisation }, new() { Value = query.Period.ToString() },
                new() { Value = query.Item }, new() { Value = query.Typed }, new() { Value = query.Pushed }, new() { Value = query.Source },
                new() { Value = FigureQuery.States.Write(query.State) }, new() { Value = query.EnteredBy }, new() { Value = query.EnteredAt },
                new() { Value = query.OpenedAt }, new NpgsqlParameter<string?> { TypedValue = query.Words },
                new NpgsqlParameter<string?> { TypedValue = FigureQuery.Outcomes.Write(query.Holds) }, new() { Value = query.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        transaction.Append(query.Aggregate, query.Version, query.Told(step), before?.Told(step), concerns: [query.Organisation]);
    }

    public static async Task<List<FigureQuery>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Read(reader, cancellation);
    }

    public static async Task<List<FigureQuery>> Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var queries = new List<FigureQuery>();
        while (await reader.ReadAsync(cancellation))
        {
            queries.Add(new FigureQuery
            {
                Number = reader.GetString(0), Task = reader.GetString(1), Organisation = reader.GetString(2), Period = Period.Parse(reader.GetString(3)),
                Item = reader.GetString(4), Typed = reader.GetDecimal(5), Pushed = reader.GetDecimal(6), Source = reader.GetString(7),
                State = FigureQuery.States.Parse(reader.GetString(8)), EnteredBy = reader.GetString(9),
                EnteredAt = reader.GetFieldValue<DateTimeOffset>(10), OpenedAt = reader.GetFieldValue<DateTimeOffset>(11), Words = reader.GetText(12),
                Holds = reader.GetText(13) is { } holds ? FigureQuery.Outcomes.Parse(holds) : null, Version = reader.GetInt64(14),
            });
        }

        return queries;
    }
}
