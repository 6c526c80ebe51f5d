using Cluster.Coordination.Reporting;
using static Cluster.Coordination.Tests.Reporting.Scene;

namespace Cluster.Coordination.Tests.Reporting;

public sealed class ClosingTests
{
    private static readonly ReportingFacts Reopened = Led with { Allowances = [Allow("2025-12-01", "2025-12-10")] };

    [Theory]
    [InlineData("2025-06-30 23:59", "report-too-early", Opener.Time, "2025-07-01")]
    [InlineData("2025-07-01 00:00", null, null, null)]
    [InlineData("2025-11-18 23:59", null, null, null)] // late, and still taken
    [InlineData("2025-11-19 00:00", "report-cycle-closed", Opener.Office, "2026-10-22")]
    [InlineData("2025-12-01 00:00", null, null, null)]
    [InlineData("2025-12-10 23:59", null, null, null)]
    [InlineData("2025-12-11 00:00", "report-allowance-ended", Opener.Office, "2026-10-22")]
    [InlineData("2026-10-22 00:00", "report-cycle-final", Opener.Nobody, null)]
    public void What_is_closed_says_why_and_who_can_open_it_until_when(string now, string? code, Opener? opener, string? until)
    {
        var closing = Closing.Of(Cycle, T21, Lead, Reopened, At(now));

        (closing?.Code, closing?.Opener).ShouldBe((code, opener));
        closing?.Until.ShouldBe(until is null ? null : At(until));
    }

    [Fact]
    public void Who_owes_nothing_is_told_so() =>
        Closing.Of(Cycle, T21, Other, Led, At("2025-10-01"))!.Code.ShouldBe("report-not-owed");

    [Fact]
    public void The_sentence_has_the_days_in_both_languages()
    {
        var sentence = Closing.Of(Cycle, T21, Lead, Led, At("2025-12-01"))!.Sentence;

        sentence.Zh.ShouldBe("2025Q3 已于 2025-11-18 截止并关闭（截止日 2025-10-21）；办公室可在 2026-10-21 之前（含当日）重新开放，请写明原因申请。");
        sentence.En.ShouldBe("2025Q3 was due on 2025-10-21 and closed at the end of 2025-11-18. The office can open it again until 2026-10-21; ask with your reason.");
    }

    [Theory]
    [InlineData("2025-10-15", "2025-10-22", "系统迁移", "")]
    [InlineData("2025-10-15", "2025-10-21", "系统迁移", "allowance-too-short")]
    [InlineData("2025-12-01", "2025-11-30", "系统迁移", "allowance-too-short")]
    [InlineData("2025-12-01", "2026-10-21", "系统迁移", "")]
    [InlineData("2025-12-01", "2026-10-22", "系统迁移", "allowance-too-long")]
    [InlineData("2026-10-22", "2026-10-30", "系统迁移", "report-cycle-final")]
    [InlineData("2025-10-15", "2025-10-21", " ", "allowance-without-reason,allowance-too-short")]
    public void An_allowance_has_a_reason_and_gives_time_that_is_left(string at, string until, string reason, string codes)
    {
        var (allowance, faults) = Allowance.Grant(Cycle, Lead, reason, "张三", At(at), Day(until));

        string.Join(',', faults.Select(f => f.Code)).ShouldBe(codes);
        (allowance is null).ShouldBe(codes.Length > 0);
    }
}
