using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cluster.Gateway.Tests.Limits;

public sealed class RequestLimitsTests(RunningGateway gateway)
{
    private const int MiB = 1024 * 1024;

    private readonly Replica _door = gateway.Replica;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_limit_is_refused_with_the_limit_to_stay_under(bool sizeIsDeclared)
    {
        using var http = await _door.As("department");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ecology/readings/batch") { Content = new ByteArrayContent(new byte[18 * MiB]) };
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = !sizeIsDeclared;

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.ProblemCode()).ShouldBe("body-too-large");
        (await response.Json())["limit"]!.GetValue<int>().ShouldBe(16 * MiB);
    }

    [Fact]
    public async Task A_body_at_the_services_limit_passes()
    {
        using var http = await _door.As("department");

        using var response = await http.PostAsync("/api/ecology/readings/batch", new StringContent(new string('x', 16 * MiB)));

        (await response.Json()).Text("body").Length.ShouldBe(16 * MiB);
    }

    [Fact]
    public async Task A_body_whose_sender_does_not_wait_for_its_answer_may_be_larger()
    {
        using var http = await _door.As("department");
        http.DefaultRequestHeaders.Add("Prefer", "respond-async");

        using var passed = await http.PostAsync("/api/ecology/readings/batch", new StringContent(new string('x', 20 * MiB)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ecology/readings/batch") { Content = new ByteArrayContent(new byte[66 * MiB]) };
        request.Headers.ExpectContinue = true;
        using var refused = await http.SendAsync(request);

        (await passed.Json()).Text("body").Length.ShouldBe(20 * MiB);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await refused.Json())["limit"]!.GetValue<int>().ShouldBe(64 * MiB);
    }

    [Fact]
    public async Task Evidence_may_be_larger_than_rows_and_nothing_below_it_may()
    {
        using var http = await _door.As("department");

        using var passed = await http.PostAsync("/api/ecology/projects/p-1/evidence", new StringContent(new string('x', 20 * MiB)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ecology/projects/p-1/evidence/1/withdrawal") { Content = new ByteArrayContent(new byte[18 * MiB]) };
        request.Headers.ExpectContinue = true;
        using var refused = await http.SendAsync(request);

        (await passed.Json()).Text("body").Length.ShouldBe(20 * MiB);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    /// <summary>Less than 240 bytes a second after the first five (Kestrel): whoever holds a connection by dripping loses it.</summary>
    [Fact]
    public async Task A_body_that_drips_is_given_up()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var line = new TcpClient();
        await line.ConnectAsync(_door.Address.Host, _door.Address.Port, limit.Token);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /connect/token HTTP/1.1\r\nHost: {_door.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ng"), limit.Token);

        using var answer = new StreamReader(stream, Encoding.ASCII);
        var first = await answer.ReadLineAsync(limit.Token);

        first.ShouldNotBeNull().ShouldStartWith("HTTP/1.1 4");
        (await answer.ReadToEndAsync(limit.Token)).ShouldContain("application/problem+json"); // to its end: the connection is closed
    }

    [Fact]
    public async Task Who_asks_for_a_token_or_registers_a_client_needs_few_words()
    {
        using var token = await _door.AskForToken("bootstrap-operator", new string('s', 20_000));
        using var register = await _door.Put(Replica.NewClientId(), Replica.Registration("department", new string('s', 20_000)));

        token.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        register.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Where_nothing_is_pushed_a_sender_that_does_not_wait_sends_no_more()
    {
        using var http = _door.Anonymous();
        http.DefaultRequestHeaders.Add("Prefer", "respond-async");

        using var token = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "bootstrap-operator", ["client_secret"] = new('s', 20_000),
        }));

        token.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Headers_have_a_limit_too()
    {
        using var http = _door.Anonymous();
        http.DefaultRequestHeaders.Add("X-Long", new string('x', 20_000));

        using var response = await http.GetAsync("/health/live");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }
}
