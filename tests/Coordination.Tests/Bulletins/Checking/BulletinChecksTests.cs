using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Collecting;
using FsCheck;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Bulletins.Checking;

/// <summary>The two fixtures of office-practice §3, and each equation broken by itself.</summary>
public sealed class BulletinChecksTests
{
    [Fact]
    public void The_list_of_2026_reconciles()
    {
        var checks = BulletinChecks.Of(PublishedFigures.List2026);

        checks.Where(c => c.Fails).ShouldBeEmpty();
        var planned = checks.Single(c => c.Equation == "新建 + 续建 = 合计：年度计划投资（亿元）");
        (planned.Left, planned.Right, planned.Difference, planned.Outcome).ShouldBe((2020.8m, 2020.8m, 0m, "exact"));
        checks.Single(c => c.Equation == "新建 + 续建 = 合计：总投资（万元）").Right.ShouldBe(45_194_000m);
        checks.Single(c => c.Equation == "新建 + 续建 = 合计：项目数").Left.ShouldBe(564m);
    }

    [Fact]
    public void The_first_half_of_2017_does_not_and_the_equation_is_named_with_both_sides_and_its_difference()
    {
        var checks = BulletinChecks.Of(PublishedFigures.Half2017);

        var sum = checks.Single(c => c.Equation == "新建 + 续建 = 合计：完成投资（亿元）");
        (sum.Left, sum.Right, sum.Outcome).ShouldBe((750.7m, 750.7m, "exact"));
        var failing = checks.Single(c => c.Equation == "各行业之和 = 合计：完成投资（亿元）");
        (failing.Left, failing.Right, failing.Difference, failing.Outcome).ShouldBe((748.9m, 750.7m, 1.8m, "off"));
        failing.EquationEn.ShouldBe("sum of the industries = all: done, 100 million");
        checks.Single(c => c.Equation == "各行业之和 = 合计：项目数").Outcome.ShouldBe("exact"); // 390: what is wrong is the money
    }

    /// <summary>What adds up holds, and no single figure can be changed unseen.</summary>
    [Property(MaxTest = 300)]
    public void Figures_that_add_up_hold_and_a_change_of_any_one_shows((NonNegativeInt Planned, NonNegativeInt Done)[] parts, PositiveInt which, NonZeroInt by)
    {
        var sums = (parts ?? []).Select(p => PublishedFigures.Sum(1, 0, p.Planned.Get / 10m, p.Done.Get / 10m)).ToList();
        var total = PublishedFigures.Sum(sums.Count, 0, sums.Sum(s => s.PlannedWan) / 10_000, sums.Sum(s => s.DoneWan) / 10_000);
        var slice = new ProjectSlice("county", "旗县区", "districts", "", CountsOnce: false, [.. sums.Select((sum, index) => PublishedFigures.Part($"{index}", sum))]);

        BulletinChecks.Of(PublishedFigures.Of(total, [PublishedFigures.New(total)], [slice])).Where(c => c.Fails).ShouldBeEmpty();

        if (sums.Count > 0)
        {
            var changed = slice.Parts.ToList();
            var place = which.Get % changed.Count;
            changed[place] = changed[place] with { Sum = changed[place].Sum with { PlannedWan = changed[place].Sum.PlannedWan + by.Get } };
            BulletinChecks.Of(PublishedFigures.Of(total, [PublishedFigures.New(total)], [slice with { Parts = changed }]))
                .Where(c => c.Fails).Select(c => c.Equation).ShouldContain("各旗县区之和 = 合计：年度计划投资（万元）");
        }
    }

