using System.Globalization;
using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Cluster.Portfolio.Months;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Portfolio.Pool;

/// <summary>New months of any service take their place in the pool; each is version 1, whatever came before them by itself.</summary>
public sealed class OnProjectMonthsRecorded : IHandle<ProjectMonthsRecorded>
{
    public Task Handle(IReadOnlyList<Received<ProjectMonthsRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        PoolMonths.Keep(
            [
                .. from e in events
                   from m in e.Event.Months
                   select new PoolMonths.Heard(e.Source, m.Project, m.Month, m.YearToDateWan, m.SinceStartWan, m.InPlaceWan, m.PaidWan, Version: 1),
            ],
            transaction.Connection, cancellation);
}

/// <summary>A month that was changed.</summary>
public sealed class OnProjectMonthReported : IHandle<ProjectMonthReported>
{
    public Task Handle(IReadOnlyList<Received<ProjectMonthReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        PoolMonths.Keep(
            [
                .. events.Select(e => new PoolMonths.Heard(
                    e.Source, e.Event.Project, e.Event.Month, e.Event.YearToDateWan, e.Event.SinceStartWan, e.Event.InPlaceWan, e.Event.PaidWan, e.Version)),
            ],
            transaction.Connection, cancellation);
}

internal static class PoolMonths
{
    private const string KeepSql = """
        insert into project_months as m (project, month, year_to_date_wan, since_start_wan, in_place_wan, paid_wan, version)
        select * from unnest($1, $2, $3, $4, $5, $6, $7) as x (project, month) order by x.project, x.month
        on conflict (project, month) do update
        set year_to_date_wan = excluded.year_to_date_wan, since_start_wan = excluded.since_start_wan, in_place_wan = excluded.in_place_wan,
            paid_wan = excluded.paid_wan, version = excluded.version
        where m.version < excluded.version
        """;

    public static async Task Keep(IReadOnlyList<Heard> months, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var newest = months.GroupBy(m => (m.Service, m.Project, m.Month)).Select(g => g.MaxBy(m => m.Version)!).ToList();
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(m => PoolTables.KeyIn(m.Service, m.Project)).ToArray() },
                new() { Value = newest.ConvertAll(m => m.FirstDay).ToArray() },
                new() { Value = newest.ConvertAll(m => m.YearToDateWan).ToArray() },
                Money(m => m.SinceStartWan), Money(m => m.InPlaceWan), Money(m => m.PaidWan),
                new() { Value = newest.ConvertAll(m => m.Version).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);

        NpgsqlParameter Money(Func<Heard, decimal?> of) =>
            new() { Value = newest.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric };
    }

    internal sealed record Heard(
        string Service, string Project, string Month, decimal YearToDateWan, decimal? SinceStartWan, decimal? InPlaceWan, decimal? PaidWan,
        long Version)
    {
        public DateOnly FirstDay => DateOnly.ParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture);
    }
}
