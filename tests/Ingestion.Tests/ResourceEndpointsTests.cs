using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>One resource under the sender's own key.</summary>
public sealed class ResourceEndpointsTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task A_single_row_is_created_then_unchanged_then_updated()
    {
        (await _transport.Put("a", _transport.Road("a"))).Status.ShouldBe(HttpStatusCode.Created);
        (await _transport.Put("a", _transport.Road("a"))).Json["outcome"]!.GetValue<string>().ShouldBe("unchanged");
        (await _transport.Put("a", _transport.Road("a", 11))).Json["outcome"]!.GetValue<string>().ShouldBe("updated");

        (await _transport.Http.Read($"{Department.Segments}/{_transport.Key("a")}"))["lengthKm"]!.GetValue<decimal>().ShouldBe(11);
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("包银", "")]
    [InlineData("a b+c%d", "")]
    [InlineData("a/b", "")]
    [InlineData("e\u0301", "é")]
    public async Task The_key_may_stand_in_the_address_alone(string sent, string stored)
    {
        var row = _transport.Road("a");
        row.Remove("key");
        var key = _transport.Key(stored.Length > 0 ? stored : sent);

        (await _transport.Put(sent, row)).Status.ShouldBe(HttpStatusCode.Created);

        row["key"] = key;
        (await _transport.Push(row)).Outcome().ShouldBe("unchanged");
        (await _transport.Written()).Row(key).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("LONG", "too-long")]
    [InlineData("a\u0007b", "invalid-text")]
    [InlineData("a\u200bb", "invalid-text")]
    public async Task A_key_in_the_address_keeps_to_the_rules_of_the_field(string key, string code)
    {
        var row = _transport.Road("a");
        row.Remove("key");

        var answer = await _transport.Put(key.Replace("LONG", new string('k', 4_000), StringComparison.Ordinal), row);

        (answer.Status, answer.Code, answer.Json["field"]!.GetValue<string>()).ShouldBe((HttpStatusCode.UnprocessableEntity, code, "key"));
    }

    [Fact]
    public async Task Two_keys_that_differ_are_refused() =>
        (await _transport.Put("a", _transport.Road("b"))).Code.ShouldBe("key-mismatch");

    [Fact]
    public async Task A_refusal_is_a_problem_with_all_faults()
    {
        var row = _transport.FaultyRoad("a");
        row["kind"] = "水路";
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Department.Segments}/{_transport.Key("a")}") { Content = new StringContent(row.ToJsonString()) };

        using var response = await _transport.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["status"]!.GetValue<int>().ShouldBe(422);
        problem["errors"]!.AsArray().Select(e => $"{e!["field"]}:{e["code"]}").ShouldBe(["kind:not-allowed", "lengthKm:out-of-range"]);
        problem["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe(["road", "rail"]);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await _transport.Push([.. Enumerable.Range(0, 5).Select(i => _transport.Road(i))]);

        var (keys, next) = (new List<string>(), (string?)"");
        while (next is not null)
        {
            var page = await _transport.Http.Read($"{Department.Segments}?pageSize=2&after={next}");
            keys.AddRange(page["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        keys.ShouldBe(Enumerable.Range(0, 5).Select(i => _transport.Key(i)));
    }

    [Theory]
    [InlineData("office")]
    [InlineData("operator")]
    [InlineData("reader")]
    public async Task Only_departments_write_what_departments_own(string role)
    {
        using var http = infrastructure.One.As(_transport.Name, role);

        var answer = await http.Push(Department.Segments, _transport.Road("a"));

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Forbidden, "forbidden"));
    }

    /// <summary>The document is written from the fields that read the rows.</summary>
    [Fact]
    public async Task The_document_says_what_a_row_may_hold()
    {
        var document = await _transport.Http.Read("/openapi/v1.json");

        var body = document["paths"]![$"{Department.Segments}/batch"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        body["properties"]!["rows"]!["items"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/SegmentRow");
        var row = document["components"]!["schemas"]!["SegmentRow"]!;
        body["properties"]!["rows"]!["maxItems"]!.GetValue<int>().ShouldBe(10_000);
        row["required"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["key", "kind", "name", "status"], ignoreOrder: true);
        row["properties"]!["kind"]!["enum"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["road", "rail"]);
        row["properties"]!["lengthKm"]!["maximum"]!.GetValue<decimal>().ShouldBe(5_000);
        row["properties"]!["lengthKm"]!["description"]!.GetValue<string>().ShouldContain("(km)");
        row["properties"]!["note"]!["maxLength"]!.GetValue<int>().ShouldBe(2_000);
    }
}
