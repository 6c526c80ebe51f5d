namespace Cluster.ProjectList;

/// <param name="YearToDateWan">本年累计完成投资 at the end of January, February and March.</param>
/// <param name="Variance">偏差说明 of each.</param>
internal sealed record DemonstrationProject(
    string Key, string Name, string Unit, string County, string Stage, DateOnly? StartedOn, string Chain, string Task, string Category, decimal TotalWan,
    decimal PlannedWan, IReadOnlyList<decimal> YearToDateWan, IReadOnlyList<string> Variance);

/// <summary>Projects that nobody builds (演示数据), in the numbers and sums of the published list.</summary>
internal static class DemonstrationProjects
{
    public const int Year = 2026;

    /// <summary>The published slices (包头市2026年政府投资和重点项目清单): projects, 总投资 and 年度计划投资 in 万元.</summary>
    private static readonly (string Category, int Projects, decimal TotalWan, decimal PlannedWan)[] Slices =
        [("新建", 397, 28_536_000m, 12_719_000m), ("续建", 167, 16_658_000m, 7_489_000m)];

    private static readonly string[] Counties =
        ["东河区", "昆都仑区", "青山区", "石拐区", "白云鄂博矿区", "九原区", "土默特右旗", "固阳县", "达尔罕茂明安联合旗"];

    private static readonly (string Chain, string Task)[] Chains =
        [("稀土新材料", "T13"), ("晶硅光伏", "T14"), ("装备制造", "T15"), ("钢铁", "T16"), ("现代物流", "T17"), ("公路", "T21")];

    /// <summary>Percent of the year's plan at the end of January, February and March: nothing is built in the frozen months.</summary>
    private static readonly Dictionary<string, decimal[]> Done = new() { ["新建"] = [0, 0, 1.5m], ["续建"] = [0, 2, 12] };

    private static readonly string[] Frozen = ["冬季停工", "冬季停工", "3月下旬起陆续复工"];

    public static IEnumerable<DemonstrationProject> Of2026() => Slices.SelectMany(slice =>
    {
        var weights = Enumerable.Range(0, slice.Projects).Select(Weight).ToList();
        return Shares(slice.TotalWan, weights).Zip(Shares(slice.PlannedWan, weights)).Select((wan, i) => Project(slice.Category, i, wan.First, wan.Second));
    });

    private static DemonstrationProject Project(string category, int index, decimal totalWan, decimal plannedWan)
    {
        var (number, isNew) = (index + 1, category == "新建");
        var (chain, task) = Chains[index % Chains.Length];
        return new DemonstrationProject(
            $"bt-{Year}-{(isNew ? "n" : "c")}{number:000}", $"{category}示范项目{number:000}（演示数据）", $"演示单位{(index % 40) + 1:00}", Counties[index % Counties.Length],
            isNew ? "前期" : "在建", isNew ? null : new DateOnly(Year - 1, 4 + (index % 6), 10), chain, task, category, totalWan, plannedWan,
            [.. Done[category].Select(percent => Math.Round(plannedWan * percent / 100, 2))], Frozen);
    }

    /// <summary>Few large ones and many small ones, always the same.</summary>
    private static int Weight(int index) => 1 + (index * 37 % 23) + (index % 29 == 0 ? 120 : 0);

    /// <summary>Whole 万元 that add up to the sum; what cannot be divided goes to the first.</summary>
    private static List<decimal> Shares(decimal sum, List<int> weights)
    {
        var all = weights.Sum();
        var shares = weights.ConvertAll(w => Math.Floor(sum * w / all));
        shares[0] += sum - shares.Sum();
        return shares;
    }
}
