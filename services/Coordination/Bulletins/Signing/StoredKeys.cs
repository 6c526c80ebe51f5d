using Npgsql;

namespace Cluster.Coordination.Bulletins.Signing;

/// <summary>Signing keys as they are stored; the newest signs, all are published.</summary>
internal static class StoredKeys
{
    private const string AllSql = "select key_id, created_at, private_key from bulletin_signing_keys order by created_at desc, key_id";
    private const string KeepSql = "insert into bulletin_signing_keys (key_id, created_at, private_key) values ($1, $2, $3)";

    public static async Task<List<SigningKey>> All(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AllSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<SigningKey>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(new SigningKey(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<byte[]>(2)));
        }

        return keys;
    }

    /// <summary>The key to sign with; the first bulletin of a city makes it. The caller holds the table of bulletins, so two do not make two.</summary>
    public static async Task<SigningKey> Current(NpgsqlConnection connection, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await All(connection, cancellation) is [var newest, ..])
        {
            return newest;
        }

        var key = SigningKey.New(at);
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters = { new() { Value = key.KeyId }, new() { Value = key.CreatedAt }, new() { Value = key.PrivateKey } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        return key;
    }
}
