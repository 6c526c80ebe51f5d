using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
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
    private readonly string _selectSql;
    private readonly string _upsertSql;

    public TableMap(IModel model)
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = entity.GetTableName()!;
        var store = StoreObjectIdentifier.Table(table, entity.GetSchema());
        _columns = [.. entity.GetProperties().Where(p => p.Name != nameof(Resource.Version)).Select(p => Column.Of(p, store))];

        var names = string.Join(", ", _columns.Select(c => c.Name));
        _selectSql = $"select {names}, version from {table} where key = any($1) order by key for update";
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

        command.Parameters.Add(new NpgsqlParameter { Value = changes.Select(c => (c.Before?.Version ?? 0) + 1).ToArray() });
        return await command.ExecuteNonQueryAsync(cancellation) == changes.Count;
    }

    private static readonly PropertyInfo VersionProperty = typeof(T).GetProperty(nameof(Resource.Version))!;

    private abstract class Column
    {
        public required string Name { get; init; }

        public required string Cast { get; init; }

        public abstract Array Values(IReadOnlyList<Change<T>> changes);

        public abstract void Read(T resource, NpgsqlDataReader reader, int ordinal);

        public static Column Of(IProperty property, StoreObjectIdentifier store)
        {
            var name = property.GetColumnName(store)!;
            var converter = property.GetTypeMapping().Converter;
            var isList = property.ClrType == typeof(string[]);
            var provider = isList ? typeof(string) : converter?.ProviderClrType ?? property.ClrType;
            var type = typeof(Column<>).MakeGenericType(typeof(T), Nullable.GetUnderlyingType(provider) ?? provider);
            var column = (Column)Activator.CreateInstance(type, property.PropertyInfo!, isList ? null : converter)!;
            return (Column)type.GetMethod(nameof(Column<object>.Named))!.Invoke(column, [name, isList ? $"x.{name}::text[]" : $"x.{name}"])!;
        }
    }

    private sealed class Column<TStored>(PropertyInfo property, ValueConverter? converter) : Column
    {
        private readonly Func<T, object?> _get = Getter(property);

        public Column<TStored> Named(string name, string cast) => new Column<TStored>(property, converter) { Name = name, Cast = cast };

        public override Array Values(IReadOnlyList<Change<T>> changes)
        {
            var values = Array.CreateInstance(typeof(TStored).IsValueType ? typeof(Nullable<>).MakeGenericType(typeof(TStored)) : typeof(TStored), changes.Count);
            for (var i = 0; i < changes.Count; i++)
            {
                var value = _get(changes[i].After);
                values.SetValue(value is string[] list ? Literal(list) : value is null ? null : converter?.ConvertToProvider(value) ?? value, i);
            }

            return values;
        }

        public override void Read(T resource, NpgsqlDataReader reader, int ordinal)
        {
            object? value = property.PropertyType == typeof(string[]) ? reader.GetFieldValue<string[]>(ordinal) : reader.GetFieldValue<TStored>(ordinal);
            property.SetValue(resource, converter?.ConvertFromProvider(value) ?? value);
        }

        private static Func<T, object?> Getter(PropertyInfo property)
        {
            var resource = Expression.Parameter(typeof(T));
            return Expression.Lambda<Func<T, object?>>(
                Expression.Convert(Expression.Property(resource, property), typeof(object)), resource).Compile();
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
