using System.Globalization;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Calendar;
using Cluster.Portfolio.Dispatch;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>A figure as it is printed.</summary>
/// <param name="Source">The address of the rows behind it; null of words.</param>
/// <param name="Number">What a chart draws.</param>
internal sealed record ShownFigure(string Text, string? Source = null, decimal? Number = null);

/// <param name="Columns">What each row has, also where there is no row.</param>
internal sealed record FigureList(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, ShownFigure>> Rows)
{
    public static FigureList Of<T>(string name, IEnumerable<T> items, params (string Column, Func<T, ShownFigure> Of)[] columns) => new(
        name, [.. columns.Select(c => c.Column)],
        [.. items.Select(item => columns.ToDictionary(c => c.Column, c => c.Of(item)))]);

    public void Demand(string column)
    {
        if (!Columns.Contains(column))
        {
            throw FigureBook.Unknown($"{Name}: {column}");
        }
    }
}

/// <summary>All figures by the names that a template has for them.</summary>
internal sealed class FigureBook
{
    private readonly Dictionary<string, FigureList> _lists = [];
    private readonly Dictionary<string, ShownFigure> _figures = [];

    public IReadOnlyDictionary<string, ShownFigure> Figures => _figures;

    public static FigureBook Of(BulletinFigures figures)
    {
        var book = new FigureBook();
        book.AddTime(figures);
        book.AddProjects(figures.Projects, figures.Address);
        book.AddTasks(figures.Tasks, figures.Address);
        book.AddIndicators(figures.Indicators, figures.Address);
        book.AddOrders(figures.Orders, figures.Address);
        if (figures.Reports is { } reports)
        {
            ReportColumns.Add(book, reports, figures.Address);
        }

        if (figures.Lights is { } lights)
        {
            LightColumns.Add(book, lights, figures.Address);
        }

        return book;
    }

    public static InvalidDataException Unknown(string name) => new($"There is no figure \"{name}\" for a template.");

    public FigureList List(string name) => _lists.GetValueOrDefault(name) ?? throw Unknown(name);

    public void Add(string name, ShownFigure figure) => _figures.Add(name, figure);

    public void AddList<T>(string name, IEnumerable<T> items, params (string, Func<T, ShownFigure>)[] columns) =>
        _lists.Add(name, FigureList.Of(name, items, columns));

    private void AddTime(BulletinFigures figures)
    {
        var (quarter, month) = (figures.Quarter, figures.Quarter.LastDay);
        Add("quarter.words", $"{quarter.Year}年第{"一二三四"[quarter.Number - 1]}季度");
        Add("month.words", $"{month.Year}年{month.Month}月");
        Add("months.words", $"1—{month.Month}月");
        Add("collected.words", DateWords.Of(figures.CollectedAt.CityDay()));
        Add("note", figures.Note ?? Shown.None);
    }

    private void AddProjects(ProjectFigures projects, string address)
    {
        var source = address + projects.Source;
        foreach (var (name, of) in SumColumns<ProjectSum>(s => s, source))
        {
            _figures.Add($"projects.{name}", of(projects.Total));
        }

        Add("projects.schedule", $"{Shown.OneDecimal(projects.SchedulePercent)}%", source);
        AddList("projects.total", [projects.Total], [("name", _ => new ShownFigure("合计")), .. SumColumns<ProjectSum>(s => s, source), .. Unranked(projects.Total)]);
        AddList("categories", projects.Categories, [("name", c => new ShownFigure(c.Name)), .. SumColumns<CategorySum>(c => c.Sum, source)]);
        foreach (var by in new[] { "county", "chain", "owner" })
        {
            var slice = projects.Slices.FirstOrDefault(s => s.By == by);
            var columns = PartColumns(address + slice?.Source);
            var parts = slice?.Parts ?? [];
            var named = parts.Where(p => p.Key is not null).ToList();
            AddList(by, parts, columns);
            AddList($"{by}.byAmount", named.OrderBy(p => p.AmountRank).ThenBy(p => p.Key, StringComparer.Ordinal), columns);
            AddList($"{by}.byRate", named.Where(p => p.RateRank is not null).OrderBy(p => p.RateRank).ThenBy(p => p.Key, StringComparer.Ordinal), columns);
        }

        AddChains(projects.ChainCounties ?? [], address);
    }

    /// <summary>The districts of each chain by what was done, chain after chain.</summary>
    private void AddChains(IReadOnlyList<ChainCounties> chains, string address)
    {
        List<(ChainCounties Chain, SlicePart Part)> rows =
        [
            .. from chain in chains
               from part in chain.Parts
               where part.Key is not null
               orderby chain.Chain, part.AmountRank, part.Key
               select (chain, part),
        ];
        (string, Func<(ChainCounties Chain, SlicePart Part), ShownFigure>)[] columns =
        [
            ("chain", r => new ShownFigure(r.Chain.Chain)),
            .. PartColumns("").Select(c => (c.Item1, (Func<(ChainCounties Chain, SlicePart Part), ShownFigure>)(r =>
                c.Item2(r.Part) is { Source: not null } figure ? figure with { Source = address + r.Chain.Source } : c.Item2(r.Part)))),
        ];
        AddList("chain.county", rows, columns);
        AddList("chain.county.first", rows.Where(r => r.Part is { AmountRank: 1, Sum.DoneWan: > 0 }), columns);
    }

    private static (string, Func<SlicePart, ShownFigure>)[] PartColumns(string source) =>
    [
        ("name", p => new ShownFigure(p.Name)),
        .. SumColumns<SlicePart>(p => p.Sum, source),
        ("share", p => new ShownFigure(Shown.PercentText(p.SharePercent), source, p.SharePercent)),
        ("amountRank", p => new ShownFigure(Shown.Place(p.AmountRank), source)),
        ("rateRank", p => new ShownFigure(Shown.Place(p.RateRank), source)),
    ];

