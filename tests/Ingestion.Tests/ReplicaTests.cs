using System.Net;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ingestion.Tests;

public sealed class ReplicaTests(InfrastructureService infrastructure) : IDisposable
{
    private const int Rounds = 12;
    private const int Keys = 40;

    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    /// <summary>Half of the keys are there, half are new in each round; one sender goes up and the other down.</summary>
    [Fact]
    public async Task Batches_that_cross_neither_deadlock_nor_leave_a_gap()
    {
        var before = await Deadlocks();

        var answers = await Task.WhenAll(Send(_transport.Http, i => i, lengthKm: 1), Send(_transport.Replica, i => -i, lengthKm: 2));

        answers.SelectMany(a => a).ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        var written = await _transport.Written();
        var changes = answers.SelectMany(a => a).Sum(a => a.Count("created") + a.Count("updated"));
        written.Events.Count.ShouldBe(changes);
        foreach (var row in written.Rows)
        {
            var versions = written.VersionsOf(row!["key"]!.GetValue<string>());
            versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(v => (long)v));
            row["version"]!.GetValue<long>().ShouldBe(versions.Count);
        }

        (await Deadlocks()).ShouldBe(before);
    }

    /// <summary>What keeps batches that cross from deadlocks, wherever they come from.</summary>
    [Fact]
    public async Task Rows_are_locked_in_the_order_of_their_keys_whatever_their_order_in_the_batch()
    {
        await _transport.Push(_transport.Road("a"), _transport.Road("b"), _transport.Road("c"));
        await using var connection = await infrastructure.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Touch(connection, "b");

        var push = _transport.Push(_transport.Road("c", 11), _transport.Road("b", 11), _transport.Road("a", 11));
        await Eventually.True(() => Blocks(connection.ProcessID));

        (await Unlocked("a", "b", "c")).ShouldBe(["c"]);
        await transaction.RollbackAsync();
        (await push).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deadlock_with_somebody_else_is_not_seen_by_the_sender()
    {
        await _transport.Push(_transport.Road("a"), _transport.Road("b"));
        await using var connection = await infrastructure.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Touch(connection, "b");
        var push = _transport.Push(_transport.Road("a", 11), _transport.Road("b", 11));
        await Eventually.True(() => Blocks(connection.ProcessID));

        try
        {
            await Touch(connection, "a");
        }
        catch (PostgresException victim) when (victim.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            // On a slow host it is not the push that is chosen.
        }

        await transaction.RollbackAsync();

        (await push).Status.ShouldBe(HttpStatusCode.OK);
        (await _transport.Written()).VersionsOf(_transport.Key("a")).ShouldBe([1, 2]);
    }

    private async Task<List<ApiAnswer>> Send(HttpClient http, Func<int, int> order, decimal lengthKm)
    {
        var answers = new List<ApiAnswer>();
        for (var round = 0; round < Rounds; round++)
        {
            var names = Enumerable.Range(0, Keys).OrderBy(order).Select(i => i % 2 == 0 ? $"{i}" : $"{round}.{i}");
            answers.Add(await http.Push(Department.Segments, [.. names.Select(n => _transport.Road(n, lengthKm + round))]));
        }

        return answers;
    }

    private async Task Touch(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand("update segments set note = note where key = $1", connection)
        {
            Parameters = { new() { Value = _transport.Key(name) } },
        };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> Unlocked(params string[] names)
    {
        await using var command = infrastructure.Database.CreateCommand(
            "select key from segments where key = any($1) for update skip locked");
        command.Parameters.Add(new() { Value = names.Select(n => _transport.Key(n)).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var unlocked = new List<string>();
        while (await reader.ReadAsync())
        {
            unlocked.Add(names.Single(n => _transport.Key(n) == reader.GetString(0)));
        }

        return unlocked;
    }

    private async Task<bool> Blocks(int process)
    {
        await using var command = infrastructure.Database.CreateCommand(
            "select exists (select from pg_stat_activity where $1 = any(pg_blocking_pids(pid)))");
        command.Parameters.Add(new() { Value = process });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> Deadlocks()
    {
        await using var command = infrastructure.Database.CreateCommand(
            "select deadlocks from pg_stat_database where datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
