using System.Globalization;
using Cluster.Contracts.Portfolio;
using Cluster.Coordination.Calendar;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>Monthly figures: a new month comes in an event of many, and is the first version of those that change it.</summary>
internal sealed class OnMonthsTold : IHandle<ProjectMonthsRecorded>, IHandle<ProjectMonthReported>, IHearEveryVersion
{
    private const string KeepSql = """
        insert into light_months (project, month, version, said_on, invested_wan, in_place_wan, paid_wan)
        select * from unnest($1, $2, $3, $4, $5, $6, $7) as x (project, month, version) order by x.project, x.month, x.version
        on conflict (project, month, version) do nothing
        """;

    public Task Handle(IReadOnlyList<Received<ProjectMonthsRecorded>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(
            [.. from e in events from m in e.Event.Months select Row(e.Source, m.Project, m.Month, version: 1, e.At, m.YearToDateWan, m.InPlaceWan, m.PaidWan)],
            transaction, cancellation);

    public Task Handle(IReadOnlyList<Received<ProjectMonthReported>> events, LogTransaction transaction, CancellationToken cancellation) =>
        Keep(
            [.. events.Select(e => Row(e.Source, e.Event.Project, e.Event.Month, e.Version, e.At, e.Event.YearToDateWan, e.Event.InPlaceWan, e.Event.PaidWan))],
            transaction, cancellation);

    private static MonthRow Row(
        string service, string project, string month, long version, DateTimeOffset at, decimal investedWan, decimal? inPlaceWan, decimal? paidWan) => new()
    {
        Project = FactKeys.InPool(service, project),
        Month = DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture),
        Version = version,
        SaidOn = at.CityDay(),
        InvestedWan = investedWan,
        InPlaceWan = inPlaceWan,
        PaidWan = paidWan,
    };

    private static async Task Keep(List<MonthRow> months, LogTransaction transaction, CancellationToken cancellation)
    {
        await using (var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = months.ConvertAll(m => m.Project).ToArray() },
                new() { Value = months.ConvertAll(m => m.Month).ToArray() },
                new() { Value = months.ConvertAll(m => m.Version).ToArray() },
                new() { Value = months.ConvertAll(m => m.SaidOn).ToArray() },
                new() { Value = months.ConvertAll(m => m.InvestedWan).ToArray() },
                new() { Value = months.ConvertAll(m => m.InPlaceWan).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric },
                new() { Value = months.ConvertAll(m => m.PaidWan).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric },
            },
        })
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await Clocks.Touch(transaction.Connection, Clocks.Project, months.Select(m => m.Project), transaction.StartedAt, cancellation);
    }
}
