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

    [Fact]
    public async Task A_part_ends_before_its_events_are_too_many_and_holds_one_write_at_least()
    {
        await using var connection = await _database.OpenConnectionAsync();
        long[] all = [await Append(connection, events: 3), await Append(connection, events: 2), await Append(connection, events: 4)];
        await Eventually.True(async () => (await LogReader.WritesAfter(connection, default, 100, 100, default)).Writes.Length == all.Length);

        var (first, next) = await LogReader.WritesAfter(connection, default, 100, 5, default);
        first.ShouldBe(all[..2]);
        (await LogReader.WritesAfter(connection, next, 100, 5, default)).Writes.ShouldBe(all[2..]);
        (await LogReader.WritesAfter(connection, default, 100, 1, default)).Writes.ShouldBe(all[..1]);
        (await LogReader.WritesAfter(connection, default, 1, 100, default)).Writes.ShouldBe(all[..1]);
    }

    private static async Task<long> Append(NpgsqlConnection connection, int events = 0)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
            values (now(), '', '', '', $1, 0, now()) returning id
            """, connection) { Parameters = { new() { Value = events } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
