using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Coordination.Reporting.Reports;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Items;

/// <summary>A department reports on an owed item (事项报送): a figure, words, or that nothing changed.</summary>
public sealed class PushItemReports(TimeProvider time) : Push<ItemReport, ItemReported>(
    "coordination", Name, [TaskKey, Organisation, PeriodOf, Item], [Value, Words, NoChange])
{
    public const string Name = "item-reports";

    private const decimal ValueMax = 1_000_000_000_000m;

    private static readonly TextField TaskKey = new("task", "任务", "The task", MaxLength: 10) { RefersTo = PlanTask.Referred };
    private static readonly TextField Organisation = new("organisation", "报送单位", "The reporting organisation", MaxLength: 60)
    {
        RefersTo = Organisations.Organisation.Referred,
    };

    private static readonly PeriodField PeriodOf = new("period", "报告期", "The period");
    private static readonly TextField Item = new("item", "应报事项", "The owed item", MaxLength: 60) { RefersTo = Measure.Referred };
    private static readonly DecimalField Value = new("value", "数值", "The value", "", -ValueMax, ValueMax, 8);
    private static readonly TextField Words = new("words", "说明", "The words", MaxLength: 2_000, Lines: true);
    private static readonly FlagField NoChange = new("noChange", "无变化", "No change");

    private const string StoredSql = "select key, value, words, no_change, withdrawn from item_reports where key = any($1)";

    public override ItemReport Build(Row row)
    {
        var report = new ItemReport
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Task = row.Get(TaskKey),
            Organisation = row.Get(Organisation),
            Period = row.Get(PeriodOf),
            Item = row.Get(Item),
            Value = row.Find(Value),
            Words = row.Find(Words),
            NoChange = row.Find(NoChange) ?? false,
        };
        if (row.IsSound && report is { Value: null, Words: null, NoChange: false })
        {
            row.Refuse(Fault.Of(Value.Name, ReportingRefusals.ItemEmpty));
        }

        return row.IsSound ? WithKey(report) : report;
    }

    public override ItemReported Describe(ItemReport resource) => new(
        resource.Task, resource.Organisation, resource.Period, resource.Item, resource.Value, resource.Words, resource.NoChange, resource.Withdrawn);

    public override async Task<Func<ItemReport, ItemReport>?> Resolve(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        return report => WithKey(report with { Organisation = names.Resolve(report.Organisation) });
    }

    public override async Task<Func<ItemReport, IEnumerable<Fault>>> Check(
        IReadOnlyList<ItemReport> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var now = time.GetUtcNow();
        var periods = await PlanPeriods.Read([.. rows.Select(r => r.Task).Distinct()], connection, cancellation);
        var gate = await ReportGate.Hold(connection, [.. rows.Select(KeyOf)], now, cancellation);
        var facts = (await StoredFacts.ReadDuties(connection, gate.Terms.Start, cancellation)).KnownAt(now);
        var stored = await ReadStored([.. rows.Select(r => r.Key)], connection, cancellation);
        return report => (periods.FaultOf(PeriodOf.Name, report.Task, report.Period.FirstDay, report.Period.LastDay, $"{report.Period}") is { } outside
                ? [outside] : Faults(report, names, gate, facts))
            .Concat(gate.Faults(KeyOf(report), report.Item, [.. Changed(report, stored.GetValueOrDefault(report.Key))], PeriodOf.Name));
    }

    public override async Task Then(IReadOnlyList<Change<ItemReport>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        await SubmitReports.Keep([.. changes.Select(c => c.After.Part((c.Before?.Version ?? 0) + 1))], transaction, cancellation);
        await CompareFigures.Run(
            [.. changes.Select(c => c.After.Item).Distinct()], [.. changes.Select(c => c.After.Period.ToString()).Distinct()], transaction, cancellation);
    }

    private static IEnumerable<Fault> Faults(ItemReport report, OrganisationNames names, ReportGate gate, ReportingFacts facts)
    {
        if (!names.IsRegistered(report.Organisation))
        {
            yield return Fault.Of(Organisation.Name, CoordinationRefusals.UnknownOrganisation, report.Organisation);
        }
        else if (report.Organisation != report.Owner)
        {
            yield return Fault.Of(Organisation.Name, CoordinationRefusals.NotYourOrganisation, report.Organisation, report.Owner);
        }
        else if (!gate.Terms.Start.IsCycle(report.Period))
        {
            yield return Fault.Of(
                PeriodOf.Name, ReportingRefusals.OutsideReporting, report.Period, gate.Terms.Start.Rhythm.Id, $"{gate.Terms.Start.Since:yyyy-MM-dd}");
        }
        else if (Obligations.Of(report.Period, facts.Roles).FirstOrDefault(o => (o.Task, o.Organisation) == (report.Task, report.Organisation)) is not { } owed)
        {
            yield return Fault.Of(TaskKey.Name, ReportingRefusals.NotOwed, report.Organisation, report.Task, report.Period);
        }
        else if (OwedItems.Of(owed, facts.Items) is var items && !items.Contains(report.Item))
        {
            yield return Fault.Of(Item.Name, ReportingRefusals.ItemNotOwed, KeyOf(report), report.Item).Allowing([.. items]);
        }
    }

    private static ItemReport WithKey(ItemReport report) =>
        report with { Key = ItemReport.KeyOf(report.Task, report.Period, report.Organisation, report.Item) };

    private static ReportKey KeyOf(ItemReport report) => new(report.Task, report.Period, report.Organisation);

    /// <summary>All fields of what is new, or had been taken back.</summary>
    private static IEnumerable<string> Changed(ItemReport report, ItemReport? stored)
    {
        var isNew = stored is null || stored.Withdrawn;
        return
        [
            .. (isNew ? report.Value is not null : stored!.Value != report.Value) ? [Value.Name] : Array.Empty<string>(),
            .. (isNew ? report.Words is not null : stored!.Words != report.Words) ? [Words.Name] : Array.Empty<string>(),
            .. (isNew ? report.NoChange : stored!.NoChange != report.NoChange) ? [NoChange.Name] : Array.Empty<string>(),
        ];
    }

    private static async Task<Dictionary<string, ItemReport>> ReadStored(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(StoredSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, ItemReport>();
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), new ItemReport
            {
                Key = reader.GetString(0), Owner = "", Task = "", Organisation = "", Period = default, Item = "",
                Value = reader.GetFieldValue<decimal?>(1), Words = reader.IsDBNull(2) ? null : reader.GetString(2), NoChange = reader.GetBoolean(3),
                Withdrawn = reader.GetBoolean(4),
            });
        }

        return stored;
    }
}
