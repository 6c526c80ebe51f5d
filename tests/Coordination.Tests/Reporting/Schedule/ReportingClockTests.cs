using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Schedule;

/// <summary>The clock as it runs in two replicas of the service, after both had been down over the end of a cycle.</summary>
public sealed class ReportingClockTests(ReportingOffice office) : IClassFixture<ReportingOffice>
{
    [Fact]
    public async Task Two_replicas_that_were_down_tell_each_miss_once_and_a_department_gets_its_own_and_proposals_wait_for_a_signature()
    {
        await using var replica = await RunningService.Start("coordination", "Cluster.Coordination", office.Service.Broker, office.Service.Database);
        await using (var database = office.Service.OpenDatabase())
        {
            await using var rewind = database.CreateCommand(
                $"""
                update task_role_changes set known_at = '2021-01-01';
                update reporting_start set handled_until = '{Closed.FirstDay:yyyy-MM-dd}'
                """);
            await rewind.ExecuteNonQueryAsync();
        }

        var start = new JsonObject { ["since"] = "2024-01-01", ["decidedBy"] = "王主任" };
        var wakes = new[] { office.Service, replica }.Select(one => one.As("领导小组办公室", "office")
            .SendBody(HttpMethod.Put, $"{Address}/start", System.Text.Encoding.UTF8.GetBytes(start.ToJsonString())));
        (await Task.WhenAll(wakes)).ShouldAllBe(a => a.Status == HttpStatusCode.OK);

        var expected = await office.Ask("select count(*) from overdue_reports");
        await Eventually.True(async () => (expected = await office.Ask("select count(*) from overdue_reports where period = $1", $"{Closed}"))[0] == "3");
        (await office.Ask("select count(*) from log_events where aggregate like 'coordination/overdue-reports/%'"))
            .ShouldBe(await office.Ask("select count(*) from overdue_reports"));
        var mine = (await office.Transport.Read("/api/coordination/changes?resource=overdue-reports"))["items"]!.AsArray();
        mine.Count.ShouldBeGreaterThan(0);
        mine.ShouldAllBe(c => c!["body"]!["organisation"]!.GetValue<string>() == Lead && c["kind"]!.GetValue<string>() == "Cluster.Contracts.Coordination.ReportOverdue");
        var orders = (await office.Office.Read("/api/coordination/supervision-orders"))["items"]!.AsArray();
        orders.ShouldAllBe(o => o!["state"]!.GetValue<string>() == "proposed" && o["signedBy"] == null);
        orders.Select(o => o!["matter"]!.GetValue<string>()).ShouldBeUnique();
        (await office.Transport.Read("/api/coordination/supervision-orders"))["items"]!.AsArray().ShouldBeEmpty();
    }
}
