using Cluster.Ingestion.Past;
using Npgsql;

namespace Cluster.Ingestion.Lists;

/// <summary>A question as one statement. Names in it are columns of ours; whatever a reader wrote is a parameter.</summary>
internal static class ListStatement
{
    /// <param name="selection">The row; behind it comes what the rows are sorted by, for the cursor.</param>
    /// <param name="owner">Whose rows are all that is seen; null for everybody's.</param>
    public static NpgsqlCommand Of(
        AsOfConnection database, ListColumns columns, ListQuery query, string selection, string? owner, int limit)
    {
        var parameters = new List<NpgsqlParameter>();
        var conditions = query.Filters.Select(f => Condition(f, parameters)).ToList();
        if (owner is not null)
        {
            conditions.Insert(0, $"{columns.Find("owner")!.Sql} = {Parameter(owner, parameters)}");
        }

        if (query.Start is { } start)
        {
            conditions.Add(Behind(query.Order, start, 0, parameters));
        }

        var where = conditions.Count > 0 ? $"where {string.Join(" and ", conditions)}" : "";
        var command = database.Command($"""
            select {selection}, {string.Join(", ", query.Order.Select(o => o.Column.SortSql))}
            from {columns.From}
            {where}
            order by {string.Join(", ", query.Order.Select(Term))}
            limit {Parameter(limit, parameters)}
            """);
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    private static string Condition(ListFilter filter, List<NpgsqlParameter> parameters) => filter switch
    {
        { Column.Field: TextListField } => $"{filter.Column.Sql} && {Parameter(filter.Values.SelectMany(v => (string[])v).ToArray(), parameters)}",
        { Range: { } range } => $"{filter.Column.Sql} {range.Sql} {Parameter(filter.Values[0], parameters)}",
        { Values: [var one] } => $"{filter.Column.Sql} = {Parameter(one, parameters)}",
        _ => $"{filter.Column.Sql} = any({Parameter(ArrayOf(filter.Values), parameters)})",
    };

    /// <summary>Rows without a value come last in either direction. A key is always there, and its index knows only one place for nulls.</summary>
    private static string Term(ListOrder order) =>
        $"{order.Column.SortSql}{(order.IsDescending ? " desc" : "")}{(IsKey(order) ? "" : " nulls last")}";

    /// <summary>What comes after a row in the order: further in the first column, or the same there and further in the next.</summary>
    private static string Behind(IReadOnlyList<ListOrder> order, object?[] start, int at, List<NpgsqlParameter> parameters)
    {
        var sql = order[at].Column.SortSql;
        var value = start[at] is { } given ? Parameter(given, parameters) : null;
        var further = value is null ? "false" : $"{sql} {(order[at].IsDescending ? '<' : '>')} {value}";
        if (IsKey(order[at]))
        {
            return further;
        }

        var same = value is null ? $"{sql} is null" : $"{sql} = {value}";
        return $"({further} or {(value is null ? "false" : $"{sql} is null")} or ({same} and {Behind(order, start, at + 1, parameters)}))";
    }

    private static bool IsKey(ListOrder order) => order.Column.Name == "key";

    private static string Parameter(object value, List<NpgsqlParameter> parameters)
    {
        parameters.Add(new NpgsqlParameter { Value = value });
        return $"${parameters.Count}";
    }

    /// <summary>The driver wants to know of what.</summary>
    private static Array ArrayOf(IReadOnlyList<object> values)
    {
        var array = Array.CreateInstance(values[0].GetType(), values.Count);
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(values[i], i);
        }

        return array;
    }
}
