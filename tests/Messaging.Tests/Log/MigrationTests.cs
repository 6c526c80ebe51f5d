using System.Text.Json.Nodes;
using Cluster.Backing;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests.Log;

/// <summary>F28: migration jobs that start together or die half-way leave one complete schema.</summary>
public sealed class MigrationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task F28_two_jobs_at_once_on_an_empty_database_leave_one_schema_and_a_killed_one_is_completed_by_the_next()
    {
        var servers = await Servers.Shared;
        var database = await servers.NewDatabase("migrations");
        await using var service = await RunningService.Prepare("coordination", "Cluster.Coordination", database);
        using (var first = service.StartMigration())
        using (var second = service.StartMigration())
        {
            await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
            (first.ExitCode, second.ExitCode).ShouldBe((0, 0));
        }

        (await Tables(database)).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task F28_a_job_killed_in_the_middle_is_completed_by_the_next()
    {
        var servers = await Servers.Shared;
        var database = await servers.NewDatabase("migrations");
        await using var service = await RunningService.Prepare("coordination", "Cluster.Coordination", database);
        await using (var connection = new NpgsqlConnection(database))
        {
            // The job makes its tables in one transaction and waits at this one, whose name somebody else is about to take.
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var block = new NpgsqlCommand("create table themes (key text)", connection, transaction);
            await block.ExecuteNonQueryAsync();
            using var job = service.StartMigration();
            await Eventually.True(() => Waits(servers.Postgres, database), TimeSpan.FromSeconds(60));
            job.Kill();
            await job.WaitForExitAsync();
        }

        await service.Migrate();
        (await Tables(database)).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task What_is_large_is_compressed_quickly()
    {
        await using var service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        using var transport = service.As("市交通运输局");
        await transport.PushBatch(
            "/api/infrastructure/segments",
            [.. Enumerable.Range(0, 500).Select(n => new JsonObject { ["key"] = $"way-{n}", ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "planned" })],
            key: "large");

        await using var database = service.OpenDatabase();
        await using var kept = database.CreateCommand("select pg_column_compression(answer) from idempotency_keys where key = 'large'");
        (await kept.ExecuteScalarAsync()).ShouldBe("lz4");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_yet_is_waited_for()
    {
        var servers = await Servers.Shared;
        var database = new NpgsqlConnectionStringBuilder(await servers.NewDatabase("migrations"));
        var (host, server, silent) = (database.Host!, database.Port, FreePort.Next());
        (database.Host, database.Port) = ("127.0.0.1", silent);
        await using var service = await RunningService.Prepare("coordination", "Cluster.Coordination", database.ConnectionString);
        using var job = service.StartMigration();
        var errors = job.StandardError.ReadToEndAsync();
        while (await job.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line && !line.Contains("The database is waited for", StringComparison.Ordinal))
        {
        }

        await using var answers = TcpProxy.To(server, silent, host);
        _ = job.StandardOutput.ReadToEndAsync();
        await job.WaitForExitAsync().WaitAsync(Patience);

        job.ExitCode.ShouldBe(0, await errors);
        (await Tables(database.ConnectionString)).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_database_that_refuses_the_password_is_not()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await Servers.Shared).NewDatabase("migrations")) { Password = "another" };
        await using var service = await RunningService.Prepare("coordination", "Cluster.Coordination", database.ConnectionString);
        using var job = service.StartMigration();
        var errors = job.StandardError.ReadToEndAsync();
        _ = job.StandardOutput.ReadToEndAsync();
        await job.WaitForExitAsync().WaitAsync(Patience);

        job.ExitCode.ShouldNotBe(0);
        (await errors).ShouldContain("28P01");
    }

    private static async Task<bool> Waits(string postgres, string database)
    {
        await using var admin = NpgsqlDataSource.Create(postgres);
        await using var command = admin.CreateCommand("select count(*) from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'");
        command.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(database).Database });
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    private static async Task<long> Tables(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select count(*) from information_schema.tables where table_schema = 'public'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
