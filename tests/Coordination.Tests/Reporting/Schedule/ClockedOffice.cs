using System.Globalization;
using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Reporting.Schedule;
using Cluster.Fixtures;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Cluster.Coordination.Tests.Reporting.Schedule;

/// <summary>
/// A database of the service without a service that runs on it: the test has the clock in its hand. Reporting began on 2025-01-01; T21 is led by
/// 市交通运输局, T13 by 市发改委 and 市商务局. The third quarter of 2025 is due on 2025-10-21.
/// </summary>
public sealed class ClockedOffice : IAsyncLifetime
{
    private readonly CoordinationService _coordination = new();

    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        await _coordination.Service.Kill();
        _database = _coordination.Service.OpenDatabase();
        await Do("update task_role_changes set known_at = '2021-01-01'"); // the plan has been there for years
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _coordination.DisposeAsync();
    }

    /// <summary>As at the beginning of the given time, with nothing told, nothing reported and no order.</summary>
    public async Task Begin(string at) => await Do(
        """
        truncate reporting_start, reporting_cycles, report_reminders, overdue_reports, report_parts, report_allowances, supervision_orders,
            supervision_order_steps, workday_notices, notices, contacts;
        delete from log_events where aggregate ~ '^coordination/(report-reminders|overdue-reports|reporting-cycles|supervision-orders|notices)/';
        """,
        $"""
        insert into reporting_start (id, rhythm, since, until, started_at, started_by, version, handled_until)
        values (1, 'plan-quarterly', '2025-01-01', null, '2025-01-01 00:00+08', '王主任', 1, '{At(at):yyyy-MM-dd HH:mm:sszzz}')
        """);

    /// <summary>One replica's look at the given time of the city.</summary>
    public async Task<string?> LookAt(string at)
    {
        var time = new FakeTimeProvider(At(at));
        using var signal = new RelaySignal();
        var next = await new AdvanceClock(new EventLog(_database, time, signal, new RelayBacklog(new MessagingOptions("coordination", BacklogEventsMax: 1_000_000, SealEvery: TimeSpan.FromMinutes(1), KeepDays: 1_000))))
            .Advance(TestContext.Current.CancellationToken);
        return next?.AtEdge().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>As it comes from a department.</summary>
    public Task Report(string task, string organisation, string at, string period = "2025Q3", string words = "已完成") => Do($"""
        insert into report_parts (task, organisation, period, item, version, figure, words, no_change, withdrawn, received_at)
        values ('{task}', '{organisation}', '{period}', 'progress', 1, null, '{words}', false, false, '{At(at):yyyy-MM-dd HH:mm:sszzz}')
        """);

    public Task Allow(string organisation, string at, string until, string period = "2025Q3") => Do($"""
        insert into report_allowances (period, organisation, version, kind, reason, granted_by, granted_at, until)
        values ('{period}', '{organisation}', 1, 'extension', '系统迁移', '王主任', '{At(at):yyyy-MM-dd HH:mm:sszzz}', '{until}')
        """);

    public async Task<List<string>> Reminders() => [.. (await Events<ReportReminded>("report-reminders"))
        .Select(e => $"{e.Body.Period} {e.Body.Organisation} {e.Body.DaysBefore} {string.Join(',', e.Body.Tasks)} for {e.For}").Order(StringComparer.Ordinal)];

    public async Task<List<string>> Overdue() => [.. (await Events<ReportOverdue>("overdue-reports"))
        .Select(e => $"{e.Body.Task} {e.Body.Period} {e.Body.Organisation} for {e.For}").Order(StringComparer.Ordinal)];

    public async Task<List<string>> Notices() => [.. (await Events<NoticeIssued>("notices"))
        .Select(e => $"{e.Body.About} {string.Join(',', e.Body.Contacts.Select(c => $"{c.Person} {c.Telephone}"))} for {e.For}").Order(StringComparer.Ordinal)];

    public async Task<List<SupervisionOrderMoved>> Orders() => [.. (await Events<SupervisionOrderMoved>("supervision-orders")).Select(e => e.Body)];

    public async Task<List<string>> Cycles() =>
        [.. (await Events<ReportingCycleDated>("reporting-cycles")).Select(e => $"{e.Body.Period}").Order(StringComparer.Ordinal)];

    public async Task Do(params string[] statements)
    {
        foreach (var sql in statements)
        {
            await using var command = _database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<List<(string For, T Body)>> Events<T>(string resource)
    {
        await using var command = _database.CreateCommand($"""
            select coalesce(array_to_string(w.addressees, ','), w.organisation), e.body::text from log_events e join log_writes w on w.id = e.write_id
            where e.aggregate ^@ 'coordination/{resource}/' order by e.write_id, e.ordinal
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<(string, T)>();
        while (await reader.ReadAsync())
        {
            events.Add((reader.GetString(0), JsonSerializer.Deserialize<T>(reader.GetString(1), EventJson.Options)!));
        }

        return events;
    }

    private static DateTimeOffset At(string text) => Scene.At(text).ToUniversalTime();
}
