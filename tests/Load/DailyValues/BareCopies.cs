using Cluster.Load.Measuring;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Load.DailyValues;

/// <summary>R2's floor: the same readings by binary COPY into a table with nothing but its primary key.</summary>
internal sealed class BareCopies(NpgsqlDataSource database, string owner) : Contender(DailyValueBatches.RowsPerCall, BatchReadings.Senders, BatchReadings.FirstCalls)
{
    private const string CopySql =
        "copy daily_values (key, station, parameter, date, value, quality, demonstration, owner, recorded_in, version) from stdin (format binary)";

    private readonly DailyValueBatches _batches = new();

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady())];

    private Func<int, Task> MakeReady()
    {
        (DailyValueRow Row, string Key)[] rows = [.. _batches.Next().Select(row => (row, row.Key))];
        return _ => Copy(rows);
    }

    private async Task Copy((DailyValueRow Row, string Key)[] rows)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(CopySql);
        Write(rows, copy);
        await copy.CompleteAsync();
    }

    /// <summary>Into Npgsql's buffer: a call for each value that might wait would cost more than the values.</summary>
    private void Write((DailyValueRow Row, string Key)[] rows, NpgsqlBinaryImporter copy)
    {
        var call = Guid.CreateVersion7();
        foreach (var (row, key) in rows)
        {
            copy.StartRow();
            copy.Write(key, NpgsqlDbType.Text);
            copy.Write(row.Station, NpgsqlDbType.Text);
            copy.Write(row.Parameter, NpgsqlDbType.Text);
            copy.Write(row.Date, NpgsqlDbType.Date);
            copy.Write(row.Value, NpgsqlDbType.Numeric);
            copy.Write("valid", NpgsqlDbType.Text);
            copy.Write(true, NpgsqlDbType.Boolean);
            copy.Write(owner, NpgsqlDbType.Text);
            copy.Write(call, NpgsqlDbType.Uuid);
            copy.Write(1L, NpgsqlDbType.Bigint);
        }
    }
}
