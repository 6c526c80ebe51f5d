namespace Cluster.Ingestion.Lists;

/// <summary>All that a list can be asked by, over the tables it is read from.</summary>
/// <param name="from">Tables as a statement names them, such as <c>segments t</c>.</param>
/// <param name="hasPast">Whether its rows can be looked at as they were on a day.</param>
internal sealed class ListColumns(string from, IReadOnlyList<ListColumn> columns, bool hasPast)
{
    private readonly Dictionary<string, ListColumn> _byName = columns.ToDictionary(c => c.Name);

    public string From { get; } = from;

    public bool HasPast => hasPast;

    public ListColumn Key => _byName["key"];

    public IReadOnlyList<ListColumn> All => columns;

    public IReadOnlyList<string> Sortable => [.. columns.Where(c => c.IsSortable).Select(c => c.Name)];

    public ListColumn? Find(string name) => _byName.GetValueOrDefault(name);

    public IReadOnlyList<string> Parameters(bool isPaged) =>
    [
        .. isPaged ? new[] { ListQuery.PageSizeName, ListQuery.AfterName } : [],
        ListQuery.SortName, ListQuery.FieldsName, ListQuery.FormatName, .. hasPast ? new[] { Past.AsOf.Name } : [],
        .. columns.SelectMany(c => c.HasRange ? Comparison.Ranges.Select(r => $"{c.Name}.{r.Name}").Prepend(c.Name) : [c.Name]),
    ];

    /// <summary>The fields of a row as far as it keeps them, its key, whose it is, and what the platform keeps of it.</summary>
    /// <param name="more">Fields of the list that are none of the row.</param>
    public static ListColumns Of<T, TEvent>(Push<T, TEvent> push, TableMap<T> map, string join = "", IReadOnlyList<ListColumn>? more = null)
        where T : Resource
        where TEvent : class
    {
        var fields = push.RequiredFields.Concat(push.OptionalFields).Concat(push.FoundBy).ToList();
        var columns = new[] { RowKey, Owner }.Where(own => !fields.Exists(f => f.Name == own.Name)).Concat(fields)
            .Select(field => map.ColumnOf(field.Name) is { } column ? new ListColumn(field, column) : null)
            .OfType<ListColumn>();
        return new ListColumns($"{map.From} {join}".TrimEnd(), [.. columns, .. more ?? []], map.HasPast);
    }

    /// <summary>Of a resource whose key the platform makes of other fields.</summary>
    public static readonly TextField RowKey = new("key", "数据键", "The row's key", MaxLength: 500);

    public static readonly TextField Owner = new("owner", "所属单位", "The owner", MaxLength: 60);
}
