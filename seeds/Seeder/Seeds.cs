using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>Rows of one resource, pushed by the organisation they belong to.</summary>
internal sealed record Seed(string Resource, string Organisation, Func<ClusterClient, Task<BatchResult>> Push);

/// <summary>What is pushed, by whom, in an order in which each row finds what it refers to.</summary>
internal static class Seeds
{
    private const string Reform = "市发改委";
    private const string Transport = "市交通运输局";
    private const string Industry = "市工信局";
    private const string Ecology = "市生态环境局";
    private const string Services = "市政务服务局";
    private const string Commerce = "市商务局";

    public static IReadOnlyList<Seed> All()
    {
        var organisations = DataFiles.ReadOrganisations();
        var office = organisations.Office.ShortName;
        var plan = DataFiles.ReadPlan();
        var nodes = DataFiles.ReadRows<ChainNode>("chains.json");
        var stations = DataFiles.ReadRows<Station>("stations.json");
        var segments = DataFiles.ReadRows<Segment>("segments.json").ToLookup(s => s.Kind);
        var items = DataFiles.ReadRows<ServiceItem>("service-items.json");
        var cases = DataFiles.ReadRows<MonthlyCases>("monthly-cases.json");
        var measures = DataFiles.ReadRows<MeasureDefinition>("measures.json");
        var figures = DataFiles.ReadRows<Figure>("figures.json");
        var works = DataFiles.ReadRows<NamedRows>("demo-infrastructure.json");
        var matters = DataFiles.ReadRows<ServiceRows>("demo-office.json");
        var known = DataFiles.ReadRows<ProgressReport>("demo-progress.json");
        return
        [
            new("coordination/organisations", office, c => c.Coordination.PushOrganisations(new(organisations.Rows))),
            new("coordination/plans", office, c => c.Coordination.PushPlans(new([plan.PlanRow]))),
            new("coordination/plan-texts", office, c => c.Coordination.PushPlanTexts(new([new(plan.Plan.Id, DataFiles.ReadPlanText())]))),
            new("coordination/themes", office, c => c.Coordination.PushThemes(new(plan.ThemeRows))),
            new("coordination/subsections", office, c => c.Coordination.PushSubsections(new(plan.SubsectionRows))),
            new("coordination/tasks", office, c => c.Coordination.PushTasks(new(plan.TaskRows))),
            new("coordination/targets", office, c => c.Coordination.PushTargets(new(plan.TargetRows))),
            new("coordination/measures", office, c => c.Coordination.PushMeasures(new(measures))),
            new("coordination/figures", Reform, c => c.Coordination.PushFigures(new(figures))),
            new("infrastructure/nodes", Transport, c => c.Infrastructure.PushNodes(new(DataFiles.ReadRows<Node>("nodes.json")))),
            new("infrastructure/segments", Transport, c => c.Infrastructure.PushSegments(new([.. segments["road"]]))),
            new("infrastructure/segments", Reform, c => c.Infrastructure.PushSegments(new([.. segments["rail"]]))),
            .. works.Select(w => new Seed($"infrastructure/{w.Resource}", w.Organisation, c => c.Rows.Push("infrastructure", w.Resource, new(w.Rows)))),
            .. matters.Select(m => new Seed($"{m.Service}/{m.Resource}", m.Organisation, c => c.Rows.Push(m.Service, m.Resource, new(m.Rows)))),
            new("industry/chain-nodes", Industry, c => c.Industry.PushChainNodes(new(nodes))),
            new("industry/enterprises", Industry, c => c.Industry.PushEnterprises(new(DataFiles.ReadEnterprises()))),
            new("ecology/stations", Ecology, c => c.Ecology.PushStations(new(stations))),
            new("ecology/daily-values", Ecology, c => c.Ecology.PushDailyValues(new(DataFiles.ReadDailyValues()))),
            new("public-services/service-items", Services, c => c.PublicServices.PushServiceItems(new(items))),
            new("public-services/monthly-cases", Services, c => c.PublicServices.PushMonthlyCases(new(cases))),
            new("cooperation/port-statistics", Commerce, c => c.Cooperation.PushPortStatistics(new(DataFiles.ReadPortStatistics()))),
            .. DemonstrationYears.Reports(known)
                .Select(y => new Seed($"coordination/{y.Resource}", y.Organisation, c => c.Rows.Push("coordination", y.Resource, new(y.Rows)))),
        ];
    }
}
