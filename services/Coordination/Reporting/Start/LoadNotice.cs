using System.Globalization;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Schedule;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Start;

/// <param name="Source">The document that says so.</param>
/// <param name="Off">Days off, at weekends too, each with its festival: 2027-01-01 元旦.</param>
/// <param name="Worked">Make-up working days, written alike.</param>
/// <param name="DecidedBy">The person, where a system of the office sends it.</param>
public sealed record NoticeRequest(string Source, IReadOnlyList<string> Off, IReadOnlyList<string>? Worked, string? DecidedBy);

/// <param name="Version">0 for one that comes with the program.</param>
/// <param name="Recounted">The cycles whose days were counted otherwise before; empty where nothing moved.</param>
public sealed record NoticeView(int Year, long Version, string? Source, IReadOnlyList<WorkdayNoticeDay> Days, IReadOnlyList<ReportingCycleDated> Recounted);

/// <summary>The office loads a year's notice on holidays (放假通知), as soon as it is published. What was provisional is counted again.</summary>
internal static class LoadNotice
{
    private const int DaysMax = 120;
    private const int YearMin = 2000;
    private const int YearMax = 2100;
    private const string DayForm = "2027-01-01 元旦";

    private static readonly TextField Source = new("source", "文件", "The document", MaxLength: 200);
    private static readonly TextListField Off = new("off", "放假的日子", "The days off", MaxLength: 60, DaysMax);
    private static readonly TextListField Worked = new("worked", "调休上班的日子", "The make-up working days", MaxLength: 60, DaysMax);
    private static readonly IntegerField Year = new("year", "年份", "The year", "", YearMin, YearMax);

    private const string LockSql = "lock table workday_notices in share row exclusive mode";
    private const string LastSql = "select coalesce(max(version), 0) from workday_notices where year = $1";

    private const string KeepSql = """
        insert into workday_notices (year, version, source, days, are_working, festivals, loaded_at, loaded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string LoadedSql = "select version, source, days, are_working, festivals from workday_notices where year = $1 order by version desc limit 1";

    public static void MapNotices(this RouteGroupBuilder reporting, RouteGroupBuilder office)
    {
        reporting.MapGet("workday-notices/{year:int}", async (
            NpgsqlDataSource database, TimeProvider time, int year, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Find(connection, year, cancellation) is { } notice ? Results.Ok(notice) : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("一年的放假通知，可查任一天 A year's notice on holidays, on any day").Produces<NoticeView>();
        office.MapPut("workday-notices/{year:int}", async (HttpContext context, EventLog log, ClockSignal clock, int year, CancellationToken cancellation) =>
        {
            var loaded = await Handle(context, log, year, cancellation);
            clock.Wake();
            return loaded;
        }).WithSummary("载入一年的放假通知 Load a year's notice").Accepts<NoticeRequest>("application/json");
    }

    private static async Task<NoticeView> Handle(HttpContext context, EventLog log, int year, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        var (source, days, by) = await RequestForm.Read(
            context, [Source, Off, Worked, .. person is null ? new Field[] { StartReporting.DecidedBy } : []],
            form => (form.Get(Source), DaysIn(form, year), person ?? form.Get(StartReporting.DecidedBy)), cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        var last = await LastVersion(transaction.Connection, year, cancellation);
        var (notice, faults) = WorkdayNotice.Of(year, last + 1, days);
        if (notice is null)
        {
            throw RequestForm.Refuse([.. faults]);
        }

        var before = await Find(AsOfConnection.Now(transaction.Connection), year, cancellation);
        IReadOnlyList<WorkdayNoticeDay> said = [.. notice.Days.Values.OrderBy(d => d.Day).Select(d => new WorkdayNoticeDay(d.Day, d.IsWorking, d.Festival))];
        if (before is not null && before.Days.SequenceEqual(said) && (before.Source is null || before.Source == source))
        {
            return before;
        }

        await Keep(transaction, new NoticeView(year, last + 1, source, said, []), by, cancellation);
        transaction.Append(
            $"coordination/workday-notices/{year}", last + 1, new WorkdayNoticeLoaded(year, source, said, by),
            last == 0 ? null : new WorkdayNoticeLoaded(year, before!.Source!, before.Days, by));
        var terms = await ReportingTerms.Read(transaction.Connection, transaction.StartedAt, cancellation);
        var recounted = await OpenCycles.Date(transaction, terms, cancellation);
        await transaction.Commit(cancellation);
        return new NoticeView(year, last + 1, source, said, recounted);
    }

    private static List<NoticeDay> DaysIn(Row form, int year)
    {
        if (year is < YearMin or > YearMax)
        {
            form.Refuse(Fault.Of(Year.Name, IngestionRefusals.OutOfRange, Year.Zh, YearMin, YearMax, "", Year.En, "").Allowing([$"{YearMin} … {YearMax}"]));
        }

        return [.. Read(Off, isWorking: false, form.Get(Off) ?? []), .. Read(Worked, isWorking: true, form.Find(Worked) ?? [])];

        IEnumerable<NoticeDay> Read(TextListField field, bool isWorking, string[] texts)
        {
            foreach (var text in texts)
            {
                var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                if (DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    yield return new NoticeDay(day, isWorking, parts.ElementAtOrDefault(1) ?? "");
                }
                else
                {
                    form.Refuse(Fault.Of(field.Name, IngestionRefusals.BadDate, field.Zh, DayForm, field.En));
                }
            }
        }
    }

    private static async Task<long> LastVersion(NpgsqlConnection connection, int year, CancellationToken cancellation)
    {
        await using (var hold = new NpgsqlCommand(LockSql, connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = new NpgsqlCommand(LastSql, connection) { Parameters = { new() { Value = year } } };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<NoticeView?> Find(AsOfConnection connection, int year, CancellationToken cancellation)
    {
        await using var command = connection.Command(LoadedSql);
        command.Parameters.Add(new() { Value = year });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (await reader.ReadAsync(cancellation))
        {
            var (areWorking, festivals) = (reader.GetFieldValue<bool[]>(3), reader.GetFieldValue<string[]>(4));
            return new NoticeView(
                year, reader.GetInt64(0), reader.GetString(1),
                [.. reader.GetFieldValue<DateOnly[]>(2).Select((day, i) => new WorkdayNoticeDay(day, areWorking[i], festivals[i]))], []);
        }

        return PublishedNotices.All.FirstOrDefault(n => n.Year == year) is { } published
            ? new NoticeView(
                year, Version: 0, Source: null, [.. published.Days.Values.OrderBy(d => d.Day).Select(d => new WorkdayNoticeDay(d.Day, d.IsWorking, d.Festival))], [])
            : null;
    }

    private static async Task Keep(LogTransaction transaction, NoticeView notice, string by, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = notice.Year }, new() { Value = notice.Version }, new() { Value = notice.Source! },
                new() { Value = notice.Days.Select(d => d.Day).ToArray() }, new() { Value = notice.Days.Select(d => d.IsWorking).ToArray() },
                new() { Value = notice.Days.Select(d => d.Festival).ToArray() }, new() { Value = transaction.StartedAt }, new() { Value = by },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
