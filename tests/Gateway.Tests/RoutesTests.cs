using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Cluster.Gateway.Tests;

public sealed class RoutesTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task A_push_reaches_its_service_unchanged()
    {
        using var http = await _door.As("department");
        http.DefaultRequestHeaders.Add("Idempotency-Key", "key-1");

        using var response = await http.PostAsync(
            "/api/ecology/readings/batch?x=%E5%8C%85&y=a%2Fb", new StringContent("{\"rows\":[\"包头\"]}", Encoding.UTF8, "application/json"));

        var seen = await response.Json();
        seen.Text("backend").ShouldBe("ecology");
        seen.Text("method").ShouldBe("POST");
        seen.Text("path").ShouldBe("/api/ecology/readings/batch");
        seen.Text("query").ShouldBe("?x=%E5%8C%85&y=a%2Fb");
        seen.Text("body").ShouldBe("{\"rows\":[\"包头\"]}");
        seen["headers"].Text("idempotency-key").ShouldBe("key-1");
        seen["headers"].Text("authorization").ShouldBe(http.DefaultRequestHeaders.Authorization!.ToString());
    }

    [Theory]
    [InlineData("/api/unknown/readings")]
    [InlineData("/api/unknown")]
    [InlineData("/api")]
    [InlineData("/openapi/unknown.json")]
    [InlineData("/identity/unknown")]
    [InlineData("/connect/elsewhere")]
    public async Task What_the_door_does_not_know_is_not_found_and_no_page(string path)
    {
        using var http = _door.Anonymous();

        using var response = await http.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.ProblemCode()).ShouldBe("not-found");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tasks/T01")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task Everything_else_is_the_dashboards_under_the_name_the_browser_used(string path)
    {
        using var http = _door.Anonymous();

        using var response = await http.GetAsync(path);

        var seen = await response.Json();
        seen.Text("backend").ShouldBe("dashboard");
        seen.Text("path").ShouldBe(path);
        seen["headers"].Text("host").ShouldBe(_door.Address.Authority);
    }

    [Fact]
    public async Task A_page_keeps_its_connection_through_the_door()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(_door.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, limit.Token);

        await socket.SendAsync("包头"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, limit.Token);

        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("包头");
    }

    [Fact]
    public async Task A_services_own_description_is_found_under_its_name()
    {
        using var http = _door.Anonymous();

        using var response = await http.GetAsync("/openapi/ecology.json");

        (await response.Json()).Text("path").ShouldBe("/openapi/v1.json");
    }

    [Fact]
    public async Task Only_the_gateway_says_where_a_request_comes_from()
    {
        using var http = await _door.As("department");
        foreach (var header in new[] { "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-User", "X-User-Organisation", "X-Real-IP", "Forwarded" })
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation(header, "forged");
        }

        using var response = await http.GetAsync("/api/ecology/readings");

        var headers = (await response.Json())["headers"]!;
        headers.ToJsonString().ShouldNotContain("forged");
        headers.Text("x-forwarded-for").ShouldBeOneOf("127.0.0.1", "::1", "::ffff:127.0.0.1");
        headers.Text("x-forwarded-host").ShouldBe(_door.Address.Authority);
        headers.Text("x-forwarded-proto").ShouldBe("http");
    }

    [Fact]
    public async Task The_trace_of_a_push_goes_on_in_the_service()
    {
        using var http = await _door.As("department");
        http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await http.GetAsync("/api/ecology/readings");

        var parts = (await response.Json())["headers"].Text("traceparent").Split('-');
        parts[1].ShouldBe("0af7651916cd43dd8448eb211c80319c");
        parts[2].ShouldNotBe("b7ad6b7169203331");
    }
}
