using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Portfolio.Dispatch;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Rankings;

/// <summary>Departments, districts, themes or chains by what their projects have done of the year's plan (排名), and how that compares with another month.</summary>
/// <param name="Month">To whose end it is.</param>
/// <param name="Against">The month that it is compared with; null where none was asked for.</param>
/// <param name="Rows">By amount; those without projects are not there, and what says nothing of the dimension has no place.</param>
public sealed record RankingTable(string Month, string? Against, string By, IReadOnlyList<RankingRow> Rows, RankingRules Rules);

/// <param name="Part">A department, a division code, a theme or a chain; null for projects that say nothing of it.</param>
/// <param name="DonePercent">投资完成率; null where nothing was planned: no rate from a zero base.</param>
/// <param name="AmountRank">By what was done; equal ones share a place and the next is skipped.</param>
/// <param name="RateRank">By the rate as it is shown; null where there is none.</param>
/// <param name="StartedPercent">开工率.</param>
/// <param name="Before">The same in the other month; null where it had no projects then.</param>
/// <param name="AmountPlaces">Places won by amount since then; negative for places lost.</param>
/// <param name="RatePlaces">The same by the rate.</param>
/// <param name="RatePoints">Percentage points won by the rate.</param>
public sealed record RankingRow(
    string? Part, string? Name, int Projects, int Started, decimal TotalWan, decimal PlannedWan, decimal DoneWan, decimal? DonePercent, decimal? StartedPercent,
    int? AmountRank, int? RateRank, RankingBefore? Before, int? AmountPlaces, int? RatePlaces, decimal? RatePoints);

public sealed record RankingBefore(decimal PlannedWan, decimal DoneWan, decimal? DonePercent, int? AmountRank, int? RateRank);

/// <summary>What the reader has to know of ties and zero plans, in words.</summary>
public sealed record RankingRules(BilingualText Ties, BilingualText ZeroPlans, BilingualText Divided);

internal static class GetRankings
{
    private static readonly string[] Dimensions = ["owner", "county", "theme", "chain"];

    private static readonly RankingRules Rules = new(
        new("数值相同的并列，其后名次跳过。", "Equal values share a place, and the next one is skipped."),
        new("没有年度计划的不计算完成率，也不参加完成率排名。", "Without a plan for the year there is no rate, and no place by it."),
        new("跨旗县区的项目按份额分到各地，个数在各地各计一次；属于几个板块的在各板块各计一次。",
            "A project in several districts is divided by its shares and counted in each; one of several themes counts whole in each."));

    private const string ThemesSql = "select key, title from themes";

    public static RouteGroupBuilder MapRankings(this RouteGroupBuilder api)
    {
        api.MapGet("rankings", async (
            NpgsqlDataSource database, PoolDispatch pool, HttpContext context, TimeProvider time, string month, string by, string? against, string? chain,
            string? asOf, CancellationToken cancellation) =>
        {
            RequestForm.Demand("by", "分组", "The dimension", by, Dimensions);
            var (now, then) = (MonthIn("month", month), against is null ? null : (Period?)MonthIn("against", against));
            var day = AsOf.Day(asOf, time);
            var names = by == "theme" ? await ReadThemes(day, database, cancellation) : [];
            var onlyIn = SqlText.Asked(chain);
            var onlyOf = context.User.SeesOnly();
            var rows = PartsOf(await pool.Read(now, by, onlyOf, onlyIn, day, cancellation));
            var before = then is { } other ? PartsOf(await pool.Read(other, by, onlyOf, onlyIn, day, cancellation)) : [];
            return new RankingTable(now.ToString(), then?.ToString(), by, Rank(rows, before, part => NameOf(by, part, names)), Rules);
        }).WithSummary("排名：按金额和完成率，可限于一条产业链，可与另一月比较，可查任一天所知 Ranks by amount and by rate, within a chain if asked, compared with another month, by what was known on any day");
        return api;
    }

    private static Period MonthIn(string field, string text) =>
        Period.TryParse(text, out var period) && period.Type == PeriodType.Month
            ? period
            : throw RequestForm.Refuse(Fault.Of(field, RankingRefusals.MonthExpected, Refusal.Repeat(text)).Allowing(["2025-09"]));

    private static List<DispatchRow> PartsOf(DispatchTable table) => [.. table.Parts.Where(p => p.Category is null)];

    private static List<RankingRow> Rank(List<DispatchRow> rows, List<DispatchRow> before, Func<string?, string?> nameOf)
    {
        var (amounts, rates) = PlacesOf(rows);
        var (amountsThen, ratesThen) = PlacesOf(before);
        return
        [
            .. from row in rows.Select((row, index) => (Row: row, Index: index))
               let then = before.FindIndex(b => b.Part == row.Row.Part)
               let amount = amounts[row.Index]
               let rate = rates[row.Index]
               let was = then < 0 ? null : new RankingBefore(
                   Places.Plain(before[then].PlannedWan), Places.Plain(before[then].DoneWan), before[then].DonePercent, amountsThen[then], ratesThen[then])
               orderby amount ?? int.MaxValue, row.Row.Part
               select new RankingRow(
                   row.Row.Part, nameOf(row.Row.Part), row.Row.Projects, row.Row.Started, Places.Plain(row.Row.TotalWan),
                   Places.Plain(row.Row.PlannedWan), Places.Plain(row.Row.DoneWan),
                   row.Row.DonePercent, row.Row.StartedPercent, amount, rate, was, was?.AmountRank - amount, was?.RateRank - rate,
                   row.Row.DonePercent - was?.DonePercent),
        ];
    }

    private static (IReadOnlyList<int?> Amounts, IReadOnlyList<int?> Rates) PlacesOf(List<DispatchRow> rows) => (
        Ranks.Of([.. rows.Select(r => r.Part is null ? null : (decimal?)r.DoneWan)]),
        Ranks.Of([.. rows.Select(r => r.Part is null ? null : r.DonePercent)]));

    private static string? NameOf(string by, string? part, Dictionary<string, string> themes) => (by, part) switch
    {
        (_, null) => null,
        ("county", _) => Divisions.Listed.NameOf(part) ?? part,
        ("theme", _) => themes.GetValueOrDefault(part, part),
        _ => part,
    };

    private static async Task<Dictionary<string, string>> ReadThemes(DateOnly? day, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsOf(day, cancellation);
        await using var command = connection.Command(ThemesSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return (await reader.ReadResult(row => (Key: row.GetString(0), Title: row.GetString(1)), cancellation)).ToDictionary(t => t.Key, t => t.Title);
    }
}

internal static class RankingRefusals
{
    public static readonly Refusal MonthExpected = new("ranking-month-expected", RefusalKind.Unprocessable,
        "“{0}”不是月份；应如 2025-09。", "\"{0}\" is no month; it is written 2025-09.");
}
