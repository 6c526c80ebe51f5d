using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Items;

/// <summary>The office registers what has to be reported of a task (应报事项). A task without any owes its progress.</summary>
public sealed class PushRegisteredItems() : Push<RegisteredItem, OwedItemRecorded>(
    "coordination", Name, [Key, TaskKey, Item], [Region, Organisation, Since, Until])
{
    public const string Name = "owed-items";

    private const string City = "150200";

    private static readonly TextField Key = new("key", "事项编号", "The item's key", MaxLength: 60);
    private static readonly TextField TaskKey = new("task", "任务", "The task", MaxLength: 10) { RefersTo = PlanTask.Referred };
    private static readonly TextField Item = new("item", "指标", "The measure", MaxLength: 60) { RefersTo = Measure.Referred };
    private static readonly DivisionCodeField Region = new("region", "地区", "The region");
    private static readonly TextField Organisation = new("organisation", "报送单位", "The reporting organisation", MaxLength: 60)
    {
        RefersTo = Organisations.Organisation.Referred,
    };

    private static readonly DateField Since = new("since", "起", "The first day");
    private static readonly DateField Until = new("until", "止", "The first day without it");

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override RegisteredItem Build(Row row)
    {
        var item = new RegisteredItem
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Task = row.Get(TaskKey),
            Item = row.Get(Item),
            Region = row.Find(Region) ?? DivisionCode.Parse(City),
            Organisation = row.Find(Organisation),
            Since = row.Find(Since) ?? RoleFacts.PlanBegins,
            Until = row.Find(Until),
        };
        if (item.Until <= item.Since)
        {
            row.Refuse(Fault.Of(Until.Name, ReportingRefusals.ItemEndsFirst, $"{item.Until:yyyy-MM-dd}", $"{item.Since:yyyy-MM-dd}"));
        }

        return item;
    }

    public override OwedItemRecorded Describe(RegisteredItem resource) => new(
        resource.Key, resource.Task, resource.Item, resource.Region, resource.Organisation, resource.Since, resource.Until);

    public override async Task<Func<RegisteredItem, RegisteredItem>?> Resolve(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        return item => item.Organisation is { } organisation ? item with { Organisation = names.Resolve(organisation) } : item;
    }

    public override async Task<Func<RegisteredItem, IEnumerable<Fault>>> Check(
        IReadOnlyList<RegisteredItem> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var tasks = await connection.ReadKeys("tasks", cancellation);
        var measures = await connection.ReadKeys("measures", cancellation);
        return item =>
        [
            .. tasks.Contains(item.Task) ? [] : new[] { Fault.Of(TaskKey.Name, CoordinationRefusals.UnknownTask, item.Task) },
            .. measures.Contains(item.Item) ? [] : new[] { Fault.Of(Item.Name, CoordinationRefusals.UnknownMeasure, item.Item) },
            .. item.Organisation is null || names.IsRegistered(item.Organisation)
                ? [] : new[] { Fault.Of(Organisation.Name, CoordinationRefusals.UnknownOrganisation, item.Organisation) },
        ];
    }

    public override async Task Then(IReadOnlyList<Change<RegisteredItem>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        await ItemFacts.Keep(changes, transaction, cancellation);
        await FigureFacts.KeepEarlier([.. changes.Select(c => c.After.Item).Distinct()], transaction.Connection, cancellation);
    }
}
