using Cluster.Contracts;
using Cluster.Coordination.Reporting;
using static Cluster.Coordination.Tests.Reporting.Scene;

namespace Cluster.Coordination.Tests.Reporting;

public sealed class CellSentenceTests
{
    [Fact]
    public void An_overdue_report_says_since_when_and_what_is_missing() => ShouldSay(
        Cell(Led with { Parts = [Part("2025-07-10", 40, period: Quarter2), Part("2025-10-10", 40)] }, "2025-11-01"),
        "T21 2025Q3：逾期未报，应于2025-10-21前（含当日）报送，1项中已报0项、缺1项（其中1项与上次相同且没有新的文字）",
        "T21 2025Q3: overdue since the end of 2025-10-21; 0 of 1 item reported, 1 missing (1 only repeated)");

    [Fact]
    public void A_report_in_time_says_when_the_last_part_came() => ShouldSay(
        Cell(Led with { Items = [Item("M1"), Item("M2")], Parts = [Part("2025-10-10", 1, item: "M1"), Part("2025-10-12 08:30", isNoChange: true, item: "M2")] }, "2025-11-01"),
        "T21 2025Q3：按期报送，2025-10-12 08:30收齐，截止日2025-10-21，2项中已报1项、无变化1项",
        "T21 2025Q3: in time: the last part came 2025-10-12 08:30, due by the end of 2025-10-21; 1 of 2 items reported, 1 without change");

    [Fact]
    public void A_late_report_says_how_late_and_by_what_it_is_excused()
    {
        ShouldSay(
            Cell(Led with { Parts = [Part("2025-10-22 09:00", 45)] }, "2025-11-01"),
            "T21 2025Q3：逾期1天报送，2025-10-22 09:00收齐，截止日2025-10-21，1项中已报1项",
            "T21 2025Q3: late by 1 day: the last part came 2025-10-22 09:00, due by the end of 2025-10-21; 1 of 1 item reported");
        ShouldSay(
            Cell(Led with { Allowances = [Allow("2025-12-01", "2025-12-10")], Parts = [Part("2025-12-05 09:00", 45)] }, "2026-01-01"),
            "T21 2025Q3：逾期45天报送（已准重新开放至2025-12-10），2025-12-05 09:00收齐，截止日2025-10-21，1项中已报1项",
            "T21 2025Q3: late by 45 days, excused by a reopening until 2025-12-10: the last part came 2025-12-05 09:00, due by the end of 2025-10-21; "
            + "1 of 1 item reported");
    }

    [Fact]
    public void What_is_overdue_under_an_extension_says_until_when() => ShouldSay(
        Cell(Led with { Allowances = [Allow("2025-10-15", "2025-10-31")] }, "2025-10-25"),
        "T21 2025Q3：逾期未报，已准延期至2025-10-31，原截止日2025-10-21，1项中已报0项、缺1项",
        "T21 2025Q3: overdue since the end of 2025-10-21, excused by an extension until 2025-10-31; 0 of 1 item reported, 1 missing");

    [Fact]
    public void A_provisional_due_day_says_what_it_waits_for() => ShouldSay(
        Matrix(Led).Of(Period.Parse("2026Q4"), At("2026-11-01")).Single(),
        "T21 2026Q4：应于2027-01-14前（含当日）报送，1项中已报0项、缺1项，2027年放假通知未载入，暂按周末推算",
        "T21 2026Q4: due by the end of 2027-01-14; 0 of 1 item reported, 1 missing; provisional, by weekends, until the notice of 2027 is loaded");

    private static void ShouldSay(ReportingCell cell, string zh, string en)
    {
        var sentence = CellSentence.Of(cell);
        sentence.Zh.ShouldBe(zh);
        sentence.En.ShouldBe(en);
    }
}
