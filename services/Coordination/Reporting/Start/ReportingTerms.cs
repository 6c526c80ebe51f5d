using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Npgsql;

namespace Cluster.Coordination.Reporting.Start;

/// <summary>By what cycles are counted: how reporting began, and the notices on holidays that were known at a moment.</summary>
internal sealed record ReportingTerms(ReportingStart Start, WorkingDays Calendar)
{
    public const string StartSql = "select rhythm, since, until, started_at, version from reporting_start";
    private const string NoticesSql = "select year, version, days, are_working, festivals, loaded_at from workday_notices order by year, version";

    public ReportingCycle CycleOf(Period period) => Start.CycleOf(period, Calendar);

    public static async Task<ReportingTerms> Read(NpgsqlConnection connection, DateTimeOffset asOf, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(StartSql), new(NoticesSql) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var start = await ReadStart(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        return new ReportingTerms(start, CalendarOf(await ReadNotices(reader, cancellation), asOf));
    }

    public static WorkingDays CalendarOf(IEnumerable<(WorkdayNotice Notice, DateTimeOffset LoadedAt)> loaded, DateTimeOffset asOf) =>
        new([.. PublishedNotices.All, .. loaded.Where(n => n.LoadedAt <= asOf).Select(n => n.Notice)]);

    public static async Task<ReportingStart> ReadStart(NpgsqlDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation)
            ? new ReportingStart(
                Rhythms.Of(reader.GetString(0)), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly?>(2),
                reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt64(4))
            : ReportingStart.NotYet;

    /// <summary>A stored notice was without faults when it was loaded, and is newer than one that came with the program, which is the first.</summary>
    public static async Task<List<(WorkdayNotice Notice, DateTimeOffset LoadedAt)>> ReadNotices(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var notices = new List<(WorkdayNotice, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellation))
        {
            var (areWorking, festivals) = (reader.GetFieldValue<bool[]>(3), reader.GetFieldValue<string[]>(4));
            var days = reader.GetFieldValue<DateOnly[]>(2).Select((day, i) => new NoticeDay(day, areWorking[i], festivals[i]));
            notices.Add((WorkdayNotice.Of(reader.GetInt32(0), reader.GetInt64(1) + 1, days).Notice!, reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return notices;
    }
}
