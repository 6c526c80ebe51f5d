using System.Collections.Concurrent;
using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Reports;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Board;

/// <summary>
/// The board of all reports. Its facts are read when the database has others than the last time, which one short statement says, and its cells are
/// computed anew when a moment has passed that changes one. So a look costs what changed, however many look.
/// </summary>
internal sealed class ReportingBoard(NpgsqlDataSource database, TimeProvider time) : IDisposable
{
    private const int PastMax = 32;

    /// <summary>Facts are only added to, and each look at them is of one state of the database.</summary>
    private const string StampSql = """
        select concat_ws('.', (select version from reporting_start), (select count(*) from workday_notices), (select count(*) from task_role_changes),
            (select count(*) from owed_item_versions), (select count(*) from report_parts), (select count(*) from reported_figures),
            (select count(*) from report_allowances), (select count(*) from report_steps), (select count(*) from report_reminders),
            (select count(*) from overdue_reports), (select sum(version) from figure_queries), (select sum(version) from organisations),
            (select sum(version) from tasks), (select sum(version) from themes), (select sum(version) from plans))
        """;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Kept? _kept;

    /// <summary>The board as of now.</summary>
    public Task<BoardView> Now(CancellationToken cancellation) => At(asOf: null, cancellation);

    /// <param name="asOf">A day; its end, or now where that has not come. Null is now.</param>
    public async Task<BoardView> At(DateOnly? asOf, CancellationToken cancellation)
    {
        var kept = await Read(cancellation);
        var now = time.GetUtcNow();
        if (asOf is { } day && day.EndsAt() is var end && end <= now)
        {
            if (kept.Past.Count >= PastMax)
            {
                kept.Past.Clear();
            }

            return kept.Past.GetOrAdd(day, _ => new BoardView(kept.Snapshot, end.AddTicks(-TimeSpan.TicksPerMicrosecond)));
        }

        return kept.Current is { } current && now >= current.AsOf && now < current.GoodUntil ? current : kept.Current = new BoardView(kept.Snapshot, now);
    }

    public void Dispose() => _reading.Dispose();

    private async Task<Kept> Read(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var stamp = await Stamp(connection, cancellation);
        if (_kept is { } kept && kept.Stamp == stamp)
        {
            return kept;
        }

        await _reading.WaitAsync(cancellation);
        try
        {
            // The stamp before the facts: what is added in between is found the next time.
            stamp = await Stamp(connection, cancellation);
            return _kept is { } read && read.Stamp == stamp ? read : _kept = new Kept(stamp, await BoardSnapshot.Read(connection, cancellation));
        }
        finally
        {
            _reading.Release();
        }
    }

    private static async Task<string> Stamp(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(StampSql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private sealed class Kept(string stamp, BoardSnapshot snapshot)
    {
        public string Stamp { get; } = stamp;

        public BoardSnapshot Snapshot { get; } = snapshot;

        public BoardView? Current { get; set; }

        public ConcurrentDictionary<DateOnly, BoardView> Past { get; } = new();
    }
}

/// <summary>The board as of one moment, with the bytes of the answers that were asked for.</summary>
internal sealed class BoardView
{
    private const int AnswersMax = 256;

    private readonly ConcurrentDictionary<string, byte[]> _answers = new();
    private readonly ILookup<ReportKey, SentReminder> _reminders;

    public BoardView(BoardSnapshot snapshot, DateTimeOffset asOf)
    {
        (Snapshot, AsOf) = (snapshot, asOf);
        var terms = snapshot.TermsAt(asOf);
        Cycles = [.. snapshot.Start.Cycles(asOf.CityDay()).Select(terms.CycleOf)];
        var matrix = new ReportingMatrix(snapshot.Loaded.Facts.KnownAt(asOf), snapshot.Start.Rhythm, terms.Calendar);
        Cells = [.. Cycles.SelectMany(c => matrix.Of(c.Period, asOf))];
        GoodUntil = Cycles.SelectMany(c => c.Moments).Select(m => m.At).Concat(snapshot.Loaded.Facts.Allowances.Select(a => a.EndsAt))
            .Append(Period.Of(asOf.CityDay(), snapshot.Start.Rhythm.Period).LastDay.EndsAt()).Where(at => at > asOf).Min();
        _reminders = snapshot.Reminders.Where(r => r.SentAt <= asOf)
            .SelectMany(r => r.Tasks.Select(task => (Key: new ReportKey(task, r.Period, r.Organisation), Reminder: r))).ToLookup(r => r.Key, r => r.Reminder);
    }

    public BoardSnapshot Snapshot { get; }

    public DateTimeOffset AsOf { get; }

    /// <summary>The next moment at which a cell is otherwise; then it is computed again.</summary>
    public DateTimeOffset GoodUntil { get; }

    public IReadOnlyList<ReportingCycle> Cycles { get; }

    public IReadOnlyList<ReportingCell> Cells { get; }

    public IReadOnlyList<SentReminder> RemindersOf(ReportKey key) => [.. _reminders[key]];

    public ReportState StateOf(ReportKey key) => Snapshot.Steps[key].LastOrDefault(s => s.At <= AsOf) is (var state, { Ticks: > 0 }) ? state : ReportState.Missing;

    public int OpenQueriesOf(ReportKey key) => Snapshot.Queries.Count(q =>
        (q.Task, q.Organisation, q.Period) == (key.Task, key.Organisation, key.Period) && q.OpenedAt <= AsOf && !(q.State == Queries.QueryState.Settled && q.EnteredAt <= AsOf));

    /// <summary>The same question gets the same bytes.</summary>
    public byte[] Answer(string question, Func<byte[]> answer)
    {
        if (_answers.TryGetValue(question, out var bytes))
        {
            return bytes;
        }

        bytes = answer();
        if (_answers.Count < AnswersMax)
        {
            _answers[question] = bytes;
        }

        return bytes;
    }
}
