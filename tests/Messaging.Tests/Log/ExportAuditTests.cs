using System.Net;
using Cluster.Fixtures;

namespace Cluster.Messaging.Tests.Log;

public sealed class ExportAuditTests(WrittenTrail trail) : IClassFixture<WrittenTrail>, IDisposable
{
    private const string Events = "/api/infrastructure/audit/events";

    private readonly HttpClient _auditor = trail.Service.As("审计处", role: "reader", client: "auditor", scope: "cluster.read", position: "auditor");

    public void Dispose() => _auditor.Dispose();

    [Fact]
    public async Task The_trail_is_taken_as_a_file_without_formulas_and_that_is_noted()
    {
        using var hostile = trail.Service.As("审计处", role: "operator", client: "=HYPERLINK(\"http://x\")");
        await hostile.GetByteArrayAsync($"{Events}?format=csv&kind=none");

        using var answer = await _auditor.GetAsync($"{Events}?format=csv&aggregate=audit/infrastructure/audit/exports/");
        var lines = (await answer.Content.ReadAsStringAsync()).Trim('\uFEFF').TrimEnd().Split("\r\n");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldStartWith("audit-infrastructure-");
        lines[0].ShouldStartWith("\"写入号 write\",");
        lines[1].ShouldContain("\"'=HYPERLINK(\"\"http://x\"\")\"");
        lines.ShouldAllBe(line => !line.Contains(",=") && !line.Contains(",\"="));
        var noted = (await _auditor.Read($"{Events}?client=auditor&kind=Cluster.Messaging.AuditExported"))["items"]![0]!;
        noted["aggregate"]!.GetValue<string>().ShouldStartWith("audit/infrastructure/audit/exports/");
        noted["after"]!["query"]!.GetValue<string>().ShouldBe("?format=csv&aggregate=audit/infrastructure/audit/exports/");
        noted["after"]!["rows"]!.GetValue<int>().ShouldBe(lines.Length - 1);
    }

    [Fact]
    public async Task Another_kind_of_file_is_refused_with_those_there_are()
    {
        using var answer = await _auditor.GetAsync($"{Events}?format=xlsx");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("[\"json\",\"csv\"]");
    }
}
