using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The plan is small: what a row refers to is read whole.</summary>
internal static class PlanKeys
{
    /// <param name="table">One of the plan's own tables; never a text from outside.</param>
    public static async Task<HashSet<string>> ReadKeys(this NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select key from {table} order by key", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new HashSet<string>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }
}
