using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Schedule;
using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Reports;

/// <param name="Period">The cycle, 2025Q3.</param>
/// <param name="Until">The last day on which it holds.</param>
/// <param name="DecidedBy">The person, where a system of the office sends it.</param>
public sealed record AllowanceRequest(string Organisation, string Period, DateOnly Until, string Reason, string? DecidedBy);

/// <param name="Kind">extension while the cycle is open, reopening once it closed.</param>
public sealed record AllowanceView(string Kind, string Organisation, Period Period, DateOnly Until, string Reason, string GrantedBy, DateTimeOffset GrantedAt)
{
    internal static AllowanceView Of(Allowance allowance) => new(
        StoredAllowances.Kinds.Write(allowance.Kind), allowance.Organisation, allowance.Period, allowance.Until, allowance.Reason, allowance.GrantedBy,
        allowance.GrantedAt);
}

/// <summary>The office gives one department more time in one cycle (延期), or opens it again (重新开放). The same said again changes nothing.</summary>
internal static class GrantAllowance
{
    private const int ReasonLengthMax = 500;

    private static readonly TextField Organisation = new("organisation", "单位", "The organisation", MaxLength: 60);
    private static readonly PeriodField PeriodOf = new("period", "报告期", "The period");
    private static readonly DateField Until = new("until", "到期日", "The last day");
    private static readonly TextField Reason = new("reason", "原因", "The reason", ReasonLengthMax, Lines: true);

    /// <summary>One at a time; they are few.</summary>
    private const string LockSql = "lock table report_allowances in share row exclusive mode";

    private const string KeepSql = """
        insert into report_allowances (period, organisation, version, kind, reason, granted_by, granted_at, until) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string ListSql = $"""
        select {StoredAllowances.Columns} from report_allowances
        where ($1::text is null or organisation = $1) and ($2::text is null or period = $2) order by granted_at desc, organisation limit 500
        """;

    public static void MapAllowances(this RouteGroupBuilder reporting, RouteGroupBuilder office)
    {
        reporting.MapGet("allowances", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? period, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            await using var command = connection.Command(ListSql);
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = context.User.SeesOnly() });
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = SqlText.Asked(period) });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return (await StoredAllowances.Read(reader, cancellation)).ConvertAll(AllowanceView.Of);
        }).WithSummary("延期和重新开放，可查任一天，新的在前，至多 500 条 Extensions and reopenings, on any day, the newest first, at most 500");
        office.MapPost("allowances", async (HttpContext context, EventLog log, ClockSignal clock, CancellationToken cancellation) =>
        {
            var granted = await Handle(context, log, cancellation);
            clock.Wake();
            return AllowanceView.Of(granted);
        }).WithSummary("延期或重新开放 Give more time, or open a closed cycle again").Accepts<AllowanceRequest>("application/json");
    }

    private static async Task<Allowance> Handle(HttpContext context, EventLog log, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        var asked = await RequestForm.Read(
            context, [Organisation, PeriodOf, Until, Reason, .. person is null ? new Field[] { StartReporting.DecidedBy } : []],
            form => (
                Organisation: form.Get(Organisation), Period: form.Get(PeriodOf), Until: form.Get(Until), Reason: form.Get(Reason),
                By: person ?? form.Get(StartReporting.DecidedBy)),
            cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        await using (var hold = new NpgsqlCommand(LockSql, transaction.Connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        var organisation = await OrganisationIn(asked.Organisation, transaction.Connection, cancellation);
        var terms = await ReportingTerms.Read(transaction.Connection, transaction.StartedAt, cancellation);
        Demand(terms.Start, asked.Period);
        var earlier = (await StoredAllowances.Of([organisation], transaction.Connection, cancellation)).FindAll(a => a.Period == asked.Period);
        if (earlier.MaxBy(a => a.GrantedAt) is { } last && (last.Until, last.Reason, last.GrantedBy) == (asked.Until, asked.Reason, asked.By))
        {
            return last;
        }

        var (granted, faults) = Allowance.Grant(terms.CycleOf(asked.Period), organisation, asked.Reason, asked.By, transaction.StartedAt, asked.Until);
        if (granted is null)
        {
            throw RequestForm.Refuse([.. faults]);
        }

        await Keep(granted, earlier.Count + 1, transaction, cancellation);
        await transaction.Commit(cancellation);
        return granted;
    }

    private static async Task<string> OrganisationIn(string given, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var organisation = names.Resolve(given);
        return names.IsRegistered(organisation)
            ? organisation
            : throw RequestForm.Refuse(Fault.Of(Organisation.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(given)));
    }

    private static void Demand(ReportingStart start, Period period)
    {
        if (start.StartedAt is null)
        {
            throw new RefusedException(Problem.Of(ReportingRefusals.NotStarted));
        }

        if (!start.IsCycle(period))
        {
            throw RequestForm.Refuse(Fault.Of(PeriodOf.Name, ReportingRefusals.OutsideReporting, period, start.Rhythm.Id, $"{start.Since:yyyy-MM-dd}"));
        }
    }

    private static async Task Keep(Allowance granted, long version, LogTransaction transaction, CancellationToken cancellation)
    {
        var kind = StoredAllowances.Kinds.Write(granted.Kind);
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = granted.Period.ToString() }, new() { Value = granted.Organisation }, new() { Value = version }, new() { Value = kind },
                new() { Value = granted.Reason }, new() { Value = granted.GrantedBy }, new() { Value = granted.GrantedAt }, new() { Value = granted.Until },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        transaction.Append(
            $"coordination/report-allowances/{granted.Period}.{granted.Organisation}", version,
            new ReportAllowanceGranted(kind, granted.Organisation, granted.Period, granted.Reason, granted.GrantedBy, granted.Until),
            concerns: [granted.Organisation]);
    }
}
