using Cluster.Portfolio.Pool.Merges;

namespace Cluster.Portfolio.Tests.Pool.Merges;

public sealed class MergeRulesTests
{
    private static readonly string[] Keys = ["a", "b", "c", "d", "e", "f"];

    /// <summary>Whatever is decided in whatever order: what the refusals let through never makes a chain.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void From_every_project_it_is_one_step_to_the_one_that_counts(int seed)
    {
        var random = new Random(seed);
        var decided = new List<ProjectMerge>();
        var merged = 0;
        for (var turn = 0; turn < 200; turn++)
        {
            var pair = Keys.OrderBy(_ => random.Next()).Take(2).ToArray();
            var (first, second) = ProjectMerge.InOrder(pair[0], pair[1]);
            var last = decided.Find(d => d.First == first && d.Second == second);
            var remaining = random.Next(3) switch { 0 => null, 1 => first, _ => second };
            var wanted = new ProjectMerge
            {
                First = first, Second = second, Decision = remaining is null ? MergeDecision.Apart : MergeDecision.Merge, Remaining = remaining,
                Reason = "", DecidedBy = "", Version = (last?.Version ?? 0) + 1,
            };
            if (MergeRules.Refuse(wanted, last, [.. decided.Where(d => d != last && Touches(d, wanted))], Keys.ToHashSet()) is null)
            {
                decided.RemoveAll(d => d == last);
                decided.Add(wanted);
                merged += remaining is null ? 0 : 1;
            }

            var away = decided.Select(d => d.Away).OfType<string>().ToList();
            away.ShouldBeUnique();
            decided.ShouldAllBe(d => d.Remaining == null || !away.Contains(d.Remaining));
        }

        merged.ShouldBeGreaterThan(0);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    /// <summary>The order of a pair is that of the database, in which a character beyond the first plane comes after every other.</summary>
    [Theory]
    [InlineData("a", "b")]
    [InlineData("p-1", "p-10")]
    [InlineData("市局", "\uFF10")]
    [InlineData("\uFF10", "\U0001F6E3")]
    public void A_pair_has_one_order_whichever_comes_first(string first, string second)
    {
        ProjectMerge.InOrder(first, second).ShouldBe((first, second));
        ProjectMerge.InOrder(second, first).ShouldBe((first, second));
    }

    private static bool Touches(ProjectMerge decided, ProjectMerge wanted) =>
        new[] { decided.First, decided.Second }.Intersect([wanted.First, wanted.Second]).Any();
}
