using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Messaging.Tests.Log;

/// <summary>A service in which two departments have written three times.</summary>
public sealed class WrittenTrail : IAsyncLifetime
{
    private const string Segments = "/api/infrastructure/segments";

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        using var transport = Service.As("市交通运输局", client: "transport-1");
        using var water = Service.As("市水务局", client: "water-1");
        await transport.PushBatch(Segments, [Road("a"), Road("b")]);
        await water.PushBatch(Segments, [Road("c")]);
        await transport.PushBatch(Segments, [Road("a", 12)]);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static JsonObject Road(string key, decimal lengthKm = 10) => new()
    {
        ["key"] = key, ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = lengthKm,
    };
}

/// <summary>The trail is asked by whoever has to explain what happened, and by nobody else.</summary>
public sealed class SearchAuditTests(WrittenTrail trail) : IClassFixture<WrittenTrail>, IDisposable
{
    private const string Events = "/api/infrastructure/audit/events";

    private readonly HttpClient _auditor = trail.Service.As("审计处", role: "reader", client: "auditor", scope: "cluster.read", position: "auditor");

    public void Dispose() => _auditor.Dispose();

    [Fact]
    public async Task An_event_tells_who_for_whom_by_which_credential_from_where_what_before_and_after()
    {
        var newest = (await Find("?pageSize=1"))[0];

        (newest["organisation"]!.GetValue<string>(), newest["client"]!.GetValue<string>(), newest["role"]!.GetValue<string>())
            .ShouldBe(("市交通运输局", "transport-1", "department"));
        newest["address"]!.GetValue<string>().ShouldNotBeEmpty();
        newest["trace"]!.GetValue<string>().ShouldStartWith("00-");
        newest["aggregate"]!.GetValue<string>().ShouldBe("infrastructure/segments/a");
        (newest["before"]!["lengthKm"]!.GetValue<decimal>(), newest["after"]!["lengthKm"]!.GetValue<decimal>()).ShouldBe((10m, 12m));
    }

    [Theory]
    [InlineData("?organisation=市交通运输局", "a", "b", "a")]
    [InlineData("?client=water-1", "c")]
    [InlineData("?role=office")]
    [InlineData("?aggregate=infrastructure/segments/a", "a", "a")]
    [InlineData("?aggregate=infrastructure/segments/a&client=water-1")]
    [InlineData("?kind=Cluster.Contracts.Infrastructure.SegmentReported", "a", "c", "b", "a")]
    [InlineData("?from=2020-01-01&to=2020-02-01")]
    [InlineData("?from=2020-01-01T08:00:00%2B08:00", "a", "c", "b", "a")]
    [InlineData("?address=203.0.113.7")]
    public async Task It_is_found_by_any_of_what_it_tells_the_newest_first(string query, params string[] keys) =>
        (await Find(query)).Select(KeyOf).ShouldBe(keys);

    [Fact]
    public async Task A_trace_leads_to_what_its_request_wrote_and_a_write_to_its_events()
    {
        var c = (await Find("?client=water-1"))[0];

        (await Find($"?trace={c["trace"]!.GetValue<string>().Split('-')[1]}")).Select(KeyOf).ShouldBe(["c"]);
        (await Find($"?write={c["write"]}")).Select(KeyOf).ShouldBe(["c"]);
    }

    [Fact]
    public async Task Page_by_page_each_event_comes_once()
    {
        List<string> keys = [];
        for (string? query = "?pageSize=1"; query is not null;)
        {
            var page = await _auditor.Read(Events + query);
            keys.AddRange(page["items"]!.AsArray().Select(KeyOf));
            query = page["next"]?.GetValue<string>() is { } next ? $"?pageSize=1&after={next}" : null;
        }

        keys.ShouldBe(["a", "c", "b", "a"]);
    }

    [Theory]
    [InlineData("department", "", HttpStatusCode.Forbidden)]
    [InlineData("office", "", HttpStatusCode.Forbidden)]
    [InlineData("reader", "", HttpStatusCode.Forbidden)]
    [InlineData("reader", "leader", HttpStatusCode.Forbidden)]
    [InlineData("reader", "auditor", HttpStatusCode.OK)]
    [InlineData("operator", "", HttpStatusCode.OK)]
    public async Task Auditors_and_operations_see_the_trail_and_check_it(string role, string position, HttpStatusCode expected)
    {
        using var http = trail.Service.As("市交通运输局", role, client: $"somebody-{role}", position: position);
        using var events = await http.GetAsync(Events);
        using var verification = await http.GetAsync("/api/infrastructure/audit/verification");

        (events.StatusCode, verification.StatusCode).ShouldBe((expected, expected));
    }

    [Theory]
    [InlineData("?organization=x", "unknown-criterion", "organization")]
    [InlineData("?client=a&client=b", "unknown-criterion", "client")]
    [InlineData("?from=yesterday", "bad-criterion", "from")]
    [InlineData("?write=1;drop", "bad-criterion", "write")]
    [InlineData("?pageSize=many", "bad-criterion", "pageSize")]
    [InlineData("?client=%00", "bad-criterion", "client")]
    [InlineData("?after=1", "bad-cursor", "after")]
    public async Task What_is_not_understood_is_refused(string query, string code, string field)
    {
        using var response = await _auditor.GetAsync(Events + query);
        var answer = new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());

        (answer.Status, answer.Code, answer.Json["field"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, code, field));
    }

    [Fact]
    public async Task What_is_asked_for_is_a_value_and_never_a_statement() =>
        (await Find("?client=" + Uri.EscapeDataString("' or true --"))).ShouldBeEmpty();

    private async Task<IReadOnlyList<JsonNode>> Find(string query) =>
        [.. (await _auditor.Read(Events + query))["items"]!.AsArray().Select(item => item!)];

    private static string KeyOf(JsonNode? item) => item!["aggregate"]!.GetValue<string>().Split('/')[^1];
}
