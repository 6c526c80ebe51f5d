using Cluster.Contracts.Coordination;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>
/// What was shown is a record and not a computation: it is built again from what this service told of it, and not from facts, of which some came late.
/// The facts are dropped and heard again, and meanwhile nothing is judged. Where the log no longer begins with a subject's first light, what is stored
/// of it stays.
/// </summary>
internal static class RebuildLights
{
    private const int AtOnce = 2_000;

    /// <summary>
    /// Whoever judges holds clocks and then writes lights; who asks for a rebuild waits for it, before anything is dropped. The services are those that
    /// were ever heard of.
    /// </summary>
    public const string DropSql = """
        lock table light_clocks in exclusive mode;
        insert into light_rebuilds (service, since) select service, now() from service_freshness
        on conflict (service) do update set since = excluded.since;
        truncate light_subjects, light_facts, light_months;
        """;

    private const string ToldSql = """
        select e.aggregate, e.version, e.body::text, w.written_at from log_events e join log_writes w on w.id = e.write_id
        where e.kind = $1 and (e.aggregate, e.version) > ($2, $3) order by e.aggregate, e.version limit $4
        """;

    private const string ForgetSql = "delete from lights l using unnest($1, $2) as x (kind, subject) where l.kind = x.kind and l.subject = x.subject";

    private const string VersionSql = """
        insert into light_clocks as c (kind, subject, version) select * from unnest($1, $2, $3)
        on conflict (kind, subject) do update set version = excluded.version
        """;

    public static async Task Handle(NpgsqlConnection connection, CancellationToken cancellation, int atOnce = AtOnce)
    {
        var (aggregate, version) = ("", 0L);
        var courses = new List<SubjectCourse>();
        SubjectCourse? course = null;
        while (await Told(connection, aggregate, version, atOnce, cancellation) is { Count: > 0 } told)
        {
            foreach (var one in told)
            {
                if (one.Aggregate != aggregate)
                {
                    course = one.Version == 1 ? new SubjectCourse(one.Event.Kind, one.Event.Key, version: 0, []) : null;
                    courses.AddRange(course is null ? [] : [course]);
                }

                course?.Apply(one.Event, one.At);
                (aggregate, version) = (one.Aggregate, one.Version);
            }

            // The last of them may go on in what is read next.
            List<SubjectCourse> whole = [.. courses.Where(c => c != course)];
            await Keep(connection, whole, cancellation);
            courses.RemoveRange(0, whole.Count);
        }

        await Keep(connection, courses, cancellation);
    }

    private static async Task<List<(string Aggregate, long Version, LightChanged Event, DateTimeOffset At)>> Told(
        NpgsqlConnection connection, string aggregate, long version, int atOnce, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ToldSql, connection)
        {
            CommandTimeout = Messaging.ReadModels.SecondsMax,
            Parameters =
            {
                new() { Value = EventJson.KindOf<LightChanged>() }, new() { Value = aggregate }, new() { Value = version }, new() { Value = atOnce },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var told = new List<(string, long, LightChanged, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellation))
        {
            told.Add((
                reader.GetString(0), reader.GetInt64(1), EventJson.Read<LightChanged>(reader.GetString(2)), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return told;
    }

    private static async Task Keep(NpgsqlConnection connection, List<SubjectCourse> courses, CancellationToken cancellation)
    {
        if (courses.Count == 0)
        {
            return;
        }

        var (kinds, subjects) = (courses.ConvertAll(c => c.Kind).ToArray(), courses.ConvertAll(c => c.Subject).ToArray());
        await using (var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ForgetSql) { Parameters = { new() { Value = kinds }, new() { Value = subjects } } },
                new(VersionSql)
                {
                    Parameters = { new() { Value = kinds }, new() { Value = subjects }, new() { Value = courses.ConvertAll(c => c.Version).ToArray() } },
                },
            },
        })
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await StoredLights.Keep(connection, courses, cancellation);
    }
}
