using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Reports;

/// <summary>Whether a cycle is open, to whom and until when.</summary>
[Collection(ReportingCollection.Name)]
public sealed class ReportGateTests(ReportingOffice office)
{
    [Fact]
    public async Task A_report_for_a_closed_cycle_is_refused_with_who_can_open_it_and_until_when_and_changes_nothing()
    {
        await office.Have("SHUT", leads: [Other]); // to whom no test grants anything

        var answer = await office.Commission.Push(ProgressReports, Report("SHUT", Closed, organisation: Other));

        answer.Faults().ShouldBe(["period:report-cycle-closed"]);
        var message = answer.Row(0)["errors"]![0]!["message"]!;
        message["zh"]!.GetValue<string>().ShouldContain("办公室可在");
        message["en"]!.GetValue<string>().ShouldContain("The office can open it again until");
        (await office.Ask("select count(*) from progress_reports where task = 'SHUT'")).ShouldBe(["0"]);
        var closed = (await office.Detail($"SHUT.{Closed}.{Other}"))["closed"]!;
        (closed["code"]!.GetValue<string>(), closed["opener"]!.GetValue<string>()).ShouldBe(("report-cycle-closed", "office"));
        closed["until"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_cycle_that_is_final_can_be_opened_by_nobody()
    {
        await office.Have("FINAL");

        (await office.Send("FINAL", period: Contracts.Period.Parse("2024Q1"))).Faults().ShouldBe(["period:report-cycle-final"]);
        (await Allow("2024Q1", "原因")).Code.ShouldBe("report-cycle-final");
    }

    [Fact]
    public async Task A_reopening_opens_the_cycle_to_one_department_and_what_comes_under_it_is_late_and_excused()
    {
        await office.Have("REOPEN");
        await office.Have("REOPEN2", leads: [Other]);
        (await office.Transport.Push(ProgressReports, Report("REOPEN", Closed.Previous))).Faults()[0].ShouldStartWith("period:report-");

        var granted = await Allow($"{Closed}", "系统迁移", Lead);

        granted.Status.ShouldBe(HttpStatusCode.OK, granted.Text);
        granted.Json["kind"]!.GetValue<string>().ShouldBe("reopening");
        (await CoordinationService.ChangesOf(office.Transport, "report-allowances", $"{Closed}.{Lead} ", 1)).Count.ShouldBeGreaterThan(0);
        (await CoordinationService.ChangesOf(office.Commission, "report-allowances", $"{Closed}.{Lead} ")).ShouldBeEmpty();
        (await office.Transport.Push(ProgressReports, Report("REOPEN", Closed))).Outcome().ShouldBe("created");
        (await office.Commission.Push(ProgressReports, Report("REOPEN2", Closed, organisation: Other))).Faults().ShouldBe(["period:report-cycle-closed"]);
        (await office.Cells("REOPEN")).ShouldContain($"{Closed} {Lead} complete-excused");
    }

    [Fact]
    public async Task The_same_allowance_again_is_one_and_ten_at_one_moment_are_as_many_versions_as_they_differ()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Allow($"{Closed}", $"原因{n % 2}", "市住建局")));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        var versions = await office.Ask("select version from report_allowances where organisation = '市住建局' order by version");
        versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(v => $"{v}"));
        await Allow($"{Closed}", "原因1", "市住建局");
        var again = await office.Ask("select count(*) from report_allowances where organisation = '市住建局'");
        await Allow($"{Closed}", "原因1", "市住建局");
        (await office.Ask("select count(*) from report_allowances where organisation = '市住建局'")).ShouldBe(again);
    }

    [Theory]
    [InlineData("市不存在局", "2026Q1", "原因", "unknown-organisation")]
    [InlineData(Lead, "2026-03", "原因", "period-outside-reporting")]
    [InlineData(Lead, "2020Q1", "原因", "period-outside-reporting")]
    [InlineData(Lead, "不是季度", "原因", "bad-period")]
    public async Task A_faulty_allowance_is_refused(string organisation, string period, string reason, string code) =>
        (await Allow(period, reason, organisation)).Code.ShouldBe(code);

    [Fact]
    public async Task A_department_grants_itself_nothing() =>
        (await Post(office.Transport, $"{Address}/allowances", Body($"{Closed}", "原因", Lead))).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task What_is_only_said_again_is_unchanged_also_when_the_cycle_has_closed()
    {
        await office.Have("AGAIN", leads: [Other]);
        await Allow($"{Closed}", "补报", Other);
        (await SendAgain(50)).Outcome().ShouldBe("created");
        await using (var database = office.Service.OpenDatabase())
        {
            await using var end = database.CreateCommand($"delete from report_allowances where organisation = '{Other}'"); // as if it had ended
            await end.ExecuteNonQueryAsync();
        }

        (await SendAgain(50)).Outcome().ShouldBe("unchanged");
        (await SendAgain(51)).Faults().ShouldBe(["period:report-cycle-closed"]);

        Task<ApiAnswer> SendAgain(decimal progress) =>
            office.Commission.Push(ProgressReports, Report("AGAIN", Closed, progress, organisation: Other));
    }

    private Task<ApiAnswer> Allow(string period, string reason, string organisation = Lead) =>
        Post(office.Office, $"{Address}/allowances", Body(period, reason, organisation));

    private static JsonObject Body(string period, string reason, string organisation) => new()
    {
        ["organisation"] = organisation, ["period"] = period, ["until"] = $"{Cluster.ServiceDefaults.CityTime.Today(TimeProvider.System).AddDays(10):yyyy-MM-dd}",
        ["reason"] = reason, ["decidedBy"] = "王主任",
    };
}
