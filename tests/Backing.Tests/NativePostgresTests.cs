using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cluster.Backing.Tests;

public sealed class NativePostgresTests(NativePostgresTests.RunningServer running) : IClassFixture<NativePostgresTests.RunningServer>
{
    private NativePostgres Server => running.Server;

    [Theory]
    [InlineData("data_checksums", "on")]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("server_encoding", "UTF8")]
    [InlineData("password_encryption", "scram-sha-256")]
    public async Task The_server_is_as_durable_as_a_production_one(string setting, string expected) =>
        (await ScalarAsync(Server.ConnectionString, $"SHOW {setting}")).ShouldBe(expected);

    [Fact]
    public async Task A_login_reaches_its_own_database_and_no_other()
    {
        var own = await Server.EnsureDatabaseAsync("cluster_own");
        await Server.EnsureDatabaseAsync("cluster_other");

        await ScalarAsync(own, "CREATE TABLE kept (id int)");

        foreach (var forbidden in new[] { "cluster_other", "postgres", "template1" })
        {
            var elsewhere = new NpgsqlConnectionStringBuilder(own) { Database = forbidden }.ConnectionString;
            var refused = await Should.ThrowAsync<PostgresException>(() => ScalarAsync(elsewhere, "SELECT 1"));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task Databases_can_be_ensured_again_and_at_once()
    {
        var names = Enumerable.Range(1, 8).Select(number => $"cluster_at_once_{number % 4}");

        var connections = await Task.WhenAll(names.Select(name => Server.EnsureDatabaseAsync(name)));

        connections.Distinct().Count().ShouldBe(4);
        (await ScalarAsync(connections[0], "SELECT current_user::text")).ShouldBe("cluster_at_once_1");
    }

    [Theory]
    [InlineData(nameof(NativePostgres.StopAsync))]
    [InlineData(nameof(NativePostgres.StopImmediatelyAsync))]
    [InlineData(nameof(NativePostgres.KillAsync))]
    public async Task What_was_committed_is_there_after(string ending)
    {
        var port = Server.Port;
        var table = ending.ToLowerInvariant();
        await ScalarAsync(Server.ConnectionString, $"CREATE TABLE {table} AS SELECT 42 AS value");

        await (ending switch
        {
            nameof(NativePostgres.StopAsync) => Server.StopAsync(),
            nameof(NativePostgres.StopImmediatelyAsync) => Server.StopImmediatelyAsync(),
            _ => Server.KillAsync(),
        });
        Server.IsRunning.ShouldBeFalse();
        await Server.StartAsync();

        Server.Port.ShouldBe(port);
        (await ScalarAsync(Server.ConnectionString, $"SELECT value FROM {table}")).ShouldBe(42);
    }

    [Fact]
    public async Task A_folder_in_use_is_not_shared()
    {
        var refused = await Should.ThrowAsync<BackingException>(() => NativePostgres.StartAsync(running.Folder, NullLogger.Instance));

        refused.Message.ShouldContain("in use by another run");
        (await ScalarAsync(Server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_servers_stand_side_by_side_and_a_restart_finds_its_data()
    {
        using TemporaryFolder folder = new();
        await using (var other = await NativePostgres.StartAsync(folder["postgres"], NullLogger.Instance))
        {
            other.Port.ShouldNotBe(Server.Port);
            await ScalarAsync(other.ConnectionString, "CREATE TABLE mine AS SELECT 7 AS value");
            await Should.ThrowAsync<PostgresException>(() => ScalarAsync(Server.ConnectionString, "SELECT value FROM mine"));
        }

        await using var again = await NativePostgres.StartAsync(folder["postgres"], NullLogger.Instance);
        (await ScalarAsync(again.ConnectionString, "SELECT value FROM mine")).ShouldBe(7);
    }

    [Fact]
    public async Task Lost_secrets_are_reported_with_what_to_do()
    {
        using TemporaryFolder folder = new();
        await using (var server = await NativePostgres.StartAsync(folder["postgres"], NullLogger.Instance))
        {
            await File.WriteAllTextAsync(Path.Combine(server.Folder, "secret"), "another");
        }

        var failure = await Should.ThrowAsync<BackingException>(() => NativePostgres.StartAsync(folder["postgres"], NullLogger.Instance));

        failure.Message.ShouldContain("--fresh");
    }

    [Fact]
    public void The_password_is_for_its_owner_only() =>
        File.GetUnixFileMode(Path.Combine(Server.Folder, "secret")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public sealed class RunningServer : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private NativePostgres? _server;

        public string Folder => _folder["postgres"];

        public NativePostgres Server => _server!;

        public async ValueTask InitializeAsync() => _server = await NativePostgres.StartAsync(Folder, NullLogger.Instance);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
