using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Pool;

/// <summary>A project of the city's pool. Money is in 万元.</summary>
/// <param name="Key">The service and the department's own key: infrastructure/p-1.</param>
/// <param name="TotalWan">Adjusted where it was.</param>
public sealed record PoolProjectView(
    string Key, string Owner, string? Code, string Name, string Unit, string Stage, IReadOnlyList<string> Counties, string? Chain, IReadOnlyList<string> Tasks,
    decimal? TotalWan, DateOnly? PlannedStart, DateOnly? StartedOn, DateOnly? PlannedCompletion, DateOnly? CompletedOn, DateOnly? StatisticsEnteredOn);

/// <param name="Next">The last key of the page, for <c>after</c>; null where there is no more.</param>
public sealed record PoolPage(IReadOnlyList<PoolProjectView> Items, string? Next);

/// <summary>The projects of all services in one list (全市项目库), each once: what was merged away is not there. A department finds its own.</summary>
internal static class GetPool
{
    private const int PageSizeDefault = 100;

    private const string Sql = """
        select p.key, p.owner, p.code, p.name, p.unit, p.stage, p.counties, p.chain, p.tasks, coalesce(p.adjusted_total_wan, p.total_wan), p.planned_start,
               p.started_on, p.planned_completion, p.completed_on, p.statistics_entered_on
        from projects p
        where ($1::text is null or p.owner = $1) and ($2::text is null or p.stage = $2) and ($3::text is null or $3 = any(p.counties))
          and ($4::text is null or p.chain = $4) and ($5::text is null or p.owner = $5) and ($6::text is null or $6 = any(p.tasks))
          and ($7::text is null or p.key > $7)
        order by p.key
        limit $8
        """;

    public static void MapPool(this RouteGroupBuilder api) =>
        api.MapGet("projects", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? stage, string? county, string? chain, string? owner, string? task,
            string? after, int? pageSize, string? asOf, CancellationToken cancellation) =>
        {
            RequestForm.Demand("stage", "阶段", "The stage", stage, StageGates.Codes.All);
            var size = Math.Clamp(pageSize ?? PageSizeDefault, 1, ResourceEndpoints.PageSizeMax);
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            await using var command = connection.Command(Sql);
            foreach (var text in new[] { context.User.SeesOnly(), stage, county, chain, owner, task, after })
            {
                // A text with a null character is the value of nothing.
                command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = text?.Contains('\0') == true ? "" : text });
            }

            command.Parameters.Add(new() { Value = size + 1 });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var found = new List<PoolProjectView>();
            while (await reader.ReadAsync(cancellation))
            {
                found.Add(new PoolProjectView(
                    reader.GetString(0), reader.GetString(1), await Text(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                    reader.GetFieldValue<string[]>(6), await Text(7), reader.GetFieldValue<string[]>(8), reader.GetFieldValue<decimal?>(9),
                    reader.GetFieldValue<DateOnly?>(10), reader.GetFieldValue<DateOnly?>(11), reader.GetFieldValue<DateOnly?>(12),
                    reader.GetFieldValue<DateOnly?>(13), reader.GetFieldValue<DateOnly?>(14)));
            }

            return new PoolPage([.. found.Take(size)], found.Count > size ? found[size - 1].Key : null);

            async Task<string?> Text(int ordinal) => await reader.IsDBNullAsync(ordinal, cancellation) ? null : reader.GetString(ordinal);
        }).WithSummary("全市项目库，按主键分页，可查任一天 The city's pool of projects, by key, page by page, on any day");
}