    [Fact]
    public void Whole_figures_hold_and_what_is_only_rounded_is_noted()
    {
        var checks = BulletinChecks.Of(PublishedFigures.Whole);

        checks.Where(c => c.Fails).ShouldBeEmpty();
        var halves = PublishedFigures.Of(
            PublishedFigures.Sum(2, 0, 0, 0.1m), [PublishedFigures.New(PublishedFigures.Sum(1, 0, 0, 0.05m)), PublishedFigures.Continued(PublishedFigures.Sum(1, 0, 0, 0.05m))], []);
        var rounded = BulletinChecks.Of(halves).Single(c => c.Equation == "新建 + 续建 = 合计：完成投资（亿元）");
        (rounded.Left, rounded.Right, rounded.Outcome, rounded.Fails, rounded.IsRounded).ShouldBe((0.2m, 0.1m, "rounding", false, true));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "rate", "合计：完成投资 ÷ 年度计划投资 = 投资完成率（%）" },
        { "rate-gone", "合计：完成投资 ÷ 年度计划投资 = 投资完成率（%）" },
        { "share", "各旗县区占比之和 = 100.0（%）" },
        { "part", "各旗县区之和 = 合计：完成投资（万元）" },
        { "category", "昆都仑区：新建 = 合计：年度计划投资（万元）" },
        { "states", "各状态任务之和 = 任务总数" },
        { "themes", "各板块任务之和 = 任务总数" },
        { "indicators", "已达到 + 未达到 + 尚无法判断 = 目标总数" },
        { "grades", "各等级督办单之和 = 合计：期末逾期" },
        { "course", "督办单合计：期初结转 + 本季交办 − 本季审结 = 期末在办" },
        { "reports", "报送合计：按期 + 逾期 + 逾期（已准） + 未报 = 应报" },
        { "report-items", "报送合计：已报 + 无变化 + 缺项 = 应报事项" },
        { "department", "报送市水务局：按期 + 逾期 + 逾期（已准） + 未报 = 应报" },
        { "departments", "各部门报送之和 = 合计：未报" },
        { "named-reports", "列名未报之和 = 未报报告数" },
        { "lights", "亮灯“总灯”：各色和状态之和 = 对象数" },
        { "dimension", "亮灯“开工”：各色和状态之和 = 对象数" },
        { "light-theme", "亮灯“引导产业协同发展”：各色和状态之和 = 对象数" },
        { "named-red", "列名红灯之和 = 红灯数" },
        { "chain", "产业链“稀土”各旗县区之和 = 合计：完成投资（万元）" },
        { "chain-gone", "产业链“稀土”各旗县区之和 = 合计：年度计划投资（万元）" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_equation_fails_by_its_name_when_one_figure_of_it_is_wrong(string what, string equation)
    {
        var figures = PublishedFigures.Whole;
        var (projects, county) = (figures.Projects, figures.Projects.Slices[0]);
        var first = county.Parts[0];
        var (reports, lights, chain) = (figures.Reports!, figures.Lights!, projects.ChainCounties![0]);
        figures = what switch
        {
            "rate" => figures with { Projects = projects with { Total = projects.Total with { DonePercent = projects.Total.DonePercent + 0.1m } } },
            "rate-gone" => figures with { Projects = projects with { Total = projects.Total with { DonePercent = null } } },
            "share" => WithFirst(first with { SharePercent = first.SharePercent + 0.1m }),
            "part" => WithFirst(first with { Sum = first.Sum with { DoneWan = first.Sum.DoneWan + 1 } }),
            "category" => WithFirst(first with { Categories = [PublishedFigures.New(first.Sum with { PlannedWan = 1 })] }),
            "states" => figures with { Tasks = figures.Tasks with { States = [new("completed", "已完成", 2)] } },
            "themes" => figures with { Tasks = figures.Tasks with { Themes = [] } },
            "indicators" => figures with { Indicators = figures.Indicators with { NotMet = 1 } },
            "grades" => figures with { Orders = figures.Orders with { Total = figures.Orders.Total with { Overdue = 2 } } },
            "course" => figures with { Orders = figures.Orders with { Total = figures.Orders.Total with { Closed = 2 } } },
            "reports" => figures with { Reports = reports with { Total = reports.Total with { Late = 2 } } },
            "report-items" => figures with { Reports = reports with { Total = reports.Total with { NoChange = 2 } } },
            "department" => WithDepartment(reports.Departments[0] with { Sum = reports.Departments[0].Sum with { Owed = 4 } }),
            "departments" => WithDepartment(reports.Departments[0] with { Sum = reports.Departments[0].Sum with { Missing = 2 } }),
            "named-reports" => WithDepartment(reports.Departments[0] with { MissingTasks = [] }),
            "lights" => figures with { Lights = lights with { Dimensions = [lights.Dimensions[0] with { Subjects = 7 }, lights.Dimensions[1]] } },
            "dimension" => figures with { Lights = lights with { Dimensions = [lights.Dimensions[0], lights.Dimensions[1] with { Lights = PublishedFigures.Lights(2, 1, 1, 1, 0) }] } },
            "light-theme" => figures with { Lights = lights with { Themes = [lights.Themes[0] with { Subjects = 5 }] } },
            "named-red" => figures with { Lights = lights with { Red = [] } },
            "chain" => figures with { Projects = projects with { ChainCounties = [chain with { Parts = [first with { Sum = first.Sum with { DoneWan = 1 } }, .. chain.Parts.Skip(1)] }] } },
            _ => figures with { Projects = projects with { Slices = [.. projects.Slices.Where(s => s.By != "chain")] } },
        };

        BulletinChecks.Of(figures).Where(c => c.Fails).Select(c => c.Equation).ShouldContain(equation);

        BulletinFigures WithDepartment(DepartmentReports department) =>
            figures with { Reports = reports with { Departments = [department, .. reports.Departments.Skip(1)] } };

        BulletinFigures WithFirst(SlicePart part) =>
            figures with { Projects = projects with { Slices = [county with { Parts = [part, .. county.Parts.Skip(1)] }, .. projects.Slices.Skip(1)] } };
    }
}
