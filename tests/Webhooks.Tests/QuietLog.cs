using Cluster.Fixtures;
using Cluster.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Webhooks.Tests;

/// <summary>A service's database without the service, so that nothing happens in it but what a test does; tests have it one after the other.</summary>
public sealed class QuietLog : IAsyncLifetime
{
    public const string Transport = "市交通运输局";
    public const string Water = "市水务局";

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var address = await (await Servers.Shared).NewDatabase("webhooks");
        await using var db = new InfrastructureDb(
            new DbContextOptionsBuilder<InfrastructureDb>().UseNpgsql(address).UseSnakeCaseNamingConvention().Options);
        await db.Database.MigrateAsync();
        Database = NpgsqlDataSource.Create(address);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>What tests before left is of no concern.</summary>
    public Task Forget() => Do("delete from webhook_subscriptions");

    /// <param name="at">Where the log begins for it; its end unless given.</param>
    public async Task<long> Subscribe(
        string url, string organisation = Transport, bool seesAll = false, string[]? resources = null, string name = "changes")
    {
        await using var command = Database.CreateCommand("""
            with made as (
                insert into webhook_subscriptions (
                    organisation, sees_all, name, url, resources, enabled, created_at, changed_at, after_transaction, after_write, after_ordinal, failures, resume_at)
                values ($1, $2, $3, $4, $5, true, $6, $6, pg_snapshot_xmin(pg_current_snapshot()), 0, 0, 0, $6) returning id),
            keyed as (insert into webhook_secrets (subscription_id, secret, created_at) select id, '\x01', $6 from made)
            select id from made
            """);
        command.Parameters.Add(new() { Value = organisation });
        command.Parameters.Add(new() { Value = seesAll });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = url });
        command.Parameters.Add(new() { Value = resources ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Start });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One write with these events, each an aggregate of its own.</summary>
    public async Task<string[]> Write(
        int count = 1, string organisation = Transport, string resource = "segments", NpgsqlConnection? on = null, DateTimeOffset? at = null,
        string[]? addressees = null)
    {
        var own = on is null ? await Database.OpenConnectionAsync() : null;
        await using var _ = own;
        var subjects = Enumerable.Range(0, count).Select(i => $"{resource}/{Guid.CreateVersion7()}").ToArray();
        await using var command = new NpgsqlCommand("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, addressees, attempts, next_attempt_at)
                values ($1, $2, 'test', 'department', 1, $4, 0, $1) returning id)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body)
            select id, ordinal, 'Test.Reported', aggregate, 1, '{"name":"东河—固阳"}' from write, unnest($3) with ordinality as event (aggregate, ordinal)
            """, on ?? own)
        {
            Parameters =
            {
                new() { Value = at ?? Start }, new() { Value = organisation },
                new() { Value = subjects.Select(s => s.StartsWith("audit/", StringComparison.Ordinal) ? s : $"infrastructure/{s}").ToArray() },
                new() { Value = addressees ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync();
        return subjects;
    }

    /// <summary>The deliveries of a subscription in the order in which they were queued.</summary>
    public async Task<List<Kept>> Deliveries(long subscription)
    {
        await using var command = Database.CreateCommand("""
            select d.id, aggregate, state, d.attempts, last_failure, d.next_attempt_at, due_since
            from webhook_deliveries d join log_events using (write_id, ordinal) where subscription_id = $1 order by d.id
            """);
        command.Parameters.Add(new() { Value = subscription });
        await using var reader = await command.ExecuteReaderAsync();
        var kept = new List<Kept>();
        while (await reader.ReadAsync())
        {
            kept.Add(new Kept(
                reader.GetInt64(0), reader.GetString(1)["infrastructure/".Length..], reader.GetString(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return kept;
    }

    public async Task<T> Ask<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Do(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    [CollectionDefinition]
    public sealed class OneAfterTheOther : ICollectionFixture<QuietLog>;
}

/// <summary>A delivery as the database keeps it.</summary>
public sealed record Kept(
    long Id, string Subject, string State, int Attempts, string? Failure, DateTimeOffset NextAttemptAt, DateTimeOffset DueSince);
