using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Webhooks.Tests.Subscriptions;

public sealed class SubscriptionTests(InfrastructureService infrastructure) : IAsyncLifetime
{
    private const string Good = """{"url":"https://127.0.0.1/in"}""";

    private Receiver _receiver = null!;
    private Department _transport = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.Start();
        _transport = new Department(infrastructure.One, _receiver);
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task It_is_made_changed_read_and_taken_away()
    {
        var made = await _transport.Put("erp", """{"url":"https://127.0.0.1/in","resources":["segments"]}""");
        var same = await _transport.Put("erp", """{"url":"https://127.0.0.1/in","resources":["segments"],"enabled":true}""");
        var changed = await _transport.Put("erp", """{"url":"https://127.0.0.1:8443/in","enabled":false}""");
        var list = await _transport.Http.Read(Department.Webhooks);
        var deleted = await _transport.Send(HttpMethod.Delete, "erp");

        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        made.Json["secret"]!.GetValue<string>().ShouldStartWith("whsec_");
        same.Status.ShouldBe(HttpStatusCode.OK, same.Text);
        same.Json["secret"].ShouldBeNull("It is shown once.");
        same.Json["subscription"]!["resources"]!.ToJsonString().ShouldBe("""["segments"]""");
        var now = changed.Json["subscription"]!;
        (now["url"]!.GetValue<string>(), now["enabled"]!.GetValue<bool>()).ShouldBe(("https://127.0.0.1:8443/in", false));
        now["resources"].ShouldBeNull();
        list["items"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("erp");
        deleted.Status.ShouldBe(HttpStatusCode.NoContent);
        (await _transport.Send(HttpMethod.Delete, "erp")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("erp", "", 400, "malformed-json", "$")]
    [InlineData("erp", "[]", 422, "not-an-object", "$")]
    [InlineData("erp", "{}", 422, "required", "url")]
    [InlineData("erp", """{"url":null}""", 422, "required", "url")]
    [InlineData("erp", """{"url":""}""", 422, "required", "url")]
    [InlineData("erp", """{"url":7}""", 422, "wrong-type", "url")]
    [InlineData("erp", """{"url":"x"}""", 422, "bad-webhook-url", "url")]
    [InlineData("erp", """{"url":"https://169.254.169.254/"}""", 422, "target-not-allowed", "url")]
    [InlineData("erp", """{"url":"https://[::1]/"}""", 422, "target-not-allowed", "url")]
    [InlineData("erp", """{"url":"https://nowhere.invalid/"}""", 422, "target-unknown", "url")]
    [InlineData("erp", """{"url":"https://127.0.0.1/","enabled":"yes"}""", 422, "wrong-type", "enabled")]
    [InlineData("erp", """{"url":"https://127.0.0.1/","resources":"segments"}""", 422, "wrong-type", "resources")]
    [InlineData("erp", """{"url":"https://127.0.0.1/","resources":["Segments"]}""", 422, "bad-webhook-resource", "resources")]
    [InlineData("erp", """{"url":"https://127.0.0.1/","resources":["../audit"]}""", 422, "bad-webhook-resource", "resources")]
    [InlineData("erp", """{"url":"https://127.0.0.1/","secret":"whsec_MQ=="}""", 422, "unknown-member", "secret")]
    [InlineData("ERP", Good, 422, "bad-webhook-name", "name")]
    [InlineData("-erp", Good, 422, "bad-webhook-name", "name")]
    [InlineData("%E8%AE%A2%E9%98%85", Good, 422, "bad-webhook-name", "name")]
    [InlineData("a-name-that-is-longer-than-sixty-characters-which-is-the-limit", Good, 422, "bad-webhook-name", "name")]
    public async Task What_cannot_be_is_refused_with_its_field_and_changes_nothing(string name, string body, int status, string code, string field)
    {
        var answer = await _transport.Put(name, body);

        ((int)answer.Status, answer.Code, answer.Json["field"]!.GetValue<string>()).ShouldBe((status, code, field));
        (await _transport.Http.Read(Department.Webhooks))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_has_a_longest_length()
    {
        var longest = "https://127.0.0.1/" + new string('a', 2_000 - "https://127.0.0.1/".Length);

        (await _transport.Put("erp", $$"""{"url":"{{longest}}a"}""")).Code.ShouldBe("too-long");
        (await _transport.Put("erp", $$"""{"url":"{{longest}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_organisation_has_twenty_at_most_also_when_it_makes_them_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => _transport.Put($"erp-{i}", Good)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(20);
        answers.Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Code == "too-many-webhooks" && a.Json["limit"]!.GetValue<int>() == 20);
    }

    [Fact]
    public async Task Five_secrets_sign_at_most()
    {
        await _transport.Put("erp", Good);
        var rotations = new List<ApiAnswer>();
        for (var i = 0; i < 5; i++)
        {
            rotations.Add(await _transport.Send(HttpMethod.Post, "erp/secrets"));
        }

        rotations.Select(r => (int)r.Status).ShouldBe([201, 201, 201, 201, 422]);
        rotations[^1].Code.ShouldBe("webhook-secrets-full");
    }

    /// <summary>To everybody else it is not there, whatever is asked of it.</summary>
    [Fact]
    public async Task Anothers_subscription_is_not_there()
    {
        await _transport.Put("erp", Good);
        using var water = new Department(infrastructure.One, _receiver);
        using var office = _transport.As("office");

        foreach (var stranger in new[] { water.Http, office })
        {
            (await stranger.Read(Department.Webhooks))["items"]!.AsArray().ShouldBeEmpty();
            foreach (var (method, address, body) in new[]
            {
                (HttpMethod.Get, "erp", ""), (HttpMethod.Delete, "erp", ""), (HttpMethod.Post, "erp/secrets", ""), (HttpMethod.Post, "erp/test", ""),
                (HttpMethod.Get, "erp/deliveries", ""), (HttpMethod.Post, "erp/deliveries/1/replay", ""),
                (HttpMethod.Post, "erp/replay", new JsonObject { ["since"] = TimeProvider.System.GetUtcNow() }.ToJsonString()),
            })
            {
                (await _transport.Send(method, address, body, stranger)).Status.ShouldBe(HttpStatusCode.NotFound, $"{method} {address}");
            }
        }

        (await _transport.Http.Read($"{Department.Webhooks}/erp"))["name"]!.GetValue<string>().ShouldBe("erp");
    }

    [Theory]
    [InlineData("department", "cluster.read", 403)]
    [InlineData("department", "cluster.read infrastructure.segments.write", 403)]
    [InlineData("department", "cluster.read infrastructure.webhooks.write", 201)]
    [InlineData("office", "cluster.read cluster.write", 201)]
    [InlineData("nobody", "cluster.read cluster.write", 403)]
    public async Task Subscribing_needs_the_scope_for_it(string role, string scope, int status)
    {
        using var http = _transport.As(role, scope);

        ((int)(await _transport.Put("erp", Good, http)).Status).ShouldBe(status);
    }

    [Theory]
    [InlineData("""{}""", "required")]
    [InlineData("""{"since":"yesterday"}""", "bad-since")]
    [InlineData("""{"since":"2020-01-01T00:00:00Z"}""", "bad-since")]
    [InlineData("""{"since":"2999-01-01T00:00:00Z"}""", "bad-since")]
    [InlineData("""{"since":7}""", "wrong-type")]
    [InlineData("""{"until":"2999-01-01T00:00:00Z"}""", "unknown-member")]
    public async Task A_replay_needs_a_time_of_the_last_days(string body, string code)
    {
        await _transport.Put("erp", Good);

        (await _transport.Send(HttpMethod.Post, "erp/replay", body)).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("?state=lost", "bad-delivery-state", "state")]
    [InlineData("?after=x", "bad-cursor", "after")]
    [InlineData("?pageSize=x", "malformed-request", "$")]
    public async Task The_delivery_log_is_asked_by_what_it_has(string query, string code, string field)
    {
        await _transport.Put("erp", Good);

        var answer = await _transport.Send(HttpMethod.Get, $"erp/deliveries{query}");

        (answer.Code, answer.Json["field"]!.GetValue<string>()).ShouldBe((code, field));
    }

    [Fact]
    public async Task The_delivery_log_is_read_page_by_page_the_newest_first()
    {
        await _transport.Subscribe();
        var pushed = await _transport.Push(5);
        await Eventually.Fits(() => _transport.Deliveries(), d => d.Count == 5);

        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = await _transport.Http.Read($"{Department.Webhooks}/changes/deliveries?pageSize=2{after}");
            seen.AddRange(page["items"]!.AsArray().Select(i => i!["subject"]!.GetValue<string>()));
            after = page["next"] is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);

        seen.ShouldBe(pushed.Reverse());
    }

    [Fact]
    public async Task A_test_says_what_came_of_it_and_is_no_delivery()
    {
        var secret = await _transport.Subscribe();
        var good = await _transport.Send(HttpMethod.Post, "changes/test");
        _receiver.Answer = Receiver.With(500);
        var bad = await _transport.Send(HttpMethod.Post, "changes/test");

        good.Json.ToJsonString().ShouldBe("""{"delivered":true,"status":204,"failure":null}""");
        bad.Json.ToJsonString().ShouldBe("""{"delivered":false,"status":500,"failure":"status"}""");
        var message = _receiver.Messages.First();
        message.IsGenuine(secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        message.Json["type"]!.GetValue<string>().ShouldBe("Cluster.Webhooks.Subscriptions.WebhookTested");
        (await _transport.Deliveries()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_trail_without_its_secret()
    {
        var secret = await _transport.Subscribe();
        await _transport.Subscribe("other");
        await _transport.Put("other", $$"""{"url":"{{_receiver.Address}}/other"}""");
        var rotated = (await _transport.Send(HttpMethod.Post, "changes/secrets")).Json["secret"]!.GetValue<string>();
        await _transport.Send(HttpMethod.Post, "changes/replay", new JsonObject { ["since"] = TimeProvider.System.GetUtcNow().AddMinutes(-1) }.ToJsonString());
        await _transport.Send(HttpMethod.Delete, "changes");
        using var operators = infrastructure.One.As("", "operator");

        var trail = await operators.Read($"/api/infrastructure/audit/events?organisation={Uri.EscapeDataString(_transport.Name)}");

        trail["items"]!.AsArray().Select(e => e!["kind"]!.GetValue<string>().Split('.')[^1]).Reverse()
            .ShouldBe(["WebhookPut", "WebhookPut", "WebhookSecretRotated", "WebhookReplayed", "WebhookDeleted"]);
        trail.ToJsonString().ShouldNotContain(secret["whsec_".Length..]);
        trail.ToJsonString().ShouldNotContain(rotated["whsec_".Length..]);
    }
}
