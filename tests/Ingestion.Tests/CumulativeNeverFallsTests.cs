using Cluster.Contracts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests;

[Properties(MaxTest = 500, Arbitrary = [typeof(CumulativeNeverFallsTests)])]
public sealed class CumulativeNeverFallsTests
{
    private const bool InYear = true;
    private const bool SinceStart = false;

    [Theory]
    [InlineData(InYear, "2025-01 10", "2025-02 9", "2025-02<2025-01")]
    [InlineData(InYear, "2025-01 10", "2025-02 10", "")]
    [InlineData(InYear, "2025-01 10", "2025-08 9", "2025-08<2025-01")] // months between are missing
    [InlineData(InYear, "2024-12 100", "2025-01 10", "")] // a year begins anew
    [InlineData(SinceStart, "2024-12 100", "2025-01 10", "2025-01<2024-12")]
    [InlineData(InYear, "2025-02 20", "2025-02 15", "2025-02<2025-02")] // said before, for itself
    [InlineData(InYear, "2025-02 20", "2025-01 25", "2025-01>2025-02")]
    [InlineData(InYear, "2025-02 20, 2025-03 25", "2025-02 30, 2025-03 35", "")] // together they are sound
    [InlineData(InYear, "2025-02 20, 2025-03 25", "2025-02 30", "2025-02>2025-03")]
    [InlineData(InYear, "", "2025-01 10, 2025-02 5", "2025-02<2025-01")] // both in one call
    [InlineData(InYear, "2025-01 10", "2025-02 5!", "")]
    [InlineData(InYear, "2025-01 10, 2025-02 5", "2025-01 10, 2025-02 5", "")] // what was corrected once can be said again
    [InlineData(InYear, "2025-01 10, 2025-02 5", "2025-03 6", "")]
    [InlineData(InYear, "2025-01 10, 2025-02 20, 2025-03 30", "2025-02 5, 2025-03 40", "2025-02<2025-02")]
    [InlineData(InYear, "2025-02 20, 2025-04 25", "2025-02 50, 2025-03 30", "2025-03<2025-02, 2025-02>2025-04")]
    public void A_row_is_refused_for_what_it_contradicts(bool beginsEachYear, string stored, string rows, string refused) =>
        Said(new CumulativeNeverFalls(beginsEachYear, Stored(stored), Rows(rows)).Judge()).ShouldBe(refused);

    public static Arbitrary<Case> AnyCase() => Arb.From(
        from beginsEachYear in Gen.Elements(InYear, SinceStart)
        from first in Gen.Choose(0, 20).ListOf(24)
        from rows in Gen.Choose(0, 400).ListOf(24)
        from which in Gen.Choose(0, 3).ListOf(24)
        select new Case(beginsEachYear, [.. first], [.. rows], [.. which]));

    /// <summary>Whatever is stored and comes, the series with the rows that were taken never falls where one of them stands.</summary>
    [Property]
    public void What_is_taken_leaves_a_series_that_does_not_fall(Case given)
    {
        var (stored, rows) = given.Split();
        var refused = new CumulativeNeverFalls(given.BeginsEachYear, stored, rows).Judge();

        var series = new SortedDictionary<DateOnly, decimal>(stored.ToDictionary(s => s.Period.FirstDay, s => s.Value));
        foreach (var row in rows.Where(r => !refused.ContainsKey(r.Key)))
        {
            series[row.Period.FirstDay] = row.Value;
        }

        foreach (var (earlier, later) in series.Zip(series.Skip(1)).Where(p => !given.BeginsEachYear || p.First.Key.Year == p.Second.Key.Year))
        {
            later.Value.ShouldBeGreaterThanOrEqualTo(earlier.Value);
        }
    }

    [Property]
    public void The_order_of_the_rows_does_not_matter(Case given)
    {
        var (stored, rows) = given.Split();

        Said(new CumulativeNeverFalls(given.BeginsEachYear, stored.AsEnumerable().Reverse(), rows.AsEnumerable().Reverse()).Judge())
            .ShouldBe(Said(new CumulativeNeverFalls(given.BeginsEachYear, stored, rows).Judge()));
    }

    private static string Said(IReadOnlyDictionary<string, CumulativeNeverFalls.Contradiction> refused) =>
        string.Join(", ", refused.Select(r => $"{r.Key}{(r.Value.IsLater ? '>' : '<')}{r.Value.Period}"));

    private static List<(Period Period, decimal Value)> Stored(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(s => (Period.Parse(s.Split(' ')[0]), decimal.Parse(s.Split(' ')[1], null)))];

    private static List<CumulativeValue> Rows(string text) => [.. text.Split(", ").Select(r => RowOf(
        Period.Parse(r.Split(' ')[0]), decimal.Parse(r.Split(' ')[1].TrimEnd('!'), null), r.EndsWith('!')))];

    private static CumulativeValue RowOf(Period period, decimal value, bool isCorrection = false) => new(period.ToString(), period, value, isCorrection);

    /// <summary>Two years of months: a sound series is stored in part, and any rows come.</summary>
    /// <param name="Which">By month: 0 neither, 1 stored, 2 a row, 3 both.</param>
    public sealed record Case(bool BeginsEachYear, int[] Growth, int[] Values, int[] Which)
    {
        public (List<(Period Period, decimal Value)> Stored, List<CumulativeValue> Rows) Split()
        {
            var (stored, rows, sum) = (new List<(Period, decimal)>(), new List<CumulativeValue>(), 0m);
            for (var i = 0; i < Which.Length; i++)
            {
                var period = Period.Of(new DateOnly(2024, 1, 1).AddMonths(i), PeriodType.Month);
                sum += Growth[i];
                if (Which[i] is 1 or 3)
                {
                    stored.Add((period, sum));
                }

                if (Which[i] is 2 or 3)
                {
                    rows.Add(RowOf(period, Values[i]));
                }
            }

            return (stored, rows);
        }
    }
}
