using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Cluster.Backing;

/// <summary>One service's database: its own login owns it, and no other login may connect.</summary>
public static class PostgresDatabase
{
    private const long EnsureLock = 0x636C7573746572;

    /// <summary>
    /// Makes what is missing and answers the service's connection string; `admin` is one that may create databases and logins.
    /// </summary>
    public static async Task<string> EnsureAsync(string admin, string name, CancellationToken cancel = default)
    {
        var own = ConnectionString(admin, name);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);

        // One at a time on a server: two that change the same row of a system catalogue at once fail.
        await RunAsync($"SELECT pg_advisory_lock({EnsureLock})");
        var login = Quoted(name);
        if (!await ExistsAsync("SELECT 1 FROM pg_roles WHERE rolname = $1"))
        {
            await RunAsync($"CREATE ROLE {login} LOGIN");
        }

        await RunAsync($"ALTER ROLE {login} PASSWORD '{Password(admin, name)}'");
        if (!await ExistsAsync("SELECT 1 FROM pg_database WHERE datname = $1"))
        {
            await RunAsync($"CREATE DATABASE {login} OWNER {login}");
        }

        await RunAsync($"REVOKE ALL ON DATABASE {login} FROM PUBLIC; REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
        return own;

        async Task<bool> ExistsAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
            return await command.ExecuteScalarAsync(cancel) is not null;
        }

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public static string ConnectionString(string admin, string name) =>
        new NpgsqlConnectionStringBuilder(admin) { Username = name, Password = Password(admin, name), Database = name }.ConnectionString;

    /// <summary>Follows from the administrator's: nothing more to keep, and nothing that one service could tell of another's.</summary>
    private static string Password(string admin, string name)
    {
        var secret = new NpgsqlConnectionStringBuilder(admin).Password
            ?? throw new BackingException("The administrator's connection string of PostgreSQL has no password: the services' own ones follow from it.");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(name)));
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
