using System.Text.Json.Nodes;

namespace Cluster.Webhooks.Tests;

public sealed class CloudEventTests
{
    [Fact]
    public void It_is_structured_json_of_CloudEvents_1_0()
    {
        var written = new CloudEvent(
            CloudEvent.IdOf("public-services", 17, 3), "public-services", "Cluster.Contracts.PublicServices.CaseReported", "public-services/cases/A/1", 4,
            new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8)), "市医保局", """{"名":"一"}""").Write();

        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse("""
            {
              "specversion": "1.0", "id": "public-services.17.3", "source": "/api/public-services",
              "type": "Cluster.Contracts.PublicServices.CaseReported", "subject": "cases/A/1", "time": "2026-03-01T00:00:00Z",
              "datacontenttype": "application/json", "aggregateversion": 4, "organisation": "市医保局", "data": {"名": "一"}
            }
            """)).ShouldBeTrue(System.Text.Encoding.UTF8.GetString(written));
    }

    /// <summary>An attribute of a CloudEvent is not empty.</summary>
    [Fact]
    public void What_the_platform_wrote_itself_names_no_organisation() =>
        JsonNode.Parse(new CloudEvent("a", "ecology", "K", "ecology/x/y", 1, default, "", "null").Write())!.AsObject().ContainsKey("organisation").ShouldBeFalse();
}
