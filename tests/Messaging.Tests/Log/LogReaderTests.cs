using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests.Log;

/// <summary>Identity values are given before the commit: a reader by position must not pass one that commits late.</summary>
public sealed class LogReaderTests : IAsyncLifetime
{
    private RunningService _service = null!;
    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await _service.Kill(); // only its tables are wanted
        _database = _service.OpenDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_write_that_commits_late_is_read_before_the_later_ones_and_never_skipped()
    {
        await using var slow = await _database.OpenConnectionAsync();
        await using var late = await slow.BeginTransactionAsync();
        var first = await Append(slow);
        await using var quick = await _database.OpenConnectionAsync();
        var second = await Append(quick);
        second.ShouldBeGreaterThan(first);

        var (before, cursor) = await LogReader.WritesAfter(quick, default, 100, 100, default);
        before.ShouldBeEmpty("the second would hide the first");
        await late.CommitAsync();

        var (after, end) = await Eventually.Fits(() => LogReader.WritesAfter(quick, cursor, 100, 100, default), read => read.Writes.Length == 2);
        after.ShouldBe([first, second]);
        (await LogReader.WritesAfter(quick, end, 100, 100, default)).Writes.ShouldBeEmpty();
    }

    private static async Task<long> Append(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
            values (now(), '', '', '', 0, 0, now()) returning id
            """, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
