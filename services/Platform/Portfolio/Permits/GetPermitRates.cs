using System.Security.Claims;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Permits;

/// <summary>By projects: due are those that need a permit, done those that said of all four whether they need it and have all they need.</summary>
/// <param name="Total">All that were not given up (终止): due, none due and not reported.</param>
/// <param name="NoneDue">They need none of the four.</param>
/// <param name="Unreported">Nothing is known to be due, and not all four were reported: neither done nor behind.</param>
/// <param name="RatePercent">Done of due, one decimal, half away from zero; null where nothing is due.</param>
public sealed record ProjectRate(decimal Total, decimal Due, decimal Done, decimal NoneDue, decimal Unreported, decimal? RatePercent);

/// <summary>By permits: due are those that are needed.</summary>
/// <param name="Unreported">Of the four of each project: nobody said whether they are needed.</param>
/// <param name="RatePercent">Done of due, one decimal, half away from zero; null where nothing is due.</param>
public sealed record PermitRate(decimal Due, decimal Done, decimal Unreported, decimal? RatePercent);

/// <summary>One of the four.</summary>
/// <param name="Permit">approval 立项, environment 环评, land 土地 or planning 规划.</param>
public sealed record PermitKindRate(string Permit, decimal Due, decimal Done, decimal Unreported, decimal? RatePercent);

/// <param name="District">Division code. A project in several counts the share of it that each has, so that districts add up to the whole.</param>
public sealed record DistrictRates(string District, ProjectRate Projects, PermitRate Permits);

/// <summary>手续办结率 with its two denominators, both of the same projects; neither is right alone.</summary>
/// <param name="ByPermit">They add up to <paramref name="Permits"/>.</param>
/// <param name="Districts">Null unless asked for; they add up as well.</param>
public sealed record PermitRates(
    ProjectRate Projects, PermitRate Permits, IReadOnlyList<PermitKindRate> ByPermit, IReadOnlyList<DistrictRates>? Districts);

/// <summary>How far the permits of the projects are that a credential sees, by projects and by permits (office practice §3).</summary>
internal static class GetPermitRates
{
    private const string ByDistrict = "district";

    /// <summary>
    /// Under no district a project has the weight 1, and beside it the share of each of its districts. First the projects of a district, then
    /// its permits of each kind; one statement, so that both are of the same moment.
    /// </summary>
    private const string Sql = """
        with seen as materialized (
            select key, counties, shares_percent from projects where stage <> 'terminated' and ($1 is null or owner = $1)),
        places as materialized (
            select key, null as district, 1::numeric as weight from seen
            union all
            select key, place.district, place.share::numeric / 100 from seen, unnest(counties, shares_percent) as place (district, share) where $2),
        states as (
            select seen.key, count(permit) as reported, count(permit) filter (where needed) as due,
                count(permit) filter (where needed and done_on is not null) as done
            from seen left join project_permits on project = seen.key group by seen.key)
        select district, null as permit, sum(weight), coalesce(sum(weight) filter (where due > 0), 0),
            coalesce(sum(weight) filter (where due > 0 and done = due and reported = $3), 0),
            coalesce(sum(weight) filter (where due = 0 and reported = $3), 0)
        from places join states using (key) group by district
        union all
        select district, permit, sum(weight), coalesce(sum(weight) filter (where needed), 0),
            coalesce(sum(weight) filter (where needed and done_on is not null), 0), 0
        from places join project_permits on project = places.key group by district, permit
        """;

    /// <param name="hasPast">Whether they can be looked at as they were on a day.</param>
    public static void MapPermitRates(this RouteGroupBuilder api, bool hasPast) =>
        api.MapGet("projects/permits/rates", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? by, CancellationToken cancellation) =>
        {
            RequestForm.Demand("by", "分组", "by", by, [ByDistrict]);
            await using var connection = await database.OpenAsOf(hasPast ? AsOf.Day(context.Request.Query[AsOf.Name], time) : null, cancellation);
            return await Read(context.User, by is not null, connection, cancellation);
        }).WithSummary("手续办结率：按项目、按手续 Rates of permits done, by projects and by permits").TakesAsOf(() => hasPast);

    private static async Task<PermitRates> Read(ClaimsPrincipal user, bool byDistrict, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(Sql);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = user.SeesOnly() });
        command.Parameters.Add(new() { Value = byDistrict });
        command.Parameters.Add(new() { Value = ProjectPermit.Kinds.All.Count });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sums = new List<Sum>();
        while (await reader.ReadAsync(cancellation))
        {
            sums.Add(new Sum(
                await reader.IsDBNullAsync(0, cancellation) ? null : reader.GetString(0), await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1),
                reader.GetDecimal(2), reader.GetDecimal(3), reader.GetDecimal(4), reader.GetDecimal(5)));
        }

        var whole = sums.FindAll(s => s.District is null);
        return new PermitRates(
            ProjectsOf(whole), PermitsOf(whole), [.. KindsOf(whole)],
            byDistrict
                ? [.. sums.Where(s => s.District is not null).GroupBy(s => s.District!).OrderBy(d => d.Key, StringComparer.Ordinal)
                    .Select(d => new DistrictRates(d.Key, ProjectsOf([.. d]), PermitsOf([.. d])))]
                : null);
    }

    private static ProjectRate ProjectsOf(IReadOnlyList<Sum> sums)
    {
        var sum = sums.FirstOrDefault(s => s.Permit is null) ?? new Sum(null, null, 0, 0, 0, 0);
        return new ProjectRate(sum.Count, sum.Due, sum.Done, sum.NoneDue, sum.Count - sum.Due - sum.NoneDue, RateOf(sum.Done, sum.Due));
    }

    private static PermitRate PermitsOf(IReadOnlyList<Sum> sums)
    {
        var (due, done, unreported) = KindsOf(sums).Aggregate(
            (Due: 0m, Done: 0m, Unreported: 0m), (all, kind) => (all.Due + kind.Due, all.Done + kind.Done, all.Unreported + kind.Unreported));
        return new PermitRate(due, done, unreported, RateOf(done, due));
    }

    private static IEnumerable<PermitKindRate> KindsOf(IReadOnlyList<Sum> sums)
    {
        var projects = ProjectsOf(sums).Total;
        foreach (var kind in ProjectPermit.Kinds.All)
        {
            var sum = sums.FirstOrDefault(s => s.Permit == kind) ?? new Sum(null, kind, 0, 0, 0, 0);
            yield return new PermitKindRate(kind, sum.Due, sum.Done, projects - sum.Count, RateOf(sum.Done, sum.Due));
        }
    }

    private static decimal? RateOf(decimal done, decimal due) =>
        due == 0 ? null : decimal.Round(100 * done / due, 1, MidpointRounding.AwayFromZero);

    /// <param name="Permit">Null for the projects themselves.</param>
    /// <param name="Count">Projects, or those of them that reported the permit.</param>
    private sealed record Sum(string? District, string? Permit, decimal Count, decimal Due, decimal Done, decimal NoneDue);
}
