using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Reporting.Reports;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Progress;

/// <summary>A department reports its progress (进展情况) on the tasks it leads or co-operates in.</summary>
public sealed class PushProgressReports(TimeProvider time) : Push<ProgressReport, ProgressReported>(
    "coordination", "progress-reports", [Task, Organisation, Period, ProgressPercent, State, Words], [NoChange])
{
    private static readonly TextField Task = new("task", "任务", "The task", MaxLength: 10) { RefersTo = PlanTask.Referred };
    private static readonly TextField Organisation = new("organisation", "报送单位", "The reporting organisation", MaxLength: 60)
    {
        RefersTo = Organisations.Organisation.Referred,
    };

    private static readonly QuarterField Period = new("period", "报告期", "The period");
    private static readonly DecimalField ProgressPercent = new("progressPercent", "累计进度", "The cumulative progress", "%", 0m, 100m, 2);
    private static readonly CodeField<ProgressState> State = new("state", "状态", "The state", ProgressReport.States);
    private static readonly TextField Words = new("words", "进展情况", "The words", MaxLength: 2_000, Lines: true);
    private static readonly FlagField NoChange = new("noChange", "无变化", "No change");

    private const string StoredSql = "select key, progress_percent, state, words, no_change, withdrawn from progress_reports where key = any($1)";
    private const string RolesSql = "select key, leads || co_operators from tasks where key = any($1)";

    public override ProgressReport Build(Row row)
    {
        var noChange = row.Find(NoChange) ?? false;
        var report = new ProgressReport
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Task = row.Get(Task),
            Organisation = row.Get(Organisation),
            Period = row.Get(Period),
            ProgressPercent = row.Get(ProgressPercent),
            State = row.Get(State),
            Words = noChange ? row.Find(Words) ?? "" : row.Get(Words), // the tick is an answer by itself
            NoChange = noChange,
        };
        if (report.Period > Quarter.Of(time.Today()))
        {
            row.Refuse(Fault.Of(Period.Name, CoordinationRefusals.PeriodInFuture, report.Period));
        }

        if (row.IsSound && !ProgressReport.Agree(report.State, report.ProgressPercent))
        {
            row.Refuse(Fault.Of(
                State.Name, CoordinationRefusals.StateContradictsProgress, ProgressReport.States.Write(report.State), report.ProgressPercent));
        }

        return row.IsSound ? report with { Key = ProgressReport.KeyOf(report.Task, report.Period, report.Organisation) } : report;
    }

    public override ProgressReported Describe(ProgressReport resource) => new(
        resource.Task, resource.Organisation, resource.Period, resource.ProgressPercent,
        ProgressReport.States.Write(resource.State), resource.Words, resource.NoChange,
        resource.Withdrawn);

    public override async Task<Func<ProgressReport, ProgressReport>?> Resolve(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        return report =>
        {
            var organisation = names.Resolve(report.Organisation);
            return report with { Organisation = organisation, Key = ProgressReport.KeyOf(report.Task, report.Period, organisation) };
        };
    }

    public override async Task<Func<ProgressReport, IEnumerable<Fault>>> Check(
        IReadOnlyList<ProgressReport> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var roles = await ReadRoles([.. rows.Select(r => r.Task).Distinct()], connection, cancellation);
        var periods = await PlanPeriods.Read([.. rows.Select(r => r.Task).Distinct()], connection, cancellation);
        var gate = await ReportGate.Hold(connection, [.. rows.Select(KeyOf)], time.GetUtcNow(), cancellation);
        var stored = await ReadStored([.. rows.Select(r => r.Key)], connection, cancellation);
        return report => Faults(report, names, roles)
            .Concat(periods.FaultsOf(Period.Name, report.Task, report.Period.FirstDay, report.Period.LastDay, $"{report.Period}"))
            .Concat(gate.Faults(KeyOf(report), OwedItems.Progress, [.. Changed(report, stored.GetValueOrDefault(report.Key))], Period.Name));
    }

    /// <summary>A report is submitted by its content.</summary>
    public override Task Then(IReadOnlyList<Change<ProgressReport>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        SubmitReports.Keep([.. changes.Select(c => c.After.Part((c.Before?.Version ?? 0) + 1))], transaction, cancellation);

    private static ReportKey KeyOf(ProgressReport report) => new(report.Task, Contracts.Period.Of(report.Period.FirstDay, PeriodType.Quarter), report.Organisation);

    /// <summary>All fields of what is new, or had been taken back.</summary>
    private static IEnumerable<string> Changed(ProgressReport report, ProgressReport? stored)
    {
        var isNew = stored is null || stored.Withdrawn;
        return
        [
            .. isNew || stored!.ProgressPercent != report.ProgressPercent ? [ProgressPercent.Name] : Array.Empty<string>(),
            .. isNew || stored!.State != report.State ? [State.Name] : Array.Empty<string>(),
            .. isNew || stored!.Words != report.Words ? [Words.Name] : Array.Empty<string>(),
            .. isNew || stored!.NoChange != report.NoChange ? [NoChange.Name] : Array.Empty<string>(),
        ];
    }

    private static async Task<Dictionary<string, ProgressReport>> ReadStored(
        string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(StoredSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, ProgressReport>();
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), new ProgressReport
            {
                Key = reader.GetString(0), Owner = "", Task = "", Organisation = "", Period = default, ProgressPercent = reader.GetDecimal(1),
                State = ProgressReport.States.Parse(reader.GetString(2)), Words = reader.GetString(3), NoChange = reader.GetBoolean(4),
                Withdrawn = reader.GetBoolean(5),
            });
        }

        return stored;
    }

    private static IEnumerable<Fault> Faults(ProgressReport report, OrganisationNames names, Dictionary<string, string[]> roles)
    {
        if (!roles.TryGetValue(report.Task, out var members))
        {
            yield return Fault.Of(Task.Name, CoordinationRefusals.UnknownTask, report.Task);
        }

        if (!names.IsRegistered(report.Organisation))
        {
            yield return Fault.Of(Organisation.Name, CoordinationRefusals.UnknownOrganisation, report.Organisation);
        }
        else if (report.Organisation != report.Owner)
        {
            yield return Fault.Of(Organisation.Name, CoordinationRefusals.NotYourOrganisation, report.Organisation, report.Owner);
        }
        else if (members is not null && !members.Contains(report.Organisation))
        {
            yield return Fault.Of(Task.Name, CoordinationRefusals.NotYourTask, report.Organisation, report.Task).Allowing(members);
        }
    }

    private static async Task<Dictionary<string, string[]>> ReadRoles(
        string[] tasks, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RolesSql, connection) { Parameters = { new() { Value = tasks } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var roles = new Dictionary<string, string[]>();
        while (await reader.ReadAsync(cancellation))
        {
            roles.Add(reader.GetString(0), reader.GetFieldValue<string[]>(1));
        }

        return roles;
    }
}
