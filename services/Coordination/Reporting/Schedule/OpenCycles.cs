using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Start;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Schedule;

/// <summary>Opens cycles by the rhythm as their periods begin, and counts their days again when a notice says otherwise; each change is an event.</summary>
internal static class OpenCycles
{
    /// <summary>Whoever loads a notice and whoever opens a cycle count one after the other.</summary>
    private const string OpenedSql = """
        select pg_advisory_xact_lock(hashtext('reporting_cycles'));
        select period, due, is_provisional, closes, final, version from reporting_cycles;
        """;

    private const string KeepSql = """
        insert into reporting_cycles (period, due, is_provisional, closes, final, version) values ($1, $2, $3, $4, $5, $6)
        on conflict (period) do update
        set due = excluded.due, is_provisional = excluded.is_provisional, closes = excluded.closes, final = excluded.final, version = excluded.version
        """;

    /// <returns>The cycles that were opened or have other days than before.</returns>
    public static async Task<List<ReportingCycleDated>> Date(LogTransaction transaction, ReportingTerms terms, CancellationToken cancellation)
    {
        var changed = new List<ReportingCycleDated>();
        if (terms.Start.StartedAt is null)
        {
            return changed;
        }

        var opened = await ReadOpened(transaction.Connection, terms.Start.Rhythm, cancellation);
        await using var batch = new NpgsqlBatch(transaction.Connection);
        foreach (var cycle in terms.Start.Cycles(transaction.StartedAt.CityDay()).Select(terms.CycleOf))
        {
            var dated = Told(cycle);
            var (before, version) = opened.GetValueOrDefault(cycle.Period);
            if (dated != before)
            {
                changed.Add(dated);
                transaction.Append($"coordination/reporting-cycles/{dated.Rhythm}.{dated.Period}", version + 1, dated, before);
                batch.BatchCommands.Add(new(KeepSql)
                {
                    Parameters =
                    {
                        new() { Value = dated.Period.ToString() }, new() { Value = dated.Due }, new() { Value = dated.IsProvisional },
                        new() { Value = dated.Closes }, new() { Value = dated.Final }, new() { Value = version + 1 },
                    },
                });
            }
        }

        if (changed.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        return changed;
    }

    private static ReportingCycleDated Told(ReportingCycle cycle) => new(
        cycle.Rhythm.Id, cycle.Rhythm.Version, cycle.Period, cycle.Due.LastDay, cycle.Due.IsProvisional, cycle.Closes.LastDay,
        cycle.FinalAt.AddDays(-1).CityDay());

    private static async Task<Dictionary<Period, (ReportingCycleDated Dated, long Version)>> ReadOpened(
        NpgsqlConnection connection, ReportingRhythm rhythm, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in OpenedSql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            batch.BatchCommands.Add(new(sql));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var opened = new Dictionary<Period, (ReportingCycleDated, long)>();
        while (await reader.ReadAsync(cancellation))
        {
            var period = Period.Parse(reader.GetString(0));
            opened.Add(period, (
                new ReportingCycleDated(
                    rhythm.Id, rhythm.Version, period, reader.GetFieldValue<DateOnly>(1), reader.GetBoolean(2), reader.GetFieldValue<DateOnly>(3),
                    reader.GetFieldValue<DateOnly>(4)),
                reader.GetInt64(5)));
        }

        return opened;
    }
}
