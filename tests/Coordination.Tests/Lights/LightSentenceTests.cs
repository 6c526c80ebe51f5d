using Cluster.Coordination.Lights;
using Cluster.Portfolio.Months;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights;

public sealed class LightSentenceTests
{
    /// <summary>The example of office-practice §5, to the letter.</summary>
    [Fact]
    public void A_light_says_why_as_the_reference_does()
    {
        var second = Presets.Of("yinchuan-2025") with { Version = 2 };
        var facts = Building(80, 160, 240, 300, 330, 350, 370, 390, 416);
        var light = new LightCourse(facts, second, CitySchedule.Straight).On(Day(10, 6)).Dimensions.Single(d => d.Dimension == LightDimension.Investment);
        var (zh, en) = LightSentence.Of(light, RuleOf(light));

        zh.ShouldBe("红灯:截至2025-09-30投资完成率41.6%,比序时进度75.0%低33.4个百分点(规则 yinchuan-2025/inv 第2版)");
        en.ShouldBe("Red: by 2025-09-30 41.6% of the year's plan was invested, 33.4 points behind the schedule's 75.0% (rule yinchuan-2025/inv, version 2)");
    }

    [Theory]
    [InlineData(416.4, "41.6%,比序时进度75.0%低33.4个百分点")]
    [InlineData(416.5, "41.7%,比序时进度75.0%低33.3个百分点")] // half away from zero
    [InlineData(449.9, "44.99%,比序时进度75.00%低30.01个百分点")] // red, which 30.0 would not be
    [InlineData(449.999, "44.9999%,比序时进度75.0000%低30.0001个百分点")]
    [InlineData(450, "45.0%,比序时进度75.0%低30.0个百分点")]
    [InlineData(650.4, "65.04%,比序时进度75.00%低9.96个百分点")] // green, which 10.0 would not be
    [InlineData(750, "75.0%,与序时进度75.0%持平")]
    [InlineData(812.5, "81.3%,比序时进度75.0%高6.3个百分点")]
    public void The_numbers_add_up_and_never_say_another_light(double invested, string said)
    {
        var facts = Building(80, 160, 240, 320, 400, 480, 560, 640, (decimal)invested);

        Said(LightOf(facts, LightDimension.Investment, Day(10, 6))).ShouldContain(said);
    }

