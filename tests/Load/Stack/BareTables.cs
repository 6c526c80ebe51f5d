using Npgsql;

namespace Cluster.Load.Stack;

/// <summary>A database of its own on the same server, with empty tables made like those of a service: where the floors write.</summary>
internal static class BareTables
{
    private const string Database = "bare";

    private const string TableSql = """
        select format('create table %I (%s)', $1, string_agg(
            format('%I %s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' end), ', ' order by attnum))
        from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped
        """;

    private const string IndexesSql = "select pg_get_indexdef(indexrelid) from pg_index where indrelid = $1::regclass and (indisprimary or $2)";

    public static async Task<NpgsqlDataSource> Create(string admin)
    {
        await using (var source = NpgsqlDataSource.Create(admin))
        {
            await using var create = source.CreateCommand($"create database {Database}");
            await create.ExecuteNonQueryAsync();
        }

        var settings = new NpgsqlConnectionStringBuilder(admin) { Database = Database, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        return NpgsqlDataSource.Create(settings.ConnectionString);
    }

    /// <param name="withIndexes">Or the primary key alone.</param>
    public static async Task Copy(string service, NpgsqlDataSource bare, string table, bool withIndexes)
    {
        await using var original = NpgsqlDataSource.Create(service);
        await Run(await Read(original, TableSql, table));
        await Run(await Read(original, IndexesSql, table, withIndexes));

        async Task Run(List<string> statements)
        {
            foreach (var statement in statements)
            {
                await using var command = bare.CreateCommand(statement);
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private static async Task<List<string>> Read(NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        var statements = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            statements.Add(reader.GetString(0));
        }

        return statements;
    }
}
