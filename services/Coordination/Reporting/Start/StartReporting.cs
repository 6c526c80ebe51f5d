using Cluster.Contracts.Coordination;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Schedule;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Start;

/// <param name="Rhythm">plan-quarterly if left out.</param>
/// <param name="Since">The first day of the first cycle; that of the plan if left out.</param>
/// <param name="Until">The last day for which anything is owed; left out while no end is known.</param>
/// <param name="DecidedBy">The person, where a system of the office sends it.</param>
public sealed record StartRequest(string? Rhythm, DateOnly? Since, DateOnly? Until, string? DecidedBy);

/// <param name="StartedAt">Null before reporting began.</param>
public sealed record StartView(string Rhythm, DateOnly Since, DateOnly? Until, DateTimeOffset? StartedAt)
{
    internal static StartView Of(ReportingStart start) => new(start.Rhythm.Id, start.Since, start.Until, start.StartedAt);
}

/// <summary>The office begins reporting (起用报送), once its history is loaded; later it says until when it goes on.</summary>
internal static class StartReporting
{
    private const int NameLengthMax = 60;

    private static readonly TextField Rhythm = new("rhythm", "报送频次", "The rhythm", MaxLength: 40);
    private static readonly DateField Since = new("since", "起日", "The first day");
    private static readonly DateField Until = new("until", "止日", "The last day");
    public static readonly TextField DecidedBy = new("decidedBy", "决定人", "The person who decided", NameLengthMax);

    private const string LockSql = "lock table reporting_start in share row exclusive mode";

    private const string KeepSql = """
        insert into reporting_start (id, rhythm, since, until, started_at, started_by, version, handled_until) values ($1, $2, $3, $4, $5, $6, $7, $5)
        on conflict (id) do update set until = excluded.until, version = excluded.version
        """;

    public static void MapStart(this RouteGroupBuilder reporting, RouteGroupBuilder office)
    {
        reporting.MapGet("start", async (NpgsqlDataSource database, TimeProvider time, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            await using var command = connection.Command(ReportingTerms.StartSql);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return StartView.Of(await ReportingTerms.ReadStart(reader, cancellation));
        }).WithSummary("报送是否已起用，可查任一天 Whether reporting has begun, on any day");
        office.MapPut("start", async (HttpContext context, EventLog log, ClockSignal clock, CancellationToken cancellation) =>
        {
            var started = await Handle(context, log, cancellation);
            clock.Wake();
            return StartView.Of(started);
        }).WithSummary("起用报送，或更改止日 Begin reporting, or change its end").Accepts<StartRequest>("application/json");
    }

    private static async Task<ReportingStart> Handle(HttpContext context, EventLog log, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        var (wanted, by) = await RequestForm.Read(
            context, [Rhythm, Since, Until, .. person is null ? new Field[] { DecidedBy } : []], form => (Build(form), person ?? form.Get(DecidedBy)), cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        await using (var hold = new NpgsqlCommand(LockSql, transaction.Connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        var terms = await ReportingTerms.Read(transaction.Connection, transaction.StartedAt, cancellation);
        if (terms.Start is { StartedAt: { } startedAt } stored)
        {
            if ((wanted.Rhythm.Id, wanted.Since) != (stored.Rhythm.Id, stored.Since))
            {
                throw new RefusedException(Problem.Of(
                    ReportingRefusals.StartChanged, $"{startedAt.AtEdge():yyyy-MM-dd}", stored.Rhythm.Id, $"{stored.Since:yyyy-MM-dd}"));
            }

            if (wanted.Until == stored.Until)
            {
                return stored;
            }
        }

        var started = wanted with { StartedAt = terms.Start.StartedAt ?? transaction.StartedAt, Version = terms.Start.Version + 1 };
        await Keep(started, by, transaction.Connection, cancellation);
        transaction.Append(
            "coordination/reporting/start", started.Version, new ReportingStarted(started.Rhythm.Id, started.Since, started.Until, by),
            terms.Start.Version == 0 ? null : new ReportingStarted(terms.Start.Rhythm.Id, terms.Start.Since, terms.Start.Until, by));
        await OpenCycles.Date(transaction, terms with { Start = started }, cancellation);
        await transaction.Commit(cancellation);
        return started;
    }

    private static ReportingStart Build(Row form)
    {
        var rhythm = form.Find(Rhythm) ?? Rhythms.Default;
        var known = Rhythms.Published.FirstOrDefault(r => r.Id == rhythm);
        if (known is null)
        {
            form.Refuse(Fault.Of(Rhythm.Name, ReportingRefusals.UnknownRhythm, Refusal.Repeat(rhythm)).Allowing([.. Rhythms.Published.Select(r => r.Id)]));
        }

        var start = new ReportingStart(known ?? ReportingStart.NotYet.Rhythm, form.Find(Since) ?? RoleFacts.PlanBegins, form.Find(Until), StartedAt: null, Version: 1);
        if (start.Until < start.Since)
        {
            form.Refuse(Fault.Of(Until.Name, ReportingRefusals.StartEndsFirst, $"{start.Until:yyyy-MM-dd}", $"{start.Since:yyyy-MM-dd}"));
        }

        return start;
    }

    private static async Task Keep(ReportingStart start, string by, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = ReportingStartRow.OnlyId }, new() { Value = start.Rhythm.Id }, new() { Value = start.Since },
                new NpgsqlParameter<DateOnly?> { TypedValue = start.Until }, new() { Value = start.StartedAt!.Value }, new() { Value = by },
                new() { Value = start.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