    private static (string, Func<ProjectSum, ShownFigure>)[] Unranked(ProjectSum total) =>
    [
        ("share", _ => new ShownFigure(total.DoneWan > 0 ? "100.0%" : Shown.None)),
        ("amountRank", _ => new ShownFigure(Shown.None)),
        ("rateRank", _ => new ShownFigure(Shown.None)),
    ];

    private static (string Name, Func<T, ShownFigure> Of)[] SumColumns<T>(Func<T, ProjectSum> sum, string source)
    {
        ShownFigure Yi(decimal wan) => new(Shown.YiText(wan), source, Printed.Yi(wan));
        ShownFigure Wan(decimal wan) => new(Shown.WanText(wan), source, wan);
        return
        [
            ("count", t => new ShownFigure(Shown.Count(sum(t).Projects), source, sum(t).Projects)),
            ("started", t => new ShownFigure(Shown.Count(sum(t).Started), source, sum(t).Started)),
            ("startedRate", t => new ShownFigure(Shown.PercentText(Printed.Percent(sum(t).Started, sum(t).Projects)), source)),
            ("totalYi", t => Yi(sum(t).TotalWan)),
            ("plannedYi", t => Yi(sum(t).PlannedWan)),
            ("doneYi", t => Yi(sum(t).DoneWan)),
            ("totalWan", t => Wan(sum(t).TotalWan)),
            ("plannedWan", t => Wan(sum(t).PlannedWan)),
            ("doneWan", t => Wan(sum(t).DoneWan)),
            ("rate", t => new ShownFigure(Shown.PercentText(sum(t).DonePercent), source, sum(t).DonePercent)),
        ];
    }

    private void AddTasks(TaskFigures tasks, string address)
    {
        var source = address + tasks.Source;
        ShownFigure Number(int count) => new(Shown.Count(count), source, count);
        _figures.Add("tasks.count", Number(tasks.Tasks));
        foreach (var state in CollectTasks.States)
        {
            _figures.Add($"tasks.{state.State}", Number(Of(tasks.States, state.State)));
        }

        AddList("themes", tasks.Themes,
        [
            ("name", t => new ShownFigure(t.Title)),
            ("count", t => Number(t.Tasks)),
            .. CollectTasks.States.Select(s => (s.State, (Func<ThemeTasks, ShownFigure>)(t => Number(Of(t.States, s.State))))),
        ]);
        (string, Func<DepartmentTasks, ShownFigure>)[] columns =
        [
            ("name", d => new ShownFigure(d.Name)), ("leads", d => Number(d.Leads)), ("reported", d => Number(d.Reported)), ("completed", d => Number(d.Completed)),
            ("rate", d => new ShownFigure(Shown.PercentText(d.ReportedPercent), source, d.ReportedPercent)),
            ("rank", d => new ShownFigure(Shown.Place(d.RateRank), source)),
        ];
        AddList("departments", tasks.Departments, columns);
        AddList("departments.notReported", tasks.Departments.Where(d => d.Reported < d.Leads), columns);
    }

    private void AddIndicators(IndicatorFigures indicators, string address)
    {
        var source = address + indicators.Source;
        ShownFigure Number(int count) => new(Shown.Count(count), source, count);
        _figures.Add("indicators.count", Number(indicators.Targets));
        _figures.Add("indicators.met", Number(indicators.Met));
        _figures.Add("indicators.notMet", Number(indicators.NotMet));
        _figures.Add("indicators.notMeasured", Number(indicators.NotMeasured));
        AddList("indicators", indicators.Items,
            ("code", i => new ShownFigure(i.Code)),
            ("name", i => new ShownFigure(i.Name)),
            ("unit", i => new ShownFigure(i.Unit ?? Shown.None)),
            ("target", i => new ShownFigure($"{i.Comparison}{Shown.Value(i.Target)}")),
            ("value", i => new ShownFigure(Shown.Value(i.Value), source, i.Value)),
            ("measuredOn", i => new ShownFigure(i.MeasuredOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Shown.None)),
            ("met", i => new ShownFigure(i.Met switch { true => "已达到", false => "未达到", null => Shown.None })));
    }

    private void AddOrders(OrderFigures orders, string address)
    {
        var (source, overdue) = (address + orders.Source, address + orders.OverdueSource);
        (string Name, Func<OrderSum, ShownFigure> Of)[] columns =
        [
            ("carriedOver", s => new ShownFigure(Shown.Count(s.CarriedOver), source)), ("issued", s => new ShownFigure(Shown.Count(s.Issued), source)),
            ("closed", s => new ShownFigure(Shown.Count(s.Closed), source)), ("open", s => new ShownFigure(Shown.Count(s.Open), source)),
            ("overdue", s => new ShownFigure(Shown.Count(s.Overdue), overdue)),
        ];
        foreach (var (name, of) in columns)
        {
            _figures.Add($"orders.{name}", of(orders.Total));
        }

        AddList("grades", orders.Grades,
            [("name", g => new ShownFigure(g.Name)), .. columns.Select(c => (c.Name, (Func<GradeOrders, ShownFigure>)(g => c.Of(g.Sum))))]);
        AddList("orders.total", [orders.Total], [("name", _ => new ShownFigure("合计")), .. columns]);
    }

    private static int Of(IReadOnlyList<StateCount> states, string state) => states.FirstOrDefault(s => s.State == state)?.Tasks ?? 0;

    private void Add(string name, string text, string? source = null) => Add(name, new ShownFigure(text, source));
}
