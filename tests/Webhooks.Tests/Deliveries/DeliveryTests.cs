using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Webhooks.Tests.Deliveries;

/// <summary>From a push to the subscriber's system, through the running service.</summary>
public sealed class DeliveryTests(InfrastructureService infrastructure) : IAsyncLifetime
{
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
    public async Task What_a_department_pushes_reaches_its_system_signed_and_once()
    {
        var secret = await _transport.Subscribe();

        var pushed = await _transport.Push(300);
        await _transport.Receives(300);
        await Eventually.True(async () => (await _transport.Deliveries(query: "?state=delivered&pageSize=500")).Count == 300);

        _transport.Received().Select(m => m.Subject).ShouldBe(pushed, ignoreOrder: true);
        _transport.Received().ShouldAllBe(m => m.IsGenuine(secret, TimeProvider.System.GetUtcNow()));
        _transport.Received()[0].Json["data"]!["lengthKm"]!.GetValue<decimal>().ShouldBe(10);
        (await _transport.Deliveries()).Count.ShouldBe(100, "A page.");
    }

    [Fact]
    public async Task Another_departments_events_never_come_and_the_offices_subscription_gets_all()
    {
        using var water = new Department(infrastructure.One, _receiver);
        using var office = water.As("office");
        await _transport.Subscribe();
        await water.Subscribe("everything", http: office);
        await water.Push();
        var own = await _transport.Push();

        await _transport.Receives(1);
        await _transport.Receives(1, "everything");
        await water.Receives(1, "everything");

        water.Received().ShouldBeEmpty();
        _transport.Received().Select(m => m.Subject).ShouldBe(own);
    }

    /// <summary>Both secrets sign for a day, so that a receiver can change over at any moment of it.</summary>
    [Fact]
    public async Task After_a_rotation_the_old_secret_still_verifies()
    {
        var old = await _transport.Subscribe();
        var rotated = await _transport.Send(HttpMethod.Post, "changes/secrets");
        await _transport.Push();
        await _transport.Receives(1);

        rotated.Status.ShouldBe(HttpStatusCode.Created, rotated.Text);
        var message = _transport.Received()[0];
        var now = TimeProvider.System.GetUtcNow();
        message.Signatures.Length.ShouldBe(2);
        message.IsGenuine(old, now).ShouldBeTrue();
        message.IsGenuine(rotated.Json["secret"]!.GetValue<string>(), now).ShouldBeTrue();
        rotated.Json["oldValidUntil"]!.GetValue<DateTimeOffset>().ShouldBe(now.AddHours(24), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_delivery_is_replayed_under_its_id()
    {
        await _transport.Subscribe();
        await _transport.Push(2);
        await _transport.Receives(2);
        var delivered = await Eventually.Fits(() => _transport.Deliveries(query: "?state=delivered"), d => d.Count == 2);

        var answer = await _transport.Send(HttpMethod.Post, $"changes/deliveries/{delivered[0]!["id"]}/replay");
        await _transport.Receives(3);

        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
        _transport.Received()[^1].Id.ShouldBe(delivered[0]!["event"]!.GetValue<string>());
        (await _transport.Send(HttpMethod.Post, "changes/deliveries/1/replay")).Status.ShouldBe(HttpStatusCode.NotFound, "It is another's, if it is there at all.");
    }

    [Fact]
    public async Task Everything_since_a_time_is_replayed_once_each()
    {
        await _transport.Subscribe();
        var since = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await _transport.Push(3);
        await _transport.Receives(3);
        await Eventually.Fits(() => _transport.Deliveries(query: "?state=delivered"), d => d.Count == 3);

        var answer = await _transport.Send(HttpMethod.Post, "changes/replay", new JsonObject { ["since"] = since }.ToJsonString());
        await _transport.Push();
        await _transport.Receives(7);
        await Eventually.Fits(() => _transport.Deliveries(query: "?state=delivered"), d => d.Count == 4);

        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
        _transport.Received().CountBy(m => m.Id).Select(c => c.Value).ShouldBe([1, 2, 2, 2], ignoreOrder: true);
    }

    /// <summary>F35: 410 disables, visibly; enabled again, it gets what it has missed.</summary>
    [Fact]
    public async Task A_system_that_is_gone_gets_nothing_until_it_is_enabled_again()
    {
        await _transport.Subscribe();
        _receiver.Answer = Receiver.With(410);
        await _transport.Push();
        var view = await Eventually.Fits(() => _transport.Http.Read($"{Department.Webhooks}/changes"), v => !v["enabled"]!.GetValue<bool>());
        await _transport.Push();
        _receiver.Answer = Receiver.With(204);

        using var operators = infrastructure.One.As("", "operator");
        var trail = await Eventually.Fits( // shown once no older transaction is open
            () => operators.Read($"/api/infrastructure/audit/events?kind=Cluster.Webhooks.Sending.WebhookDisabled&organisation={Uri.EscapeDataString(_transport.Name)}"),
            t => t["items"]!.AsArray().Count > 0);

        trail["items"]!.AsArray().ShouldHaveSingleItem()!["role"]!.GetValue<string>().ShouldBe("system");
        view["disabledFor"]!.GetValue<string>().ShouldBe("gone");
        (await _transport.Put("changes", $$"""{"url":"{{_receiver.Address}}/changes"}""")).Json["subscription"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();
        await _transport.Receives(3);

        _transport.Received().Select(m => m.Subject).Distinct().Count().ShouldBe(2);
    }

    /// <summary>I1: what was answered as written arrives, whatever is killed in between.</summary>
    [Fact]
    public async Task Nothing_is_lost_when_the_service_is_killed()
    {
        await using var lonely = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: InfrastructureService.Settings);
        using var department = new Department(lonely, _receiver);
        await department.Subscribe();
        using var held = new SemaphoreSlim(0);
        _receiver.Answer = context => held.WaitAsync(context.RequestAborted);
        var pushed = await department.Push(30);
        await department.Receives(1);

        await lonely.Kill();
        await EndLeases(lonely);
        _receiver.Answer = Receiver.With(204);
        await lonely.StartProcess();
        await Eventually.True(
            () => Task.FromResult(department.Received().Select(m => m.Subject).Distinct().Count() == 30 && department.Received().Count > 30));

        department.Received().Select(m => m.Subject).Distinct().ShouldBe(pushed, ignoreOrder: true);
        department.Received().Select(m => m.Id).Distinct().Count().ShouldBe(30, "What came twice has the same id.");
    }

    /// <summary>As if the time that a lease lasts had gone by.</summary>
    private static async Task EndLeases(RunningService service)
    {
        await using var database = service.OpenDatabase();
        await using var command = database.CreateCommand("update webhook_deliveries set leased_until = now(), next_attempt_at = now() where leased_until is not null");
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }
}
