using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Portfolio.Dispatch;

namespace Cluster.Coordination.Bulletins.Checking;

/// <summary>
/// Every equation that holds between the figures of a bulletin: 新建 + 续建 = 合计, the parts of each slice = 合计, the rate = done ÷ plan
/// (office-practice §9). They are looked at before it is issued; a figure that misses is never repaired.
/// </summary>
public static class BulletinChecks
{
    private static readonly (string Zh, string En, Func<ProjectSum, decimal> Of)[] Money =
    [
        ("总投资（万元）", "total investment", s => s.TotalWan),
        ("年度计划投资（万元）", "planned for the year", s => s.PlannedWan),
        ("序时应完成（万元）", "due by schedule", s => s.ScheduledWan),
        ("完成投资（万元）", "done", s => s.DoneWan),
    ];

    private static readonly (string Zh, string En, Func<ProjectSum, decimal> Of)[] Counts =
        [("项目数", "projects", s => s.Projects), ("开工数", "started", s => s.Started)];

    private static readonly (string Zh, string En, Func<ProjectSum, decimal> Of)[] InYi =
    [
        ("总投资（亿元）", "total investment, 100 million", s => Printed.Yi(s.TotalWan)),
        ("年度计划投资（亿元）", "planned, 100 million", s => Printed.Yi(s.PlannedWan)),
        ("完成投资（亿元）", "done, 100 million", s => Printed.Yi(s.DoneWan)),
    ];

    private static readonly (string Zh, string En, Func<OrderSum, decimal> Of)[] Orders =
    [
        ("期初结转", "carried over", s => s.CarriedOver), ("本季交办", "issued", s => s.Issued), ("本季审结", "closed", s => s.Closed),
        ("期末在办", "open", s => s.Open), ("期末逾期", "overdue", s => s.Overdue),
    ];

    public static IReadOnlyList<BulletinCheck> Of(BulletinFigures figures) =>
    [
        .. OfProjects(figures.Projects),
        .. figures.Projects.Slices.SelectMany(slice => OfSlice(slice, figures.Projects)),
        .. OfTasks(figures.Tasks),
        .. OfIndicators(figures.Indicators),
        .. OfOrders(figures.Orders),
    ];

    private static IEnumerable<BulletinCheck> OfProjects(ProjectFigures projects) =>
    [
        .. OfCategories("", "", projects.Total, projects.Categories, [.. Counts, .. Money], step: 0),
        .. OfCategories("", "", projects.Total, projects.Categories, InYi, step: 0.1m),
        .. OfRate("合计", "all", projects.Total),
        .. projects.Categories.SelectMany(c => OfRate(c.Name, c.Category, c.Sum)),
    ];

    /// <summary>新建 + 续建 = 合计, with whatever else the pool has.</summary>
    private static IEnumerable<BulletinCheck> OfCategories(
        string zh, string en, ProjectSum total, IReadOnlyList<CategorySum> categories, (string Zh, string En, Func<ProjectSum, decimal> Of)[] measures,
        decimal step) =>
        measures.Select(measure => BulletinCheck.Of(
            $"{zh}{Sum(categories.Select(c => c.Name))} = 合计：{measure.Zh}", $"{en}{Sum(categories.Select(c => c.Category))} = all: {measure.En}",
            [.. categories.Select(c => (decimal?)measure.Of(c.Sum))], measure.Of(total), step));

