using Npgsql;

namespace Cluster.Fixtures;

/// <summary>What the other sessions of a database do; by it a test knows that a statement has met the lock it is to wait for.</summary>
public static class Sessions
{
    public static async Task<bool> AnyWaitsForLock(this NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
