using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Ingestion.Lists;

/// <summary>A question to a list, as its address asks it.</summary>
/// <param name="Order">Ends with the key, so that no two rows have one place.</param>
/// <param name="Members">Null for all.</param>
/// <param name="Mark">Of the filters and the order: what a cursor is a place in.</param>
/// <param name="Start">Where the last page ended; null for the beginning.</param>
/// <param name="AsOf">The day at whose end the rows are looked at; null for now.</param>
internal sealed record ListQuery(
    IReadOnlyList<ListFilter> Filters, IReadOnlyList<ListOrder> Order, IReadOnlySet<string>? Members, int PageSize, byte[] Mark, object?[]? Start,
    DateOnly? AsOf)
{
    public const string AfterName = "after";
    public const string PageSizeName = "pageSize";
    public const string SortName = "sort";
    public const string FieldsName = "fields";
    public const string FormatName = "format";

    public static readonly IntegerField PageSizeField = new(PageSizeName, "每页行数", "The page size", "", 1, ResourceEndpoints.PageSizeMax);

    private const int PageSizeDefault = 100;
    private const int SortMax = 4;
    private const int ValuesMax = 200;
    private const int FaultsMax = 20;

    /// <summary>Every parameter is understood or refused, and all faults are told at once.</summary>
    /// <param name="members">What fields can name.</param>
    /// <param name="isPaged">Whether it is read page by page, or taken whole.</param>
    public static ListQuery Of(HttpRequest request, ListColumns columns, IReadOnlyList<string> members, bool isPaged)
    {
        var today = request.HttpContext.RequestServices.GetRequiredService<TimeProvider>().Today();
        var reading = new Reading(columns, isPaged, today);
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            reading.Take($"{parameter.DecodeName()}", $"{parameter.DecodeValue()}");
        }

        return reading.Done(members);
    }

    private sealed class Reading(ListColumns columns, bool isPaged, DateOnly today)
    {
        private readonly List<Fault> _faults = [];
        private readonly Dictionary<string, string> _once = [];
        private readonly Dictionary<(ListColumn Column, Comparison? Range), List<object>> _filters = [];
        private int _values;

        public void Take(string name, string value)
        {
            if (Named(name) is not var (column, range))
            {
                var isKnown = name is SortName or FieldsName or FormatName || (isPaged && name is AfterName or PageSizeName)
                    || (name == Past.AsOf.Name && columns.HasPast);
                if (!isKnown)
                {
                    Refuse(Fault.Of(Refusal.Repeat(name), ListRefusals.UnknownParameter, Refusal.Repeat(name)).Allowing(columns.Parameters(isPaged)));
                }
                else if (!_once.TryAdd(name, value))
                {
                    Refuse(Fault.Of(name, ListRefusals.ParameterTwice, name));
                }

                return;
            }

            var isFirst = !_filters.TryGetValue((column, range), out var values);
            if (isFirst)
            {
                _filters[(column, range)] = values = [];
            }
            else if (range is not null)
            {
                Refuse(Fault.Of(name, ListRefusals.ParameterTwice, name));
                return;
            }

            if (++_values > ValuesMax)
            {
                Refuse(Fault.Of(name, ListRefusals.TooManyValues, ValuesMax));
                return;
            }

            var (stored, fault) = column.Field.ReadStored(column.Field.FromAddress(value));
            if (fault is not null)
            {
                Refuse(fault with { Field = name });
            }
            else
            {
                values!.Add(stored!);
            }
        }

        public ListQuery Done(IReadOnlyList<string> members)
        {
            var order = OrderOf(_once.GetValueOrDefault(SortName));
            var chosen = ChosenOf(_once.GetValueOrDefault(FieldsName), members);
            var size = SizeOf(_once.GetValueOrDefault(PageSizeName));
            var asOf = DayOf(_once.GetValueOrDefault(Past.AsOf.Name));
            var filters = _filters.Select(f => new ListFilter(f.Key.Column, f.Key.Range, f.Value))
                .OrderBy(f => f.Column.Name, StringComparer.Ordinal).ThenBy(f => f.Range?.Name, StringComparer.Ordinal).ToList();
            ThrowIfFaulty();

            var mark = ListCursor.MarkOf($"{columns.From} {asOf:yyyy-MM-dd}", filters, order);
            var start = _once.GetValueOrDefault(AfterName) is { Length: > 0 } after
                ? ListCursor.Read(after, mark, order) ?? throw Problem(Fault.Of(AfterName, ListRefusals.BadCursor))
                : null;
            return new ListQuery(filters, order, chosen, size, mark, start, asOf);
        }

        private (ListColumn Column, Comparison? Range)? Named(string name)
        {
            if (columns.Find(name) is { } column)
            {
                return (column, null);
            }

            var dot = name.LastIndexOf('.');
            return dot > 0 && columns.Find(name[..dot]) is { HasRange: true } ranged && Comparison.Find(name[(dot + 1)..]) is { } range
                ? (ranged, range)
                : null;
        }

        private List<ListOrder> OrderOf(string? sort)
        {
            var order = new List<ListOrder>();
            foreach (var term in sort is null ? [] : sort.Split(',', SortMax + 2))
            {
                var name = term.TrimStart('-');
                if (term.Length - name.Length > 1 || order.Count == SortMax || columns.Find(name) is not { IsSortable: true } column
                    || order.Exists(o => o.Column == column))
                {
                    Refuse(Fault.Of(SortName, ListRefusals.BadSort, Refusal.Repeat(term), SortMax).Allowing(columns.Sortable));
                    break;
                }

                order.Add(new ListOrder(column, IsDescending: name.Length < term.Length));
            }

            return order.Exists(o => o.Column == columns.Key) ? order : [.. order, new ListOrder(columns.Key, IsDescending: false)];
        }

        private HashSet<string>? ChosenOf(string? fields, IReadOnlyList<string> members)
        {
            if (fields is null)
            {
                return null;
            }

            var chosen = fields.Split(',').ToHashSet();
            if (chosen.FirstOrDefault(name => !members.Contains(name)) is { } unknown)
            {
                Refuse(Fault.Of(FieldsName, ListRefusals.NoSuchMember, Refusal.Repeat(unknown)).Allowing(members));
            }

            return chosen;
        }

        /// <summary>Today has not ended: it is looked at as it is now.</summary>
        private DateOnly? DayOf(string? text)
        {
            if (text is null)
            {
                return null;
            }

            var (day, fault) = Past.AsOf.Read(text, today);
            if (fault is not null)
            {
                Refuse(fault);
            }

            return day;
        }

        private int SizeOf(string? text)
        {
            if (text is null)
            {
                return PageSizeDefault;
            }

            if (!long.TryParse(text, out var size))
            {
                Refuse(PageSizeField.WrongType("整数", "a whole number"));
            }

            return (int)Math.Clamp(size, 1, ResourceEndpoints.PageSizeMax);
        }

        private void Refuse(Fault fault)
        {
            // Who sends a thousand of them does not read a thousand answers.
            var isTold = _faults.Exists(f => f.Code == fault.Code && (f.Field == fault.Field || f.Code == ListRefusals.UnknownParameter.Code));
            if (!isTold && _faults.Count < FaultsMax)
            {
                _faults.Add(fault);
            }
        }

        private void ThrowIfFaulty()
        {
            if (_faults.Count > 0)
            {
                throw Problem(_faults[0]);
            }
        }

        private RefusedException Problem(Fault first) => 
            new(ResourceEndpoints.ProblemOf(first, _faults.Count > 0 ? _faults : [first]).With("allowed", first.Allowed));
    }
}