    [Fact]
    public void Each_dimension_has_its_sentence()
    {
        var investment = Building(80, 40, 60) with { Reasons = [Reason(LightDimension.Start, Day(7, 10), Day(9, 30))] };
        var notStarted = ToStart(Day(6, 15)) with { Reasons = investment.Reasons };
        var started = ToStart(Day(6, 1), Day(6, 10));

        string[] said =
        [
            Said(LightOf(investment, LightDimension.Investment, Day(3, 6), city: CitySchedule.Straight)),
            Said(LightOf(investment, LightDimension.Investment, Day(4, 6), "sanya-2022", CitySchedule.Stepped)),
            Said(LightOf(investment, LightDimension.Completion, Day(4, 6), "wuhan")),
            Said(LightOf(investment, LightDimension.Investment, Day(5, 6))),
            Said(LightOf(investment with { YearPlans = [] }, LightDimension.Investment, Day(4, 6))),
            Said(LightOf(notStarted, LightDimension.Start, Day(7, 1))),
            Said(LightOf(notStarted, LightDimension.Start, Day(7, 10))),
            Said(LightOf(started, LightDimension.Start, Day(7, 1))),
            Said(LightOf(started, LightDimension.Entry, Day(7, 10))),
            Said(LightOf(started, LightDimension.Entry, Day(7, 11))),
            Said(LightOf(started with { EnteredOn = Day(7, 12) }, LightDimension.Entry, Day(7, 12))),
            Said(LightOf(WithMilestone(Day(6, 20)), LightDimension.Milestone, Day(6, 1), "task")),
            Said(LightOf(WithMilestone(Day(6, 20)), LightDimension.Milestone, Day(7, 1), "task")),
            Said(LightOf(WithMilestone(Day(6, 20), slips: 2), LightDimension.Milestone, Day(6, 1), "task")),
            Said(LightOf(WithMilestone(Day(6, 20), actual: Day(6, 1)), LightDimension.Milestone, Day(6, 1), "task")),
            Said(LightOf(WithMilestone(Day(6, 20), Day(6, 25)), LightDimension.Milestone, Day(6, 1), "haikou")),
            Said(LightOf(District(100, 50), LightDimension.Quota, Day(3, 6), "sanya-2022")),
        ];

        said.ShouldBe(
        [
            "黄灯:截至2025-02-28投资完成率4.0%,比序时进度16.7%低12.7个百分点(规则 yinchuan-2025/inv 第1版)",
            "红灯:截至2025-03-31投资完成率6.0%,为序时进度20.0%(按季分步)的30.0%(规则 sanya-2022/inv 第1版)",
            "红灯:截至2025-03-31投资完成率6.0%,为时间进度25.0%的24.0%(规则 wuhan/ratio 第1版)",
            "未报:2025-04的数据未报,应于2025-05-05前报送(规则 yinchuan-2025/inv 第1版)",
            "未报:2025年度计划未报,2025-03的数据无从比较(规则 yinchuan-2025/inv 第1版)",
            "黄灯:计划2025-06-15开工,截至2025-07-01未开工(规则 yinchuan-2025/start 第1版)",
            "绿灯:计划2025-06-15开工,截至2025-07-10未开工,正当理由有效至2025-09-30,暂不亮黄灯(规则 yinchuan-2025/start 第1版)",
            "绿灯:计划2025-06-01开工,已于2025-06-10开工(规则 yinchuan-2025/start 第1版)",
            "绿灯:2025-06-10开工,截至2025-07-10未入库(规则 yinchuan-2025/entry 第1版)",
            "黄灯:2025-06-10开工,截至2025-07-11未入库,已超过1个月(规则 yinchuan-2025/entry 第1版)",
            "绿灯:2025-06-10开工,已于2025-07-12入库(规则 yinchuan-2025/entry 第1版)",
            "绿灯:节点“主体封顶”计划2025-06-20完成,截至2025-06-01未到期(规则 task/node 第1版)",
            "黄灯:节点“主体封顶”计划2025-06-20完成,截至2025-07-01未完成,逾期11天(规则 task/node 第1版)",
            "红灯:节点“主体封顶”计划2025-06-20完成,截至2025-06-01未到期,已推迟2次(规则 task/node 第1版)",
            "绿灯:截至2025-06-01各节点均已完成(规则 task/node 第1版)",
            "黄灯:节点“主体封顶”计划2025-06-20完成,预计2025-06-25完成,晚5天(规则 haikou/node 第1版)",
            "黄灯:截至2025-02-28当月完成50.0万元,为当月任务100.0万元的50.0%(规则 sanya-2022/quota 第1版)",
        ]);
    }

    [Fact]
    public void What_changed_the_light_is_said_too()
    {
        var facts = Building(80, 40, 120, 200) with { Reasons = [Reason(LightDimension.Investment, Day(5, 20), Day(6, 4))] };

        LightSentence.Of(LightOf(facts, LightDimension.Investment, Day(5, 6)), Presets.Of(Presets.Default).Rules[1]).ShouldSatisfyAllConditions(
            s => s.Zh.ShouldBe("红灯:截至2025-04-30投资完成率20.0%,比序时进度33.3%低13.3个百分点,连续第3个月黄灯,升为红灯(规则 yinchuan-2025/inv 第1版)"),
            s => s.En.ShouldBe("Red: by 2025-04-30 20.0% of the year's plan was invested, 13.3 points behind the schedule's 33.3%; month 3 of a run of yellow, which makes it red (rule yinchuan-2025/inv, version 1)"));
        Said(LightOf(facts, LightDimension.Investment, Day(5, 20))).ShouldContain("黄灯:");
        Said(LightOf(facts, LightDimension.Investment, Day(5, 20))).ShouldContain(",连续第3个月黄灯,升为红灯,正当理由有效至2025-06-04,暂不亮红灯(");
    }
}
