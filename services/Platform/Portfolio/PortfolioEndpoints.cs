using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.Portfolio.Book;
using Cluster.Portfolio.Curves;
using Cluster.Portfolio.Dispatch;
using Cluster.Portfolio.Evidence;
using Cluster.Portfolio.Milestones;
using Cluster.Portfolio.Months;
using Cluster.Portfolio.Permits;
using Cluster.Portfolio.Pool;
using Cluster.Portfolio.Pool.Merges;
using Cluster.Portfolio.Problems;
using Cluster.Portfolio.Projects;
using Cluster.Portfolio.Years;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cluster.Portfolio;

/// <summary>The project pipeline of a service, in one line of its program.</summary>
public static class PortfolioEndpoints
{
    /// <param name="service">As in its address.</param>
    /// <param name="afterMoves">What follows in the service from projects that came to another stage, or to it on another day; in their transaction.</param>
    public static RouteGroupBuilder MapPortfolio<TContext>(
        this RouteGroupBuilder api, string service, Func<IReadOnlyList<Change<Project>>, LogTransaction, CancellationToken, Task>? afterMoves = null)
        where TContext : DbContext
    {
        var services = ((IEndpointRouteBuilder)api).ServiceProvider;
        var options = OptionsOf(services);
        var time = services.GetRequiredService<TimeProvider>();
        var (projects, years) = (new PushProjects(service, options, time, afterMoves), new PushProjectYears(service, time));
        api.MapResource<TContext, Project, ProjectReported>(projects);
        api.MapResource<TContext, ProjectYear, ProjectYearReported>(years);
        api.MapResource<TContext, ProjectCurve, ProjectCurveReported>(new PushProjectCurves(service)).MapCurveDecisions(service);
        api.MapResource<TContext, ProjectMonth, ProjectMonthReported>(new PushProjectMonths(service, options, time));
        api.MapResource<TContext, Milestone, MilestoneReported>(new PushMilestones(service, time));
        api.MapResource<TContext, ProjectPermit, PermitReported>(new PushPermits(service, time));
        api.MapResource<TContext, ProjectProblem, ProblemReported>(new PushProblems(service, time));
        api.MapProjectBook<TContext>(service, projects, years);
        api.MapEvidence(service, options);
        var database = services.GetRequiredService<NpgsqlDataSource>();
        return api.MapPortfolioViews(Dimension.All, async (month, by, onlyOf, day, cancellation) =>
        {
            await using var connection = await database.OpenAsOf(day, cancellation);
            return await GetDispatch.Read(month, by, options.Schedule, onlyOf, connection, cancellation);
        }, hasPast: false);
    }

    /// <summary>The projects of all services: the same questions, and which of the projects are one.</summary>
    public static RouteGroupBuilder MapProjectPool(this RouteGroupBuilder api, DispatchReader dispatch)
    {
        api.MapGetMerges();
        api.MapDecideMerge();
        api.MapPool();
        return api.MapPortfolioViews(Dimension.OfPool, dispatch, hasPast: true);
    }

    /// <summary>What is asked of the pipeline's tables, whoever fills them.</summary>
    private static RouteGroupBuilder MapPortfolioViews(
        this RouteGroupBuilder api, IReadOnlyDictionary<string, Dimension> dimensions, DispatchReader dispatch, bool hasPast)
    {
        api.MapPermitRates(hasPast);
        api.MapOverdue(hasPast);
        api.MapDispatch(dispatch, dimensions, hasPast);
        api.MapDispatchMonths(hasPast);
        api.MapFunnel();
        return api;
    }

    public static PortfolioOptions OptionsOf(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>().GetSection("Portfolio").Get<PortfolioOptions>() ?? new PortfolioOptions();
}
