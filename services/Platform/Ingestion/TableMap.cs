using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Cluster.Ingestion.Past;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>
/// A resource's table as one statement for many rows: the columns come from the service's EF model, so that a new column is a property and
/// a migration, and no statement has to be written again for it.
/// </summary>
internal sealed class TableMap<T>
    where T : Resource
{
    private readonly Column[] _columns;
    private readonly string _table;
    private readonly string _selectSql;
    private readonly string _upsertSql;
    private readonly string _copySql;
    private readonly string _dateSql;
    private readonly string _findSql;

    public TableMap(IModel model)
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = entity.GetTableName()!;
        var store = StoreObjectIdentifier.Table(table, entity.GetSchema());
        _table = table;
        _columns = [.. entity.GetProperties().Where(p => p.Name != nameof(Resource.Version)).Select(p => Column.Of(p, store))];

        var names = string.Join(", ", _columns.Select(c => c.Name));
        _selectSql = $"select {names}, version from {table} where key = any($1) order by key for update";
        _findSql = $"select {names}, version from {table} where key = $1 and ($2::text is null or owner = $2)";
        HasPast = model.FindEntityType(typeof(RowVersion)) is not null;
        _dateSql = $"update {table} as t set as_of = x.as_of from unnest($1, $2) as x (key, as_of) where t.key = x.key";
        _copySql = $"copy {table} ({names}, version) from stdin (format binary)";
        _upsertSql = $"""
            insert into {table} as t ({names}, version)
            select {string.Join(", ", _columns.Select(c => c.Cast))}, x.version
            from unnest({string.Join(", ", Enumerable.Range(1, _columns.Length + 1).Select(i => $"${i}"))}) as x ({names}, version)
            order by x.key
            on conflict (key) do update
            set {string.Join(", ", _columns.Where(c => c.Name != "key").Select(c => $"{c.Name} = excluded.{c.Name}"))}, version = excluded.version
            where t.version = excluded.version - 1
            """;
    }

    /// <summary>The table under the name by which <see cref="Selection"/> and <see cref="ColumnOf"/> call it.</summary>
    public string From => $"{_table} t";

    /// <summary>What <see cref="Read"/> reads.</summary>
    public string Selection => $"{string.Join(", ", _columns.Select(c => $"t.{c.Name}"))}, t.version";

    /// <param name="field">As it is written on the wire.</param>
    /// <returns>Null where the row does not keep it.</returns>
    public string? ColumnOf(string field) =>
        Array.Find(_columns, c => string.Equals(c.Property, field, StringComparison.OrdinalIgnoreCase)) is { } column ? $"t.{column.Name}" : null;

    /// <summary>Whether the rows of a past day are kept.</summary>
    public bool HasPast { get; }

    /// <param name="owner">Whose rows are all that is seen; null for everybody's.</param>
    public async Task<T?> Find(AsOfConnection connection, string key, string? owner, CancellationToken cancellation)
    {
        await using var command = connection.Command(_findSql);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = owner });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    /// <summary>Reads and locks what is stored under the keys, in the order of the keys so that two batches never wait for each other.</summary>
    public NpgsqlBatchCommand SelectForUpdate(string[] keys) => new(_selectSql) { Parameters = { new() { Value = keys } } };

    public T Read(NpgsqlDataReader reader)
    {
        var resource = Activator.CreateInstance<T>();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (!reader.IsDBNull(i))
            {
                _columns[i].Read(resource, reader, i);
            }
        }

        VersionProperty.SetValue(resource, reader.GetInt64(_columns.Length));
        return resource;
    }

    /// <summary>Writes all rows in one statement. Fewer rows than given means that somebody else wrote one of them in between.</summary>
    public async Task<bool> Upsert(NpgsqlConnection connection, IReadOnlyList<Change<T>> changes, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(_upsertSql, connection);
        foreach (var column in _columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = column.Values(changes) });
        }

        command.Parameters.Add(new NpgsqlParameter { Value = changes.Select(c => c.Version).ToArray() });
        return await command.ExecuteNonQueryAsync(cancellation) == changes.Count;
    }

    /// <summary>Moves the time of values that are still true. The rows are locked, and what others were told of them stands.</summary>
    public async Task Date(NpgsqlConnection connection, IReadOnlyList<T> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(_dateSql, connection)
        {
            Parameters = { new() { Value = rows.Select(r => r.Key).ToArray() }, new() { Value = rows.Select(r => r.AsOf).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Writes rows that are all new. Values go into the driver's buffer: an asynchronous call for each would cost more than the value. In the
    /// order of the keys, so that two calls with the same rows never wait for each other.
    /// </summary>
    /// <exception cref="PostgresException">One of them is there already.</exception>
    public async Task Copy(NpgsqlConnection connection, IReadOnlyList<Change<T>> changes, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copySql, cancellation);
        foreach (var change in changes.OrderBy(c => c.After.Key, StringComparer.Ordinal))
        {
            await copy.StartRowAsync(cancellation);
            foreach (var column in _columns)
            {
                column.Write(change.After, copy);
            }

            copy.Write(change.Version);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static readonly PropertyInfo VersionProperty = typeof(T).GetProperty(nameof(Resource.Version))!;

    /// <summary>A property's way into a parameter and out of a reader, compiled once: a batch takes it thousands of times.</summary>
    private abstract class Column
    {
        public required string Name { get; init; }

        public required string Property { get; init; }

        public required string Cast { get; init; }

        public abstract Array Values(IReadOnlyList<Change<T>> changes);

        public abstract void Write(T resource, NpgsqlBinaryImporter copy);

        public abstract void Read(T resource, NpgsqlDataReader reader, int ordinal);

        public static Column Of(IProperty property, StoreObjectIdentifier store)
        {
            var name = property.GetColumnName(store)!;
            var isList = property.ClrType == typeof(string[]);
            var stored = isList ? typeof(string) : property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
            var element = stored.IsValueType && Nullable.GetUnderlyingType(stored) is null ? typeof(Nullable<>).MakeGenericType(stored) : stored;
            var of = typeof(Column<>).MakeGenericType(typeof(T), element).GetMethod(nameof(Column<object>.Of))!;
            return (Column)of.Invoke(null, [property, name, isList ? $"x.{name}::text[]" : $"x.{name}"])!;
        }
    }

    /// <typeparam name="TElement">What the database gets, null included.</typeparam>
    private sealed class Column<TElement>(
        Func<T, TElement> get, Action<T, NpgsqlDataReader, int> set, Action<TElement, NpgsqlBinaryImporter> write) : Column
    {
        public static Column<TElement> Of(IProperty property, string name, string cast) =>
            new(Getter(property), Setter(property), Writer()) { Name = name, Property = property.Name, Cast = cast };

        public override Array Values(IReadOnlyList<Change<T>> changes)
        {
            var values = new TElement[changes.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = get(changes[i].After);
            }

            return values;
        }

        public override void Write(T resource, NpgsqlBinaryImporter copy)
        {
            if (get(resource) is { } value)
            {
                write(value, copy);
            }
            else
            {
                copy.WriteNull();
            }
        }

        public override void Read(T resource, NpgsqlDataReader reader, int ordinal) => set(resource, reader, ordinal);

        /// <summary>The driver takes a value by its own type, not by that which may be null.</summary>
        private static Action<TElement, NpgsqlBinaryImporter> Writer()
        {
            var (value, copy) = (Expression.Parameter(typeof(TElement)), Expression.Parameter(typeof(NpgsqlBinaryImporter)));
            var type = Nullable.GetUnderlyingType(typeof(TElement)) ?? typeof(TElement);
            var write = Expression.Call(copy, nameof(NpgsqlBinaryImporter.Write), [type], Expression.Convert(value, type));
            return Expression.Lambda<Action<TElement, NpgsqlBinaryImporter>>(write, value, copy).Compile();
        }

        private static Func<T, TElement> Getter(IProperty property)
        {
            var resource = Expression.Parameter(typeof(T));
            Expression given = Expression.Property(resource, property.PropertyInfo!);
            var value = Nullable.GetUnderlyingType(given.Type) is null ? given : Expression.Property(given, nameof(Nullable<>.Value));
            var stored = property.ClrType == typeof(string[])
                ? Expression.Call(((Func<string[], string>)Literal).Method, value)
                : property.GetTypeMapping().Converter is { } converter
                    ? Expression.Invoke(converter.ConvertToProviderExpression, Expression.Convert(value, converter.ModelClrType))
                    : value;
            var element = Expression.Convert(stored, typeof(TElement));
            var isAlwaysThere = given.Type.IsValueType && value == given;
            return Expression.Lambda<Func<T, TElement>>(
                isAlwaysThere
                    ? element
                    : Expression.Condition(Expression.Equal(given, Expression.Constant(null, given.Type)), Expression.Default(typeof(TElement)), element),
                resource).Compile();
        }

        private static Action<T, NpgsqlDataReader, int> Setter(IProperty property)
        {
            var (resource, reader, ordinal) = (Expression.Parameter(typeof(T)), Expression.Parameter(typeof(NpgsqlDataReader)), Expression.Parameter(typeof(int)));
            var type = property.PropertyInfo!.PropertyType;
            var stored = type == typeof(string[]) ? type : Nullable.GetUnderlyingType(typeof(TElement)) ?? typeof(TElement);
            Expression value = Expression.Call(reader, nameof(NpgsqlDataReader.GetFieldValue), [stored], ordinal);
            if (property.GetTypeMapping().Converter is { } converter && type != typeof(string[]))
            {
                value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
            }

            var assign = Expression.Assign(Expression.Property(resource, property.PropertyInfo), Expression.Convert(value, type));
            return Expression.Lambda<Action<T, NpgsqlDataReader, int>>(assign, resource, reader, ordinal).Compile();
        }

        /// <summary>An array inside an array would be flattened by unnest, so a list travels as its literal.</summary>
        private static string Literal(string[] list)
        {
            var literal = new StringBuilder("{");
            foreach (var item in list)
            {
                literal.Append(literal.Length > 1 ? ",\"" : "\"").Append(item.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
            }

            return literal.Append('}').ToString();
        }
    }
}
