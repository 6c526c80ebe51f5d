using Cluster.Portfolio.Dispatch;

namespace Cluster.Portfolio.Tests.Dispatch;

/// <summary>Published dispatch tables of Baotou, in 亿元 with one decimal: some add up, some by rounding, one does not.</summary>
public sealed class SumCheckTests
{
    [Theory]
    [InlineData("2026 total", 4519.4, new[] { 2853.6, 1665.8 }, SumCheck.Exact)]
    [InlineData("2026 planned", 2020.8, new[] { 1271.9, 748.9 }, SumCheck.Exact)]
    [InlineData("2017H1 done, continued and new", 750.7, new[] { 393.2, 357.5 }, SumCheck.Exact)]
    [InlineData("2017H1 done, by industry", 750.7, new[] { 152.7, 105, 158.3, 129.1, 59.9, 18.7, 125.2 }, SumCheck.Off)]
    [InlineData("2022-04 done", 417.1, new[] { 135.4, 281.7 }, SumCheck.Exact)]
    [InlineData("2023-04 done", 548.8, new[] { 250.6, 298.2 }, SumCheck.Exact)]
    [InlineData("2023-04 renewals", 72.9, new[] { 25.0, 48.0 }, SumCheck.Rounding)]
    [InlineData("九原区 十五五 by field", 396.81, new[] { 147.53, 247.34, 1.94 }, SumCheck.Exact)]
    public void A_published_table_adds_up_or_is_flagged(string of, double total, double[] parts, string outcome) =>
        SumCheck.Check(of, (decimal)total, [.. parts.Select(p => (decimal?)(decimal)p)], 0.1m).Outcome.ShouldBe(outcome);

    /// <summary>Every total of the published file that has parts beside it, by each of its figures.</summary>
    [Theory]
    [InlineData("BT-IND-2017H1", "工业重点项目(亿元以上)", "续建 新建", "projects", SumCheck.Exact)]
    [InlineData("BT-IND-2017H1", "工业重点项目(亿元以上)", "续建 新建", "started", SumCheck.Exact)]
    [InlineData("BT-IND-2017H1", "工业重点项目(亿元以上)", "续建 新建", "done", SumCheck.Exact)]
    [InlineData("BT-IND-2017H1", "工业重点项目(亿元以上)", "装备制造 稀土石墨烯等新材料 能源 冶金 节能环保和资源综合利用 基础设施和生产性服务业 其余", "projects", SumCheck.Exact)]
    [InlineData("BT-IND-2017H1", "工业重点项目(亿元以上)", "装备制造 稀土石墨烯等新材料 能源 冶金 节能环保和资源综合利用 基础设施和生产性服务业 其余", "started", SumCheck.Exact)]
    [InlineData("BT-IND-2017H1", "工业重点项目(亿元以上)", "装备制造 稀土石墨烯等新材料 能源 冶金 节能环保和资源综合利用 基础设施和生产性服务业 其余", "done", SumCheck.Off)]
    [InlineData("BT-IND-2022-04", "工业重点项目(亿元以上)", "续建 新建", "projects", SumCheck.Exact)]
    [InlineData("BT-IND-2022-04", "工业重点项目(亿元以上)", "续建 新建", "started", SumCheck.Exact)]
    [InlineData("BT-IND-2022-04", "工业重点项目(亿元以上)", "续建 新建", "done", SumCheck.Exact)]
    [InlineData("BT-IND-2023-04", "工业重点项目(亿元以上)", "续建 新建", "projects", SumCheck.Exact)]
    [InlineData("BT-IND-2023-04", "工业重点项目(亿元以上)", "续建 新建", "started", SumCheck.Exact)]
    [InlineData("BT-IND-2023-04", "工业重点项目(亿元以上)", "续建 新建", "done", SumCheck.Exact)]
    [InlineData("BT-IND-2023-04", "500万元以上技改", "续建 新建", "projects", SumCheck.Exact)]
    [InlineData("BT-IND-2023-04", "500万元以上技改", "续建 新建", "done", SumCheck.Rounding)]
    [InlineData("JY-155", "十五五重大项目(拟)", "重要基础设施 关键产业发展 生态环境", "projects", SumCheck.Exact)]
    [InlineData("JY-155", "十五五重大项目(拟)", "重要基础设施 关键产业发展 生态环境", "total", SumCheck.Exact)]
    [InlineData("JY-155", "十五五重大项目(拟)", "政府投资 企业投资", "projects", SumCheck.Exact)]
    [InlineData("JY-155", "十五五重大项目(拟)", "政府投资 企业投资", "total", SumCheck.Exact)]
    [InlineData("JY-155", "十五五重大项目(拟)", "政府投资 企业投资", "done", SumCheck.Unknown)]
    public void The_published_file_adds_up_where_it_does(string batch, string category, string parts, string measure, string outcome)
    {
        var rows = PublishedDispatch.Read().Where(r => r.Batch == batch).ToList();
        var all = rows.Single(r => r.Category == category && r.Slice == "all");
        var slices = parts.Split(' ').Select(slice => rows.Single(r => r.Slice == slice && (r.Category == category || r.Category == "by industry"))).ToList();

        SumCheck.Check(measure, all.Of(measure), [.. slices.Select(s => s.Of(measure))], measure is "projects" or "started" ? 0 : 0.1m).Outcome.ShouldBe(outcome);
    }

    /// <summary>投资完成率: where the plan was published it is done ÷ plan; where only the parts' rates were, the plans that they imply give it again.</summary>
    [Theory]
    [InlineData("BT-IND-2022-04", "工业重点项目(亿元以上)", 46.4)]
    [InlineData("BT-IND-2022-04", "500万元以上技改", 32.0)]
    [InlineData("BT-IND-2023-04", "工业重点项目(亿元以上)", 37.8)]
    [InlineData("BT-IND-2023-04", "500万元以上技改", 32.9)]
    public void The_published_rates_come_out(string batch, string category, double percent)
    {
        var rows = PublishedDispatch.Read().Where(r => (r.Batch, r.Category) == (batch, category)).ToList();
        var all = rows.Single(r => r.Slice == "all");

        Printed.Percent(all.Done!.Value, all.Plan ?? rows.Where(r => r.Slice != "all").Sum(r => r.Done!.Value * 100 / r.DonePercent!.Value)).ShouldBe((decimal)percent);
        all.DonePercent.ShouldBe((decimal)percent);
    }

    /// <summary>382 of 390 started in the first half of 2017: 97.949 %, published as 97.9.</summary>
    [Fact]
    public void The_rate_of_starts_is_printed_as_it_was_published()
    {
        var all = PublishedDispatch.Read().Single(r => (r.Batch, r.Slice) == ("BT-IND-2017H1", "all"));

        Printed.Percent(all.Started!.Value, all.Projects!.Value).ShouldBe(97.9m);
    }

    [Fact]
    public void What_is_counted_exactly_has_no_rounding() =>
        SumCheck.Check("projects", 390, [135, 254], step: 0).Outcome.ShouldBe(SumCheck.Off);

    [Fact]
    public void A_figure_that_is_missing_leaves_it_unknown() =>
        SumCheck.Check("planned", 152, [null, 48.6m], 0.1m).ShouldBe(new SumCheck("planned", 152, Parts: null, Difference: null, SumCheck.Unknown));
}
