using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Cluster.Coordination.ReadModels;

/// <summary>
/// Answers that many ask for at once (共用的答案): the same question of who may see the same is computed once, for as long as nothing was written to the
/// tables it is read from. A look costs one short statement, which says how often these were written to; so nobody is ever given what was true before his
/// push became visible, and no time is set after which an answer is old.
/// </summary>
internal sealed class SharedAnswers(NpgsqlDataSource database, HybridCache cache)
{
    /// <summary>Of all answers together; what nobody asks for any more goes first.</summary>
    public const long BytesMax = 64L * 1024 * 1024;

    private const int ChangesMax = 500;

    private const string VersionSql = "select coalesce(sum(changes), 0)::bigint, count(*) from view_changes where source = any($1)";

    /// <summary>Many small numbers become one with the same sum.</summary>
    private const string SumUpSql = """
        with counted as (delete from view_changes where source = any($1) returning source, changes)
        insert into view_changes (source, changes) select source, sum(changes) from counted group by source
        """;

    private readonly Turns _turns = new();

    /// <param name="tables">All that the answer is read from; each has its trigger.</param>
    /// <param name="question">With everything that the answer hangs on beside these tables and the reader's right.</param>
    /// <param name="onlyOf">The organisation whose rows alone the reader sees; null for all.</param>
    public async Task<T> Of<T>(
        string[] tables, string question, string? onlyOf, Func<NpgsqlConnection, CancellationToken, Task<T>> compute, CancellationToken cancellation)
    {
        var version = await Version(tables, cancellation);
        var asked = $"{question}|{(onlyOf is null ? "all" : $"only {onlyOf}")}";
        var answer = await cache.GetOrCreateAsync(
            $"{version}|{asked}", async stop => (Answer<T>)await _turns.Next(asked, Compute).WaitAsync(stop), cancellationToken: cancellation);
        return answer.Is;

        async Task<object> Compute()
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            return new Answer<T>(await compute(connection, CancellationToken.None));
        }
    }

    /// <summary>It only grows, and does so when what was written can be read.</summary>
    internal async Task<long> Version(string[] tables, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (version, rows) = await ReadVersion(connection, tables, cancellation);
        if (rows > ChangesMax)
        {
            await using var sum = new NpgsqlCommand(SumUpSql, connection) { Parameters = { new() { Value = tables } } };
            await sum.ExecuteNonQueryAsync(cancellation);
        }

        return version;
    }

    private static async Task<(long Version, long Rows)> ReadVersion(NpgsqlConnection connection, string[] tables, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(VersionSql, connection) { Parameters = { new() { Value = tables } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Read by many and changed by none, so that all are given the same one.</summary>
    [ImmutableObject(true)]
    private sealed record Answer<T>(T Is);
}

/// <summary>
/// One computation of a question at a time: while much is written, each look finds another version, and so many at once would hold each other up. Who asks
/// while one is running is given the next one, which begins after he asked and is shared by all who did meanwhile.
/// </summary>
internal sealed class Turns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task<object> Running, Task<object>? Next)> _turns = [];

    public Task<object> Next(string question, Func<Task<object>> compute)
    {
        lock (_gate)
        {
            if (!_turns.TryGetValue(question, out var turn))
            {
                return (_turns[question] = (Run(question, Task.CompletedTask, compute), null)).Running;
            }

            turn.Next ??= Run(question, turn.Running, compute);
            _turns[question] = turn;
            return turn.Next;
        }
    }

    private async Task<object> Run(string question, Task before, Func<Task<object>> compute)
    {
        await Task.Yield(); // out of the lock
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // who waited for that one is told
        try
        {
            return await compute();
        }
        finally
        {
            Pass(question);
        }
    }

    private void Pass(string question)
    {
        lock (_gate)
        {
            if (_turns[question].Next is { } next)
            {
                _turns[question] = (next, null);
            }
            else
            {
                _turns.Remove(question);
            }
        }
    }
}

internal static class SharingAnswers
{
    public static IServiceCollection AddSharedAnswers(this IServiceCollection services)
    {
        services.AddMemoryCache(memory => memory.SizeLimit = SharedAnswers.BytesMax).AddHybridCache();
        return services.AddSingleton<SharedAnswers>();
    }
}
