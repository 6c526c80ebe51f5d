namespace Cluster.Ingestion.Lists;

/// <summary>A field that a list can be asked by, and where it is stored.</summary>
/// <param name="Sql">An expression over the list's tables; never a text from outside.</param>
public sealed record ListColumn(Field Field, string Sql)
{
    /// <summary>A cursor carries what rows were sorted by, and has to fit into an address.</summary>
    internal const int SortedCharacters = 100;

    internal string Name => Field.Name;

    /// <summary>Has more and less, not only equal.</summary>
    internal bool HasRange => Field is DecimalField or IntegerField or DateField or MonthField or QuarterField;

    internal bool IsSortable => Field is not TextListField;

    internal string SortSql => Field is TextField { MaxLength: > SortedCharacters } && Name != "key" ? $"left({Sql}, {SortedCharacters})" : Sql;
}

/// <param name="Name">Of the parameter, as in lengthKm.gte.</param>
internal sealed record Comparison(string Name, string Sql)
{
    public static readonly IReadOnlyList<Comparison> Ranges = [new("gt", ">"), new("gte", ">="), new("lt", "<"), new("lte", "<=")];

    public static Comparison? Find(string name) => Ranges.FirstOrDefault(r => r.Name == name);
}

/// <summary>What of a column is wanted: one of some values, or a side of one.</summary>
/// <param name="Range">Null for equality.</param>
internal sealed record ListFilter(ListColumn Column, Comparison? Range, IReadOnlyList<object> Values);

internal sealed record ListOrder(ListColumn Column, bool IsDescending);
