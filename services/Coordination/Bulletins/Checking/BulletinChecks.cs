using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Lights;
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

    private static readonly (string Zh, string En, Func<ReportSum, decimal> Of)[] Reports =
    [
        ("应报", "owed", s => s.Owed), ("按期", "in time", s => s.InTime), ("逾期", "late", s => s.Late), ("逾期（已准）", "excused", s => s.Excused),
        ("未报", "missing", s => s.Missing), ("应报事项", "owed items", s => s.Items), ("缺项", "missing items", s => s.ItemsMissing),
    ];

    public static IReadOnlyList<BulletinCheck> Of(BulletinFigures figures) =>
    [
        .. OfProjects(figures.Projects),
        .. figures.Projects.Slices.SelectMany(slice => OfSlice(slice, figures.Projects)),
        .. OfTasks(figures.Tasks),
        .. OfIndicators(figures.Indicators),
        .. OfOrders(figures.Orders),
        .. (figures.Projects.ChainCounties ?? []).SelectMany(chain => OfChain(chain, figures.Projects)),
        .. figures.Reports is { } reports ? OfReports(reports) : [],
        .. figures.Lights is { } lights ? OfLights(lights) : [],
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

    /// <summary>The districts of a chain against the chain itself.</summary>
    private static IEnumerable<BulletinCheck> OfChain(ChainCounties chain, ProjectFigures projects)
    {
        var whole = projects.Slices.FirstOrDefault(s => s.By == "chain")?.Parts.FirstOrDefault(p => p.Key == chain.Chain)?.Sum;
        return Money.Select(m => BulletinCheck.Of(
            $"产业链“{chain.Chain}”各旗县区之和 = 合计：{m.Zh}", $"sum of the districts of the chain {chain.Chain} = all of it: {m.En}",
            [.. chain.Parts.Select(p => (decimal?)m.Of(p.Sum))], whole is null ? null : m.Of(whole)));
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

    private static IEnumerable<BulletinCheck> OfReports(ReportFigures reports) =>
    [
        .. OfReports("合计", "all", reports.Total),
        .. reports.Departments.SelectMany(d => OfReports(d.Name, d.Name, d.Sum)),
        .. Reports.Select(m => BulletinCheck.Of(
            $"各部门报送之和 = 合计：{m.Zh}", $"reports by department = all: {m.En}", [.. reports.Departments.Select(d => (decimal?)m.Of(d.Sum))],
            m.Of(reports.Total))),
        BulletinCheck.Of(
            "列名未报之和 = 未报报告数", "the missing reports that are named = missing reports", [.. reports.Departments.Select(d => (decimal?)d.MissingTasks.Count)],
            reports.Total.Missing),
    ];

    private static IEnumerable<BulletinCheck> OfReports(string zh, string en, ReportSum sum) =>
    [
        BulletinCheck.Of(
            $"报送{zh}：按期 + 逾期 + 逾期（已准） + 未报 = 应报", $"reports, {en}: in time + late + excused + missing = owed",
            [sum.InTime, sum.Late, sum.Excused, sum.Missing], sum.Owed),
        BulletinCheck.Of(
            $"报送{zh}：已报 + 无变化 + 缺项 = 应报事项", $"reports, {en}: complete + no change + missing items = owed items",
            [sum.Complete, sum.NoChange, sum.ItemsMissing], sum.Items),
    ];

    private static IEnumerable<BulletinCheck> OfLights(LightFigures lights) =>
    [
        .. lights.Dimensions.SelectMany(d => OfLights(d, d.Key ?? "none")),
        .. lights.Themes.SelectMany(t => OfLights(t, t.Key ?? "no theme")),
        BulletinCheck.Of(
            "列名红灯之和 = 红灯数", "the red lights that are named = red lights", [lights.Red.Count],
            lights.Dimensions is [var overall, ..] ? overall.Lights.Where(l => l.Light == LightCodes.Lights.Write(Light.Red)).Sum(l => l.Subjects) : null),
    ];

    private static IEnumerable<BulletinCheck> OfLights(LightSlice slice, string en) =>
        [BulletinCheck.Of(
            $"亮灯“{slice.Name}”：各色和状态之和 = 对象数", $"lights, {en}: by colour and state = subjects", [.. slice.Lights.Select(l => (decimal?)l.Subjects)],
            slice.Subjects)];

    private static IEnumerable<BulletinCheck> OfCourse(string zh, string en, OrderSum sum) =>
        [BulletinCheck.Of(
            $"督办单{zh}：期初结转 + 本季交办 − 本季审结 = 期末在办", $"orders, {en}: carried over + issued − closed = open",
            [sum.CarriedOver, sum.Issued, -sum.Closed], sum.Open)];

    private static string Sum(IEnumerable<string> names) => string.Join(" + ", names.DefaultIfEmpty("0"));
}
