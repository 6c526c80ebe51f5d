using Cluster.Ingestion.Files;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Ingestion.Jobs;

/// <summary>A job in the hands of one worker. Each word of it names the attempt, so that a worker that was taken for dead changes nothing.</summary>
internal sealed record JobRun(
    Guid Id, int Attempt, string Resource, FileWishes Wishes, Caller Caller, NpgsqlDataSource Database, TimeProvider Time, TimeSpan Lease)
{
    private const string AdvanceSql = """
        update push_jobs set rows_done = $3, rows_total = $4, lease_until = $5
        where id = $1 and attempt = $2 and finished_at is null
        """;

    private const string FinishSql = """
        update push_jobs
        set state = 'finished', finished_at = $3, status = $4, answer = $5, content = null, rows_done = coalesce(rows_total, rows_done)
        where id = $1 and attempt = $2 and finished_at is null
        """;

    private const string PutBackSql = """
        update push_jobs set state = 'waiting', lease_until = $3 where id = $1 and attempt = $2 and finished_at is null
        """;

    /// <summary>A sign of life, outside the transaction that writes the rows.</summary>
    public async Task Advance(int done, int total, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(AdvanceSql);
        await Change(command, [done, total, Time.GetUtcNow() + Lease], cancellation);
    }

    /// <param name="connection">That of the rows, so that they and the end of their job are durable together.</param>
    public async Task Finish(NpgsqlConnection connection, Answer answer, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FinishSql, connection);
        await Change(command, [Time.GetUtcNow(), answer.Status, answer.Body], cancellation);
    }

    /// <summary>Where nothing was to be written.</summary>
    public async Task Finish(Answer answer, CancellationToken cancellation)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        await Finish(connection, answer, cancellation);
    }

    public async Task PutBack(TimeSpan pause, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(PutBackSql);
        await Change(command, [Time.GetUtcNow() + pause], cancellation);
    }

    private async Task Change(NpgsqlCommand command, object[] values, CancellationToken cancellation)
    {
        foreach (var value in values.Prepend(Attempt).Prepend(Id))
        {
            command.Parameters.Add(new() { Value = value });
        }

        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            throw new LeaseLostException(Id);
        }
    }
}

internal sealed class LeaseLostException(Guid job) : Exception($"The job {job} is another worker's by now.");
