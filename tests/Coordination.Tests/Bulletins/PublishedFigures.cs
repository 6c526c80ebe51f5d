using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Rankings;
using Cluster.Portfolio.Dispatch;

namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>Published dispatch tables of Baotou made into the figures of a bulletin; money is given in 亿元, as it was printed.</summary>
internal static class PublishedFigures
{
    /// <summary>The list of 2026: 564 projects, and it reconciles exactly.</summary>
    public static BulletinFigures List2026 => Of(
        Sum(564, 4519.4m, 2020.8m, 0), [New(Sum(397, 2853.6m, 1271.9m, 0)), Continued(Sum(167, 1665.8m, 748.9m, 0))], []);

    /// <summary>The first half of 2017: 新建 and 续建 add up to 750.7, its seven industries to 748.9.</summary>
    public static BulletinFigures Half2017 => Of(
        Sum(390, 0, 0, 750.7m), [New(Sum(255, 0, 0, 357.5m)), Continued(Sum(135, 0, 0, 393.2m))],
        [
            new ProjectSlice("industry", "行业", "industries", "", CountsOnce: true,
            [
                .. new[]
                {
                    ("装备制造", 65, 152.7m), ("稀土石墨烯等新材料", 72, 105m), ("能源", 62, 158.3m), ("冶金", 44, 129.1m), ("节能环保和资源综合利用", 43, 59.9m),
                    ("基础设施和生产性服务业", 15, 18.7m), ("其余", 89, 125.2m),
                }.Select(i => Part(i.Item1, Sum(i.Item2, 0, 0, i.Item3))),
            ]),
        ]);

    public static BulletinFigures Of(ProjectSum total, IReadOnlyList<CategorySum> categories, IReadOnlyList<ProjectSlice> slices) => new(
        Quarter.Parse("2026Q3"), "2026-09", new DateTimeOffset(2026, 10, 14, 2, 0, 0, TimeSpan.Zero), "http://localhost:8080", [new("bulletin/figures", 2)],
        new ProjectFigures("/api/coordination/project-dispatch?month=2026-09", "straight", 75, total, categories, slices, []),
        new TaskFigures(
            "/api/coordination/progress-reports?period.lte=2026Q3", 3, [new("not-reported", "未报", 1), new("completed", "已完成", 2)],
            [new ThemeTasks("2", "引导产业协同发展", 3, [new("not-reported", "未报", 1), new("completed", "已完成", 2)])],
            [new DepartmentTasks("市发改委", 2, 1, 1, 50, 1)]),
        new IndicatorFigures(
            "/api/coordination/overview", 1, 1, 0, 0,
            [new IndicatorFigure("G06", "一级以上公路连通", "T21", "=", 100, "%", 100, new DateOnly(2026, 9, 30), Met: true)]),
        new OrderFigures(
            "/api/coordination/supervision-orders", "/api/coordination/supervision-orders/overdue?asOf=2026-09-30", new OrderSum(2, 3, 1, 4, 1),
            [new GradeOrders("blue", "蓝色", new OrderSum(2, 2, 1, 3, 1)), new GradeOrders("orange", "橙色", new OrderSum(0, 1, 0, 1, 0))]),
        new ReportFigures(
            "/api/coordination/reporting/matrix?from=2026Q3&to=2026Q3&asOf=2026-10-14", new DateOnly(2026, 10, 22),
            new ReportSum(5, 2, 1, 1, 1, 6, 4, 1, 1, 66.7m, 40),
            [
                new DepartmentReports("市水务局", new ReportSum(3, 1, 1, 0, 1, 4, 2, 1, 1, 50, 33.3m), ["T27"]),
                new DepartmentReports("市发改委", new ReportSum(2, 1, 0, 1, 0, 2, 2, 0, 0, 100, 50), []),
            ]),
        new LightFigures(
            "/api/coordination/lights?asOf=2026-09-30", "/api/coordination/lights?asOf=2026-09-30&light=red", new DateOnly(2026, 9, 30),
            [
                new LightSlice("overall", "总灯", "/api/coordination/lights?asOf=2026-09-30&dimension=overall", 6, Lights(3, 1, 1, 0, 1)),
                new LightSlice("start", "开工", "/api/coordination/lights?asOf=2026-09-30&dimension=start", 4, Lights(2, 1, 1, 0, 0)),
            ],
            [new LightSlice("2", "引导产业协同发展", "/api/coordination/lights?asOf=2026-09-30&theme=2", 6, Lights(3, 1, 1, 0, 1))],
            [new RedLight("project", "infrastructure/p-1", "北绕城快速路", ["市交通运输局"], "start", "红灯:计划开工月已过", "red light: the planned month has passed")]));

