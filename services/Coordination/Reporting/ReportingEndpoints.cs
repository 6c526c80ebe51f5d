using Cluster.Contracts.Coordination;
using Cluster.Coordination.Progress;
using Cluster.Coordination.Reporting.Board;
using Cluster.Coordination.Reporting.Items;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Coordination.Reporting.Reports;
using Cluster.Coordination.Reporting.Schedule;
using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>Where reports come in, are decided on and are looked at.</summary>
internal static class ReportingEndpoints
{
    public const string Name = "reporting";

    private const string Service = "coordination";

    public static IHostApplicationBuilder AddReporting(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReportingBoard>().AddSingleton<ClockSignal>().AddSingleton<AdvanceClock>().AddHostedService<ReportingClock>();
        return builder;
    }

    public static RouteGroupBuilder MapReporting(this RouteGroupBuilder api)
    {
        api.MapResource<CoordinationDb, ProgressReport, ProgressReported>(new PushProgressReports(TimeProvider.System));
        api.MapResource<CoordinationDb, RegisteredItem, OwedItemRecorded>(new PushRegisteredItems());
        api.MapResource<CoordinationDb, ItemReport, ItemReported>(new PushItemReports(TimeProvider.System));
        var reporting = api.MapGroup(Name);
        var office = reporting.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite(Service, Name));
        var department = reporting.MapGroup("")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Department, Roles.Office).RequireWrite(Service, Name));
        reporting.MapStart(office);
        reporting.MapNotices(office);
        reporting.MapAllowances(office);
        reporting.MapReportSteps(department, office);
        reporting.MapQueries(department, office);
        reporting.MapBoard();
        return api;
    }
}
