using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Start;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Schedule;

/// <summary>
/// Does what the moments since the last look demand: opens cycles, reminds, tells what was missed, proposes orders. All of it and how far it came is
/// one transaction, of one replica at a time. After it was down it tells every miss as of its own moment, and of several reminders only the last.
/// </summary>
internal sealed class AdvanceClock(EventLog log)
{
    private const string ClaimSql = "select handled_until from reporting_start for update skip locked";
    private const string DoneSql = "update reporting_start set handled_until = $1";

    /// <returns>The next moment; null where there is none, reporting has not begun, or another replica is at it.</returns>
    public async Task<DateTimeOffset?> Advance(CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(Caller.System("coordination", trace: null), cancellation);
        if (await Claim(transaction.Connection, cancellation) is not { } handled)
        {
            return null;
        }

        var now = transaction.StartedAt;
        var terms = await ReportingTerms.Read(transaction.Connection, now, cancellation);
        var facts = (await StoredFacts.Read(transaction.Connection, terms.Start, cancellation)).Facts;
        var cycles = terms.Start.Cycles(now.CityDay()).Select(terms.CycleOf).ToList();
        var matrix = new ReportingMatrix(facts, terms.Start.Rhythm, terms.Calendar);
        await OpenCycles.Date(transaction, terms, cancellation);
        foreach (var (cycle, moment) in Passed(cycles, handled, now))
        {
            await Deal(cycle, moment, matrix, transaction, cancellation);
        }

        foreach (var ended in facts.Allowances.Where(a => a.EndsAt > handled && a.EndsAt <= now && terms.Start.IsCycle(a.Period)).OrderBy(a => a.EndsAt))
        {
            var missed = matrix.Of(ended.Period, ended.EndsAt).Where(c => c.Organisation == ended.Organisation);
            await TellMissed(missed, matrix.Of(ended.Period, now), transaction, cancellation);
        }

        var nextLimit = await ProposeByItself.ForMissedLimits(transaction, cancellation);
        await Done(now, transaction, cancellation);
        return Next(terms, facts, now).Append(nextLimit).Min();
    }

    private static IEnumerable<(ReportingCycle Cycle, CycleMoment Moment)> Passed(
        IEnumerable<ReportingCycle> cycles, DateTimeOffset handled, DateTimeOffset now) =>
        from cycle in cycles
        let passed = cycle.Moments.Where(m => m.At > handled && m.At <= now && m.Kind is (CycleMomentKind.Reminder or CycleMomentKind.Overdue)).ToList()
        from moment in passed
        where moment.Kind == CycleMomentKind.Overdue || moment == passed[^1]
        orderby moment.At
        select (cycle, moment);

    private static async Task Deal(
        ReportingCycle cycle, CycleMoment moment, ReportingMatrix matrix, LogTransaction transaction, CancellationToken cancellation)
    {
        var now = matrix.Of(cycle.Period, transaction.StartedAt);
        if (moment.Kind == CycleMomentKind.Overdue)
        {
            await TellMissed(matrix.Of(cycle.Period, moment.At), now, transaction, cancellation);
            return;
        }

        foreach (var department in now.Where(c => c is { Organisation: not null, IsAnswered: false }).GroupBy(c => c.Organisation!))
        {
            await ToldMoments.Remind(
                transaction,
                new ReportReminded(
                    department.Key, cycle.Period, [.. department.Select(c => c.Task)], moment.DaysBefore!.Value, cycle.Due.LastDay, cycle.Due.IsProvisional),
                cancellation);
        }
    }

    /// <param name="cells">As they stood at the moment that passed.</param>
    /// <param name="now">As they stand: what has come since needs no order any more.</param>
    private static async Task TellMissed(
        IEnumerable<ReportingCell> cells, IReadOnlyList<ReportingCell> now, LogTransaction transaction, CancellationToken cancellation)
    {
        foreach (var cell in cells.Where(c => c.State == ReportingState.Overdue))
        {
            var told = await ToldMoments.Miss(
                transaction, new ReportOverdue(cell.Task, cell.Organisation!, cell.Period, cell.Due.LastDay, cell.Missing), cancellation);
            if (told && now.Any(c => (c.Task, c.Organisation) == (cell.Task, cell.Organisation) && !c.IsAnswered))
            {
                await ProposeByItself.ForMissedReport(cell, transaction, cancellation);
            }
        }
    }

    private static IEnumerable<DateTimeOffset?> Next(ReportingTerms terms, ReportingFacts facts, DateTimeOffset now)
    {
        var ahead = Period.Of(now.CityDay(), terms.Start.Rhythm.Period).LastDay.AddDays(1);
        var moments = terms.Start.Cycles(ahead).Select(terms.CycleOf).SelectMany(c => c.Moments)
            .Where(m => m.Kind is CycleMomentKind.Opens or CycleMomentKind.Reminder or CycleMomentKind.Overdue).Select(m => m.At);
        return moments.Concat(facts.Allowances.Select(a => a.EndsAt)).Where(at => at > now).Select(at => (DateTimeOffset?)at);
    }

    private static async Task<DateTimeOffset?> Claim(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ClaimSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    private static async Task Done(DateTimeOffset now, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DoneSql, transaction.Connection) { Parameters = { new() { Value = now } } };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.Commit(cancellation);
    }
}