    /// <summary>The colours, and one state.</summary>
    public static IReadOnlyList<LightCountOf> Lights(int green, int yellow, int red, int grey, int notStarted) =>
    [
        new("green", "绿灯", green), new("grey", "未报", grey), new("yellow", "黄灯", yellow), new("red", "红灯", red), new("not-started", "未开工", notStarted),
        new("suspended", "停缓建", 0), new("done", "已完成", 0), new("nothing-owed", "无可评", 0),
    ];

    /// <summary>Nine counties with their places, so that a document has something to show.</summary>
    public static BulletinFigures Whole
    {
        get
        {
            string[] names = ["昆都仑区", "青山区", "东河区", "九原区", "石拐区", "白云鄂博矿区", "土默特右旗", "固阳县", "达尔罕茂明安联合旗"];
            decimal[] planned = [400, 380.5m, 300, 290.3m, 120, 0, 250, 130, 150];
            decimal[] done = [310.2m, 310.2m, 210.7m, 180, 60.4m, 12.1m, 170.5m, 66, 98.9m];
            var sums = names.Select((_, i) => Sum(60 - i, planned[i] * 2, planned[i], done[i])).ToList();
            var shares = Shares.Balance([.. sums.Select(s => s.DoneWan)])!;
            var amounts = Ranks.Of([.. sums.Select(s => (decimal?)s.DoneWan)]);
            var rates = Ranks.Of([.. sums.Select(s => s.DonePercent)]);
            var counties = names.Select((name, i) => new SlicePart(name, name, sums[i], [New(sums[i])], shares[i], amounts[i], rates[i])).ToList();
            var total = Sum(sums.Sum(s => s.Projects), planned.Sum() * 2, planned.Sum(), done.Sum());
            var whole = Of(total, [New(total)],
            [
                new ProjectSlice("county", "旗县区", "districts", "/api/coordination/project-dispatch?month=2026-09&by=county", CountsOnce: false, counties),
                new ProjectSlice("owner", "责任部门", "departments", "/api/coordination/project-dispatch?month=2026-09&by=owner", CountsOnce: true,
                    [Part("市工信局", total)]),
                new ProjectSlice("chain", "产业链", "chains", "/api/coordination/project-dispatch?month=2026-09&by=chain", CountsOnce: true, [Part("稀土", total)]),
            ]);
            return whole with
            {
                Projects = whole.Projects with { ChainCounties = [new ChainCounties("稀土", "/api/coordination/rankings?by=county&month=2026-09", counties)] },
            };
        }
    }

    /// <summary>The same as the first version of the figures had it.</summary>
    public static BulletinFigures First => Whole with
    {
        Rules = [new("bulletin/figures", 1)], Reports = null, Lights = null,
        Projects = Whole.Projects with { ChainCounties = null, Slices = [.. Whole.Projects.Slices.Where(s => s.By != "chain")] },
    };

    public static ProjectSum Sum(int projects, decimal totalYi, decimal plannedYi, decimal doneYi) => new(
        projects, 0, totalYi * 10_000, plannedYi * 10_000, 0, doneYi * 10_000, Printed.Percent(doneYi, plannedYi));

    public static CategorySum New(ProjectSum sum) => new("new", "新建", sum);

    public static CategorySum Continued(ProjectSum sum) => new("continued", "续建", sum);

    public static SlicePart Part(string name, ProjectSum sum) => new(name, name, sum, [New(sum)], SharePercent: null, AmountRank: 1, RateRank: null);
}
