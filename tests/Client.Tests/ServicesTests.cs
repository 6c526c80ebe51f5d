using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Cooperation.Ports;
using Cluster.Coordination.Figures;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Plan;
using Cluster.Coordination.Progress;
using Cluster.Ecology.DailyValues;
using Cluster.Ecology.Stations;
using Cluster.Industry.Chains;
using Cluster.Industry.Enterprises;
using Cluster.Infrastructure.Corridors;
using Cluster.Infrastructure.Nodes;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;
using Cluster.PublicServices.Cases;
using Cluster.PublicServices.Items;

namespace Cluster.Client.Tests;

/// <summary>The client declares the API again, so that it refers to no service; here the two are held against each other.</summary>
public sealed class ServicesTests
{
    /// <summary>What the platform adds to a row.</summary>
    private static readonly string[] Given = ["key", "owner", "withdrawn", "length", "sha256"];

    private static readonly IReadOnlyDictionary<Type, Resource> Resources = new Dictionary<Type, Resource>
    {
        [typeof(Organisation)] = Resource.Of(new PushOrganisations()),
        [typeof(ActionPlan)] = Resource.Of(new PushActionPlans()),
        [typeof(PlanText)] = Resource.Of(new PushPlanTexts()),
        [typeof(Theme)] = Resource.Of(new PushThemes()),
        [typeof(Subsection)] = Resource.Of(new PushSubsections()),
        [typeof(PlanTask)] = Resource.Of(new PushTasks(TimeProvider.System)),
        [typeof(Target)] = Resource.Of(new PushTargets()),
        [typeof(ProgressReport)] = Resource.Of(new PushProgressReports(TimeProvider.System)),
        [typeof(MeasureDefinition)] = Resource.Of(new PushMeasures()),
        [typeof(Figure)] = Resource.Of(new PushFigures(TimeProvider.System)),
        [typeof(Segment)] = Resource.Of(new PushSegments(TimeProvider.System)),
        [typeof(Node)] = Resource.Of(new PushNodes()),
        [typeof(Corridor)] = Resource.Of(new PushCorridors()),
        [typeof(ChainNode)] = Resource.Of(new PushChainNodes()),
        [typeof(Enterprise)] = Resource.Of(new PushEnterprises()),
        [typeof(Station)] = Resource.Of(new PushStations()),
        [typeof(DailyValue)] = Resource.Of(new PushDailyValues(TimeProvider.System)),
        [typeof(ServiceItem)] = Resource.Of(new PushServiceItems()),
        [typeof(MonthlyCases)] = Resource.Of(new PushMonthlyCases(TimeProvider.System)),
        [typeof(SenderCode)] = Resource.Of(new PushSenderCodes("{service}", [])),
        [typeof(PortStatistic)] = Resource.Of(new PushPortStatistics(TimeProvider.System)),
    };

