using Cluster.Coordination.Reporting;
using static Cluster.Coordination.Tests.Reporting.Scene;

namespace Cluster.Coordination.Tests.Reporting;

public sealed class OwnContentTests
{
    /// <summary>The second quarter said 40 and 已完成桩基; what the third says is judged.</summary>
    public static TheoryData<double?, string?, bool, ItemAnswer> Cases => new()
    {
        { 41, null, false, ItemAnswer.Complete },
        { 40, null, false, ItemAnswer.Repeated },
        { 40.0, "", false, ItemAnswer.Repeated },
        { 40, " \n", false, ItemAnswer.Repeated },
        { 40, "已完成\n桩基 ", false, ItemAnswer.Repeated },
        { 40, "开始架梁", false, ItemAnswer.Complete },
        { null, "开始架梁", false, ItemAnswer.Complete },
        { null, "已完成桩基", false, ItemAnswer.Repeated },
        { 41, "已完成桩基", false, ItemAnswer.Complete },
        { null, null, true, ItemAnswer.NoChange },
        { 40, "已完成桩基", true, ItemAnswer.NoChange },
        { 41, null, true, ItemAnswer.Complete },
        { null, null, false, ItemAnswer.Missing },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_item_is_complete_by_a_figure_or_words_of_its_own(double? figure, string? words, bool isNoChange, ItemAnswer expected)
    {
        var content = new OwnContent(
            [Part("2025-07-10", 40, "已完成桩基", period: Quarter2), Part("2025-10-10", (decimal?)figure, words, isNoChange)]);

        content.For("progress", Quarter3).Answer.ShouldBe(expected);
    }

    [Fact]
    public void The_first_figure_of_all_is_its_own() =>
        new OwnContent([Part("2025-10-10", 0)]).For("progress", Quarter3).Answer.ShouldBe(ItemAnswer.Complete);

    [Fact]
    public void A_quarter_without_a_figure_is_passed_over_to_the_newest_before() =>
        new OwnContent([Part("2025-07-10", 40, period: Quarter2), Part("2025-10-10", words: "停工", period: Quarter3), Part("2026-01-10", 40, period: Quarter4)])
            .For("progress", Quarter4).Answer.ShouldBe(ItemAnswer.Repeated);

    [Fact]
    public void A_later_correction_of_the_quarter_before_undoes_no_report() =>
        new OwnContent([Part("2025-07-10", 40, period: Quarter2), Part("2025-10-10", 45), Part("2025-10-20", 45, period: Quarter2)])
            .For("progress", Quarter3).ShouldBe(new ItemStanding("progress", ItemAnswer.Complete, At("2025-10-10")));

    [Fact]
    public void What_is_revised_stays_received_when_it_first_came() =>
        new OwnContent([Part("2025-10-10", 45), Part("2025-10-25", 46)])
            .For("progress", Quarter3).ShouldBe(new ItemStanding("progress", ItemAnswer.Complete, At("2025-10-10")));

    [Fact]
    public void What_is_taken_back_is_received_when_it_comes_again()
    {
        var sent = new[] { Part("2025-10-10", 45), Part("2025-10-12"), Part("2025-10-25", 46) };

        new OwnContent(sent[..2]).For("progress", Quarter3).ShouldBe(new ItemStanding("progress", ItemAnswer.Missing, null));
        new OwnContent(sent).For("progress", Quarter3).ShouldBe(new ItemStanding("progress", ItemAnswer.Complete, At("2025-10-25")));
    }
}
