using Npgsql;

namespace Cluster.Coordination.Lights.Facts;

/// <summary>
/// Subjects that were told something are due at once. Their lights are computed right behind the packet and not in its transaction: a thousand months
/// of a project arrive in two packets and are one computation, a push never waits for the rules, and a fault in a rule kills no packet.
/// </summary>
internal static class Clocks
{
    public const string Project = "project";
    public const string Task = "task";

    /// <summary>In the order of the keys, so that two packets never wait for each other. What is due since an earlier day stays so and is caught up.</summary>
    private const string TouchSql = """
        insert into light_clocks as c (kind, subject, due_at, version) select $1, s, $3, 0 from unnest($2) as x (s) order by s
        on conflict (kind, subject) do update set due_at = excluded.due_at where c.due_at is null or c.due_at > excluded.due_at
        """;

    public static async Task Touch(
        NpgsqlConnection connection, string kind, IEnumerable<string> subjects, DateTimeOffset now, CancellationToken cancellation)
    {
        var touched = subjects.Distinct().ToArray();
        if (touched.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(TouchSql, connection)
        {
            Parameters = { new() { Value = kind }, new() { Value = touched }, new() { Value = now } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
