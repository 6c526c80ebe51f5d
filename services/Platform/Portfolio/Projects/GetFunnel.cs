using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>How many projects stand at each stage (项目漏斗) on a day, and for how long.</summary>
public sealed record Funnel(DateOnly AsOf, int Projects, IReadOnlyList<FunnelStage> Stages);

/// <param name="TotalWan">Of their totals as they are known today.</param>
/// <param name="Stuck">Those that have been there for longer than such a stage takes.</param>
public sealed record FunnelStage(string Stage, string Zh, int Projects, decimal TotalWan, int DaysAverage, int DaysMax, int? StuckAfterDays, int Stuck);

/// <summary>A project that has not moved for longer than its stage takes (久未推进).</summary>
public sealed record StuckProject(string Key, string Owner, string Name, string Stage, DateOnly Since, int Days, int StuckAfterDays);

internal static class GetFunnel
{
    private const int StuckMax = 500;

    /// <summary>The stage of each project on the day: the last one that it came to.</summary>
    private const string StandingSql = """
        with standing as (
            select distinct on (s.project) s.project, s.stage, s.since, $1 - s.since as days, l.days as stuck_after
            from project_stages s
            left join unnest($2, $3) as l (stage, days) on l.stage = s.stage
            where s.since <= $1
            order by s.project, s.since desc)
        """;

    private const string FunnelSql = $"""
        {StandingSql}
        select s.stage, count(*), coalesce(sum(coalesce(p.adjusted_total_wan, p.total_wan)), 0), round(avg(s.days)), max(s.days),
               count(*) filter (where s.days > s.stuck_after)
        from standing s join projects p on p.key = s.project
        where $4::text is null or p.owner = $4
        group by s.stage
        """;

    private const string StuckSql = $"""
        {StandingSql}
        select p.key, p.owner, p.name, s.stage, s.since, s.days, s.stuck_after
        from standing s join projects p on p.key = s.project
        where s.days > s.stuck_after and ($4::text is null or p.owner = $4)
        order by s.days - s.stuck_after desc, p.key
        limit $5
        """;

    public static void MapFunnel(this RouteGroupBuilder api)
    {
        api.MapGet("project-funnel", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var command = Command(FunnelSql, day, context, database);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var found = new Dictionary<ProjectStage, FunnelStage>();
            while (await reader.ReadAsync(cancellation))
            {
                var stage = StageGates.Codes.Parse(reader.GetString(0));
                found.Add(stage, StageOf(stage) with
                {
                    Projects = reader.GetInt32(1), TotalWan = reader.GetDecimal(2), DaysAverage = (int)reader.GetDecimal(3), DaysMax = reader.GetInt32(4),
                    Stuck = reader.GetInt32(5),
                });
            }

            return new Funnel(
                day, found.Values.Sum(s => s.Projects),
                [.. Enum.GetValues<ProjectStage>().Select(s => found.GetValueOrDefault(s) ?? StageOf(s))]);
        }).WithSummary("项目漏斗 Projects by stage");

        api.MapGet("project-funnel/stuck", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, DateOnly? asOf, CancellationToken cancellation) =>
        {
            await using var command = Command(StuckSql, asOf ?? time.Today(), context, database);
            command.Parameters.Add(new() { Value = StuckMax });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var stuck = new List<StuckProject>();
            while (await reader.ReadAsync(cancellation))
            {
                stuck.Add(new StuckProject(
                    reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateOnly>(4),
                    reader.GetInt32(5), reader.GetInt32(6)));
            }

            return stuck;
        }).WithSummary("久未推进的项目，最久的在前，至多 500 个 Projects that are stuck, the longest first, at most 500");
    }

    private static FunnelStage StageOf(ProjectStage stage) =>
        new(StageGates.Codes.Write(stage), StageGates.Codes.WordOf(stage).Zh, 0, 0, 0, 0, StageGates.StuckAfterDays(stage), 0);

    private static NpgsqlCommand Command(string sql, DateOnly day, HttpContext context, NpgsqlDataSource database)
    {
        var limits = Enum.GetValues<ProjectStage>().Where(s => StageGates.StuckAfterDays(s) is not null).ToList();
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = limits.ConvertAll(StageGates.Codes.Write).ToArray() });
        command.Parameters.Add(new() { Value = limits.ConvertAll(s => StageGates.StuckAfterDays(s)!.Value).ToArray() });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = context.User.SeesOnly() });
        return command;
    }
}
