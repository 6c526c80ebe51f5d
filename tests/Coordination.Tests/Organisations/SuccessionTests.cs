using System.Text.Json.Nodes;
using Cluster.Coordination.Tests.Reporting;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Organisations;

/// <summary>Mergers and renames keep history: a name means who it meant on the day.</summary>
public sealed class SuccessionTests(ReportingOffice office) : IClassFixture<ReportingOffice>
{
    private const string Api = "/api/coordination/organisations";

    [Fact]
    public async Task An_old_name_means_the_successor_from_the_day_after_its_last_and_chains_are_followed()
    {
        await Register("市规划局", aliases: "规划局");
        await Register("市国土局");
        await Register("市自然资源局");
        await Register("市规划局", until: "2024-06-30", successor: "市国土局", aliases: "规划局");
        await Register("市国土局", until: "2025-12-31", successor: "市自然资源局");

        (await Meant("规划局", "2024-06-30")).ShouldBe("市规划局");
        (await Meant("规划局", "2024-07-01")).ShouldBe("市国土局");
        (await Meant("市规划局", "2025-12-31")).ShouldBe("市国土局");
        (await Meant("市规划局", "2026-01-01")).ShouldBe("市自然资源局");
        (await office.Office.Read($"{Api}/市规划局"))["validUntil"]!.GetValue<string>().ShouldBe("2024-06-30");
    }

    [Fact]
    public async Task What_it_led_passes_to_the_successor_with_the_cycle_of_that_day_and_earlier_cycles_keep_its_name()
    {
        await Register("市文化局");
        await Register("市文旅局");
        await office.Have("MERGE", leads: ["市文化局"], since: "2024-01-01");
        var last = Closed.FirstDay.AddDays(10);

        await Register("市文化局", until: $"{last:yyyy-MM-dd}", successor: "市文旅局");

        var cells = (await office.Cells("MERGE")).Select(c => string.Join(' ', c.Split(' ')[..2])).ToList();
        cells.ShouldContain($"{Closed.Previous} 市文化局");
        cells.ShouldNotContain($"{Closed.Previous} 市文旅局");
        cells.ShouldContain($"{Closed} 市文旅局");
        cells.ShouldNotContain($"{Closed} 市文化局");
        cells.ShouldContain($"{Current} 市文旅局");
        (await office.Service.As("市文旅局").Push(ProgressReports, Report("MERGE", organisation: "市文化局"))).Row(0)["key"]!.GetValue<string>()
            .ShouldBe($"MERGE.{Current}.市文旅局");
    }

    [Fact]
    public async Task A_successor_that_nobody_is_or_that_leads_back_is_refused()
    {
        await Register("市甲局");
        await Register("市乙局", until: "2025-01-01", successor: "市甲局");

        (await Push("市甲局", "2025-06-30", "市乙局")).Faults().ShouldBe(["successor:successor-circle"]);
        (await Push("市甲局", "2025-06-30", "市丙局")).Faults().ShouldBe(["successor:unknown-organisation"]);
        (await Push("市甲局", null, "市乙局")).Faults().ShouldContain("validUntil:successor-without-end");
        (await Push("市甲局", "2020-01-01", null, from: "2021-01-01")).Faults().ShouldBe(["validUntil:organisation-ends-first"]);
    }

    private async Task Register(string name, string? until = null, string? successor = null, string? aliases = null) =>
        (await Push(name, until, successor, aliases: aliases)).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    private Task<ApiAnswer> Push(string name, string? until, string? successor, string? from = null, string? aliases = null)
    {
        var row = CoordinationService.Organisation(name, aliases is null ? [] : [aliases]);
        (row["validFrom"], row["validUntil"], row["successor"]) = (from, until, successor);
        return office.Office.Push(Api, row);
    }

    private async Task<string> Meant(string name, string day) =>
        (await office.Office.Read($"{Api}/resolve?name={Uri.EscapeDataString(name)}&asOf={day}"))["organisation"]!.GetValue<string>();
}
