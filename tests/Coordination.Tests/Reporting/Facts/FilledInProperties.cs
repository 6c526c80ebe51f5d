using Cluster.Contracts;
using Cluster.Coordination.Reporting;
using Cluster.Coordination.Reporting.Facts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Reporting.Facts;

/// <summary>What a person typed and what a system pushed make one content, in whatever order and however often the two are read.</summary>
public sealed class FilledInProperties
{
    private const string Grp = "grp";

    private static readonly LoadedItem[] Items = [new("T21-grp", "150200", Scene.Item(Grp))];

    [Property(Arbitrary = [typeof(FilledInProperties)], MaxTest = 300)]
    public bool Neither_the_order_nor_the_repetition_of_rows_says_anything(Given given)
    {
        var random = new Random(given.Seed);
        PushedFigure[] pushed = [.. given.Pushed.Concat(given.Pushed).Distinct().OrderBy(_ => random.Next())];
        ReceivedPart[] typed = [.. given.Typed.OrderBy(_ => random.Next())];

        return Standing(typed, pushed) == Standing(given.Typed, given.Pushed);
    }

    [Property(Arbitrary = [typeof(FilledInProperties)], MaxTest = 300)]
    public bool A_pushed_figure_is_never_overwritten_and_words_are_never_lost(Given given)
    {
        var parts = FilledIn.Compose(given.Typed, given.Pushed, Items, Scene.Led.Roles);
        var last = parts.Where(p => p.Period == Scene.Quarter3).OrderBy(p => p.ReceivedAt).ThenBy(p => p.Version).LastOrDefault();
        var pushed = given.Pushed.Where(f => f.Period == Scene.Quarter3).OrderBy(f => f.At).ThenBy(f => f.Version).LastOrDefault();
        var typed = given.Typed.Where(p => p.Period == Scene.Quarter3).OrderBy(p => p.ReceivedAt).ThenBy(p => p.Version).LastOrDefault();
        return (last?.Figure == (pushed?.Value ?? typed?.Figure)) && last?.Words == typed?.Words;
    }

    [Property(Arbitrary = [typeof(FilledInProperties)], MaxTest = 300)]
    public bool Without_a_pushed_figure_the_typed_parts_stand_as_they_came(Given given) =>
        FilledIn.Compose(given.Typed, [], Items, Scene.Led.Roles).SequenceEqual(given.Typed);

    public static Arbitrary<Given> Any() => Arb.From(
        from typed in Typed.ListOf(4)
        from pushed in Pushed.ListOf(3)
        from seed in Gen.Choose(0, 10_000)
        select new Given(
            [.. typed.Select((p, i) => p with { Version = i + 1 })], [.. pushed.Select((f, i) => f with { Version = i + 1 })], seed));

    private static Gen<ReceivedPart> Typed =>
        from at in Gen.Elements("2025-10-01", "2025-10-02", "2025-10-25")
        from figure in Gen.Elements<decimal?>(null, 40, 41)
        from words in Gen.Elements(null, "已招标", "已开工")
        from period in Gen.Elements(Scene.Quarter2, Scene.Quarter3)
        select Scene.Part(at, figure, words, item: Grp, period: period);

    private static Gen<PushedFigure> Pushed =>
        from at in Gen.Elements("2025-09-30", "2025-10-02", "2025-10-26")
        from value in Gen.Elements(40m, 42m)
        from period in Gen.Elements(Scene.Quarter2, Scene.Quarter3)
        select new PushedFigure(Grp, "150200", period, value, Scene.Other, Scene.At(at), 0);

    private static ItemStanding Standing(IReadOnlyList<ReceivedPart> typed, IReadOnlyList<PushedFigure> pushed) =>
        new OwnContent(FilledIn.Compose(typed, pushed, Items, Scene.Led.Roles)).For(Grp, Scene.Quarter3);

    /// <param name="Seed">For the shuffle of the rows.</param>
    public sealed record Given(IReadOnlyList<ReceivedPart> Typed, IReadOnlyList<object> Figures, int Seed)
    {
        internal Given(IReadOnlyList<ReceivedPart> typed, IReadOnlyList<PushedFigure> pushed, int seed)
            : this(typed, [.. pushed.Cast<object>()], seed)
        {
        }

        internal IReadOnlyList<PushedFigure> Pushed => [.. Figures.Cast<PushedFigure>()];
    }
}
