using Npgsql;

namespace Cluster.Coordination.ReadModels;

internal static class WholeResults
{
    /// <summary>All rows of this result; the next one, if there is one, comes after it.</summary>
    public static async Task<List<T>> ReadResult<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        await reader.NextResultAsync(cancellation);
        return rows;
    }
}
