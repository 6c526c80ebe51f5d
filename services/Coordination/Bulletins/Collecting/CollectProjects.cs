using Cluster.Contracts;
using Cluster.Coordination.Rankings;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Portfolio;
using Cluster.Portfolio.Dispatch;
using Cluster.Portfolio.Years;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>The pool's dispatch tables of the quarter's last month, made into what a bulletin says of them.</summary>
internal static class CollectProjects
{
    /// <summary>Of projects that do not say it.</summary>
    public const string NotStated = "未注明";

    private const string OtherName = "其他";

    private static readonly (string By, string Name, string NameEn, bool CountsOnce, Func<string, string> NameOf)[] Dimensions =
    [
        ("county", "旗县区", "districts", false, code => Divisions.Listed.NameOf(code) ?? code),
        ("chain", "产业链", "chains", true, chain => chain),
        ("owner", "责任部门", "departments", true, organisation => organisation),
    ];

    public static async Task<ProjectFigures> Read(Period month, PortfolioOptions options, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var slices = new List<ProjectSlice>();
        DispatchTable? table = null;
        foreach (var (by, name, nameEn, countsOnce, nameOf) in Dimensions)
        {
            table = await GetDispatch.Read(month, by, options.Schedule, onlyOf: null, AsOfConnection.Now(connection), cancellation);
            slices.Add(new ProjectSlice(by, name, nameEn, SourceOf(month, by), countsOnce, PartsOf(table.Parts, nameOf)));
        }

        var (district, chains) = (Dimensions.First(d => d.By == "county"), new List<ChainCounties>());
        foreach (var chain in slices.First(s => s.By == "chain").Parts.Select(p => p.Key).OfType<string>())
        {
            var within = await GetDispatch.Read(month, district.By, options.Schedule, onlyOf: null, AsOfConnection.Now(connection), cancellation, chain);
            chains.Add(new ChainCounties(
                chain, $"/api/coordination/rankings?by=county&chain={Uri.EscapeDataString(chain)}&month={month}", PartsOf(within.Parts, district.NameOf)));
        }

        return new ProjectFigures(
            SourceOf(month, by: null), table!.Schedules.Otherwise, table.Schedules.OtherwisePercent,
            SumOf(table.Totals.FirstOrDefault(t => t.Category is null)), CategoriesOf(table.Totals), slices, chains);
    }

    private static string SourceOf(Period month, string? by) => $"/api/coordination/project-dispatch?month={month}{(by is null ? "" : $"&by={by}")}";

    private static List<SlicePart> PartsOf(IReadOnlyList<DispatchRow> rows, Func<string, string> nameOf)
    {
        var sums = rows.Where(r => r.Category is null).OrderBy(r => r.Part is null).ThenBy(r => r.Part, StringComparer.Ordinal).ToList();
        var shares = Shares.Balance([.. sums.Select(s => s.DoneWan)]);
        var amounts = Ranks.Of([.. sums.Select(s => s.Part is null ? null : (decimal?)s.DoneWan)]);
        var rates = Ranks.Of([.. sums.Select(s => s.Part is null ? null : s.DonePercent)]);
        return
        [
            .. sums.Select((sum, index) => new SlicePart(
                sum.Part, sum.Part is { } part ? nameOf(part) : NotStated, SumOf(sum), CategoriesOf(rows.Where(r => r.Part == sum.Part)),
                shares?[index], amounts[index], rates[index])),
        ];
    }

    private static List<CategorySum> CategoriesOf(IEnumerable<DispatchRow> rows) =>
    [
        .. from row in rows
           where row.Category is not null
           let word = ProjectYear.Categories.Words.FirstOrDefault(w => w.Code == row.Category)
           orderby word is null ? int.MaxValue : PlaceOf(word)
           select new CategorySum(row.Category!, word?.Zh ?? OtherName, SumOf(row)),
    ];

    private static int PlaceOf(CodeWord word) => ProjectYear.Categories.Words.TakeWhile(w => w != word).Count();

    private static ProjectSum SumOf(DispatchRow? row) => row is null
        ? new ProjectSum(0, 0, 0, 0, 0, 0, DonePercent: null)
        : new ProjectSum(row.Projects, row.Started, row.TotalWan, row.PlannedWan, row.ScheduledWan, row.DoneWan, row.DonePercent);
}