    private static IEnumerable<BulletinCheck> OfSlice(ProjectSlice slice, ProjectFigures projects)
    {
        var measures = slice.CountsOnce ? [.. Counts, .. Money] : Money;
        IEnumerable<BulletinCheck> sums =
        [
            .. measures.Select(m => BulletinCheck.Of(
                $"各{slice.Name}之和 = 合计：{m.Zh}", $"sum of the {slice.NameEn} = all: {m.En}", [.. slice.Parts.Select(p => (decimal?)m.Of(p.Sum))],
                m.Of(projects.Total))),
            .. from category in projects.Categories
               from m in measures
               select BulletinCheck.Of(
                   $"各{slice.Name}{category.Name}之和 = {category.Name}合计：{m.Zh}", $"sum of the {slice.NameEn}, {category.Category} = all {category.Category}: {m.En}",
                   [.. slice.Parts.SelectMany(p => p.Categories).Where(c => c.Category == category.Category).Select(c => (decimal?)m.Of(c.Sum))],
                   m.Of(category.Sum)),
            .. InYi.Select(m => BulletinCheck.Of(
                $"各{slice.Name}之和 = 合计：{m.Zh}", $"sum of the {slice.NameEn} = all: {m.En}", [.. slice.Parts.Select(p => (decimal?)m.Of(p.Sum))],
                m.Of(projects.Total), step: 0.1m)),
        ];
        return
        [
            .. sums,
            .. slice.Parts.SelectMany(p => OfCategories($"{p.Name}：", $"{p.Key ?? "not stated"}: ", p.Sum, p.Categories, [.. Counts, .. Money], step: 0)),
            .. slice.Parts.SelectMany(p => OfRate(p.Name, p.Key ?? "not stated", p.Sum)),
            .. slice.Parts.Any(p => p.SharePercent is not null)
                ? [BulletinCheck.Of(
                    $"各{slice.Name}占比之和 = 100.0（%）", $"shares of the {slice.NameEn} = 100.0 %", [.. slice.Parts.Select(p => p.SharePercent)], 100)]
                : Array.Empty<BulletinCheck>(),
        ];
    }

    /// <summary>There is none to be checked where neither side has one: nothing was planned, and no rate is published.</summary>
    private static IEnumerable<BulletinCheck> OfRate(string zh, string en, ProjectSum sum)
    {
        var rate = Printed.Percent(sum.DoneWan, sum.PlannedWan);
        return rate is null && sum.DonePercent is null
            ? []
            : [BulletinCheck.Of(
                $"{zh}：完成投资 ÷ 年度计划投资 = 投资完成率（%）", $"{en}: done ÷ planned = rate of completion, %", [rate], sum.DonePercent)];
    }

    private static IEnumerable<BulletinCheck> OfTasks(TaskFigures tasks) =>
    [
        BulletinCheck.Of("各状态任务之和 = 任务总数", "tasks by state = all tasks", [.. tasks.States.Select(s => (decimal?)s.Tasks)], tasks.Tasks),
        BulletinCheck.Of("各板块任务之和 = 任务总数", "tasks by theme = all tasks", [.. tasks.Themes.Select(t => (decimal?)t.Tasks)], tasks.Tasks),
        .. tasks.States.Select(state => BulletinCheck.Of(
            $"各板块“{state.Name}”之和 = “{state.Name}”任务数", $"{state.State} by theme = all {state.State}",
            [.. tasks.Themes.SelectMany(t => t.States).Where(s => s.State == state.State).Select(s => (decimal?)s.Tasks)], state.Tasks)),
    ];

    private static IEnumerable<BulletinCheck> OfIndicators(IndicatorFigures indicators) =>
        [BulletinCheck.Of(
            "已达到 + 未达到 + 尚无法判断 = 目标总数", "met + not met + not measured = all targets", [indicators.Met, indicators.NotMet, indicators.NotMeasured],
            indicators.Targets)];

    private static IEnumerable<BulletinCheck> OfOrders(OrderFigures orders) =>
    [
        .. Orders.Select(m => BulletinCheck.Of(
            $"各等级督办单之和 = 合计：{m.Zh}", $"orders by grade = all orders: {m.En}", [.. orders.Grades.Select(g => (decimal?)m.Of(g.Sum))], m.Of(orders.Total))),
        .. OfCourse("合计", "all", orders.Total),
        .. orders.Grades.SelectMany(g => OfCourse(g.Name, g.Grade, g.Sum)),
    ];

    private static IEnumerable<BulletinCheck> OfCourse(string zh, string en, OrderSum sum) =>
        [BulletinCheck.Of(
            $"督办单{zh}：期初结转 + 本季交办 − 本季审结 = 期末在办", $"orders, {en}: carried over + issued − closed = open",
            [sum.CarriedOver, sum.Issued, -sum.Closed], sum.Open)];

    private static string Sum(IEnumerable<string> names) => string.Join(" + ", names.DefaultIfEmpty("0"));
}