    public static TheoryData<Type> Rows => [.. Resources.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_has_the_fields_that_its_service_reads(Type row) =>
        NamesOf(row).Except(Given).ShouldBe(Resources[row].Fields.Except(Given), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_cannot_be_made_without_what_its_service_requires(Type row) =>
        Resources[row].Required.Except(RequiredOf(row)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_read_as_its_service_tells_it(Type row) =>
        NamesOf(Resources[row].Told).Except(NamesOf(row)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_pushed_to_the_address_of_its_resource(Type row)
    {
        var (path, batch) = (Resources[row].Path, typeof(BatchRequest<>).MakeGenericType(row));

        var method = typeof(ClusterClient).GetProperties().SelectMany(api => api.PropertyType.GetMethods())
            .Single(method => method.GetParameters().Any(parameter => parameter.ParameterType == batch));

        method.GetCustomAttribute<Refit.PostAttribute>()!.Path.ShouldBe($"{path}/batch");
    }

    [Theory]
    [InlineData(typeof(Overview), typeof(OfficeOverview))]
    [InlineData(typeof(ThemeSummary), typeof(Coordination.Overview.ThemeSummary))]
    [InlineData(typeof(OrganisationSummary), typeof(Coordination.Overview.OrganisationSummary))]
    [InlineData(typeof(IndicatorSummary), typeof(Coordination.Overview.IndicatorSummary))]
    [InlineData(typeof(Freshness), typeof(Coordination.Overview.Freshness))]
    [InlineData(typeof(TaskView), typeof(Coordination.Plan.TaskView))]
    [InlineData(typeof(Measure), typeof(MeasureView))]
    [InlineData(typeof(RowResult), typeof(Ingestion.RowResult))]
    [InlineData(typeof(RowNote), typeof(Ingestion.RowNote))]
    [InlineData(typeof(ChangesPage), typeof(Messaging.ChangesPage))]
    [InlineData(typeof(Change), typeof(Messaging.ChangeView))]
    [InlineData(typeof(RowVersion), typeof(Messaging.HistoryEntry))]
    [InlineData(typeof(LogVerification), typeof(Messaging.LogVerification))]
    [InlineData(typeof(BrokenSeal), typeof(Messaging.BrokenSeal))]
    [InlineData(typeof(DeadLetter), typeof(Messaging.DeadLetterView))]
    [InlineData(typeof(WebhookList), typeof(Cluster.Webhooks.Subscriptions.SubscriptionList))]
    [InlineData(typeof(Webhook), typeof(Cluster.Webhooks.Subscriptions.SubscriptionView))]
    [InlineData(typeof(WebhookSettings), typeof(Cluster.Webhooks.Subscriptions.SubscriptionRequest))]
    [InlineData(typeof(SavedWebhook), typeof(Cluster.Webhooks.Subscriptions.SubscriptionSaved))]
    [InlineData(typeof(WebhookSecret), typeof(Cluster.Webhooks.Subscriptions.SecretRotated))]
    [InlineData(typeof(WebhookTest), typeof(Cluster.Webhooks.Subscriptions.TestOutcome))]
    [InlineData(typeof(WebhookReplay), typeof(Cluster.Webhooks.Deliveries.ReplayRequest))]
    [InlineData(typeof(WebhookDeliveries), typeof(Cluster.Webhooks.Deliveries.DeliveryPage))]
    [InlineData(typeof(WebhookDelivery), typeof(Cluster.Webhooks.Deliveries.DeliveryView))]
    [InlineData(typeof(FileResult), typeof(Ingestion.BatchResult))]
    [InlineData(typeof(FileReading), typeof(Ingestion.Files.FileReading))]
    [InlineData(typeof(SkippedRow), typeof(Ingestion.Files.SkippedRow))]
    [InlineData(typeof(ChangeSample), typeof(Ingestion.Files.ChangeSample))]
    public void A_view_has_what_its_service_answers(Type read, Type answered) =>
        NamesOf(read).ShouldBe(NamesOf(answered), ignoreOrder: true);

    private static List<string> NamesOf(Type type) =>
    [
        .. from property in type.GetProperties()
           where property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }
           select JsonNamingPolicy.CamelCase.ConvertName(property.Name),
    ];

    private static IEnumerable<string> RequiredOf(Type row) =>
        from property in row.GetProperties()
        where property.IsDefined(typeof(RequiredMemberAttribute))
            || row.GetConstructors().Any(c => c.GetParameters().Any(p => p.Name == property.Name && !p.HasDefaultValue))
        select JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>What a service says of a resource.</summary>
    private sealed record Resource(string Path, IReadOnlyList<string> Required, IReadOnlyList<string> Fields, Type Told)
    {
        public static Resource Of<T, TEvent>(Push<T, TEvent> push)
            where T : Ingestion.Resource
            where TEvent : class => new(
                $"/api/{push.ServiceName}/{push.ResourceName}",
                [.. push.RequiredFields.Select(f => f.Name)],
                [.. push.RequiredFields.Concat(push.OptionalFields).Select(f => f.Name)],
                typeof(TEvent));
    }
}
