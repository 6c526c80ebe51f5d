using System.Globalization;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Cluster.Ingestion.Past;

/// <summary>The day that a question is about (截至某日): <c>asOf=2026-03-31</c> is the end of that day in the city, left out it is now.</summary>
public static class AsOf
{
    public const string Name = "asOf";

    public static readonly DateField Field = new(Name, "截至日期", "The day");

    /// <returns>Null for now, which today is too: it has not ended.</returns>
    /// <exception cref="RefusedException">It is no day, or has not come.</exception>
    public static DateOnly? Day(string? text, TimeProvider time) =>
        text is null ? null : Read(text, time.Today()) is var (day, fault) && fault is null ? day : throw RequestForm.Refuse(fault!);

    internal static (DateOnly? Day, Fault? Fault) Read(string text, DateOnly today)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (null, Fault.Of(Name, IngestionRefusals.BadDate, Field.Zh, "2026-03-31", Field.En));
        }

        return day > today
            ? (null, Fault.Of(Name, IngestionRefusals.AsOfNotYet, $"{day:yyyy-MM-dd}", $"{today:yyyy-MM-dd}").Allowing([$"≤ {today:yyyy-MM-dd}"]))
            : (day < today ? day : null, null);
    }

    /// <summary>A connection whose statements find the tables as they were at the end of the day.</summary>
    /// <param name="day">Null for now.</param>
    public static async Task<AsOfConnection> OpenAsOf(this NpgsqlDataSource database, DateOnly? day, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            return day is { } of ? await AsOfConnection.LookBack(connection, of, cancellation) : new AsOfConnection(connection, transaction: null);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <summary>Reads of one moment, be it now or the end of a day.</summary>
public sealed class AsOfConnection : IAsyncDisposable
{
    /// <summary>No other schema: what has no past is not silently read as it is today.</summary>
    private const string LookBackSql = $"""
        select set_config('search_path', '{PastViews.Schema}', true), set_config('{PastViews.DaySetting}', $1, true),
            set_config('{PastViews.EndsAtSetting}', $2, true)
        """;

    /// <summary>The driver prepares a text once for a connection, and this one means other tables.</summary>
    private const string Mark = "/* past */ ";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction? _transaction;

    internal AsOfConnection(NpgsqlConnection connection, NpgsqlTransaction? transaction) => (_connection, _transaction) = (connection, transaction);

    /// <summary>What somebody else has open, as it is now; it stays theirs to close.</summary>
    public static AsOfConnection Now(NpgsqlConnection connection) => new(connection, transaction: null);

    /// <summary>The version of what was read as its ETag; nothing is written by a row of a day, so it has none.</summary>
    public void Tag(HttpResponse response, long version)
    {
        if (_transaction is null)
        {
            response.Headers.ETag = Precondition.TagOf(version);
        }
    }

    public NpgsqlCommand Command(string sql) => new(SqlOf(sql), _connection, _transaction);

    /// <summary>Of statements that share their parameters.</summary>
    public NpgsqlBatch Batch(IEnumerable<string> statements, params object?[] parameters)
    {
        var batch = new NpgsqlBatch(_connection, _transaction);
        foreach (var sql in statements)
        {
            var command = new NpgsqlBatchCommand(SqlOf(sql));
            foreach (var value in parameters)
            {
                command.Parameters.Add(value is null or string ? new NpgsqlParameter<string?> { TypedValue = (string?)value } : new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    internal static async Task<AsOfConnection> LookBack(NpgsqlConnection connection, DateOnly day, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(LookBackSql, connection, transaction)
        {
            Parameters =
            {
                new() { Value = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
                new() { Value = day.EndsAt().ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss+00", CultureInfo.InvariantCulture) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        return new AsOfConnection(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private string SqlOf(string sql) => _transaction is null ? sql : $"{Mark}{sql}";
}
