using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>All lights of one project or task on a day, and what was shown before and after it.</summary>
/// <param name="NextChange">The day on which one will be another if nothing more is told; null where none will.</param>
/// <param name="IsWhole">Whether all of its history is here; the newest is.</param>
public sealed record SubjectLights(
    string Kind, string Key, string Name, IReadOnlyList<string> Departments, IReadOnlyList<string> Districts, IReadOnlyList<string> Tasks, DateOnly AsOf,
    DateOnly? NextChange, IReadOnlyList<LightInterval> Lights, IReadOnlyList<LightInterval> History, bool IsWhole);

/// <param name="Until">The first day on which it was another one; null while it is shown.</param>
public sealed record LightInterval(string Dimension, DateOnly From, DateOnly? Until, DateTimeOffset RecordedAt, LightShown Shown);

internal static class GetSubjectLights
{
    private const int HistoryMax = 500;

    /// <summary>$3 is the department that reads; null for whoever sees everybody's.</summary>
    private const string SubjectSql = """
        select s.name, s.departments, s.districts, s.tasks, c.due_at
        from light_subjects s left join light_clocks c on c.kind = s.kind and c.subject = s.subject
        where s.kind = $1 and s.subject = $2 and ($3::text is null or $3 = any(s.members))
        """;

    private const string LightsSql = """
        select dimension, valid_from, valid_until, recorded_at, body::text from lights
        where kind = $1 and subject = $2 order by valid_from desc, dimension limit $3
        """;

    public static void MapGetSubjectLights(this RouteGroupBuilder lights) =>
        lights.MapGet("{kind}/{key}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string kind, string key, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = AsOf.Day(asOf, time);
            return await Read(database, kind, ResourceEndpoints.KeyIn(key), context.User.SeesOnly(), day, cancellation) is { } found
                ? Results.Ok(found)
                : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("一个项目或任务的各灯及其历史 The lights of one project or task, with their history").Produces<SubjectLights>();

    private static async Task<SubjectLights?> Read(
        NpgsqlDataSource database, string kind, string key, string? onlyOf, DateOnly day, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(SubjectSql) { Parameters = { new() { Value = kind }, new() { Value = key }, new NpgsqlParameter<string?> { TypedValue = onlyOf } } },
                new(LightsSql) { Parameters = { new() { Value = kind }, new() { Value = key }, new() { Value = HistoryMax + 1 } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var subject = new SubjectLights(
            kind, key, reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3), day,
            reader.GetFieldValue<DateTimeOffset?>(4)?.CityDay(), [], [], IsWhole: true);
        await reader.NextResultAsync(cancellation);
        var history = new List<LightInterval>();
        while (await reader.ReadAsync(cancellation))
        {
            history.Add(new LightInterval(
                reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly?>(2), reader.GetFieldValue<DateTimeOffset>(3),
                EventJson.Read<LightShown>(reader.GetString(4))));
        }

        return subject with
        {
            Lights = [.. history.Where(l => l.From <= day && (l.Until is null || l.Until > day)).OrderBy(l => l.Dimension != ShownText.Overall)],
            History = [.. history.Take(HistoryMax)],
            IsWhole = history.Count <= HistoryMax,
        };
    }
}
