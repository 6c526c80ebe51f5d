using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Webhooks.Tests;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

/// <summary>What the office does reaches the systems of the units that it concerns, and no others.</summary>
[Collection(OrdersCollection.Name)]
public sealed class ConcernedUnitsTests(SupervisingOffice office) : IAsyncLifetime
{
    private readonly string _name = $"督办{Guid.NewGuid():N}"[..20];
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.Start();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task From_the_signature_on_the_lead_and_the_co_operators_are_sent_every_step_and_nobody_else_is()
    {
        var (lead, coOperator) = (await Subscribe("lead", office.Lead), await Subscribe("co-operator", office.CoOperator));
        await Subscribe("stranger", office.Stranger);
        await Subscribe("office", office.Office);
        var dropped = await office.Have($"{_name}不予交办", "cancel");

        var number = await office.Have(_name, "sign", "remind", "extend", "feedback", "return", "feedback", "close", "cancel");

        var theirs = (await office.Propose(Proposal($"{_name}他人", lead: "市商务局").With("coOperators", new JsonArray()))).Json["number"]!.GetValue<string>();
        await office.Do(theirs, "sign");
        await Receives("lead", [.. Enumerable.Range(2, 8).Select(v => $"{number} {v}")]);
        await Receives("co-operator", [.. Enumerable.Range(2, 8).Select(v => $"{number} {v}")]);
        await Receives("stranger", [$"{theirs} 2"]);
        await Receives("office", [$"{dropped} 1", $"{dropped} 2", .. Enumerable.Range(1, 9).Select(v => $"{number} {v}"), $"{theirs} 1", $"{theirs} 2"]);
        Of("lead").ShouldAllBe(m => m.IsGenuine(lead, TimeProvider.System.GetUtcNow()) && !m.IsGenuine(coOperator, TimeProvider.System.GetUtcNow()));
        Of("co-operator").ShouldAllBe(m => m.IsGenuine(coOperator, TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task The_changes_that_a_unit_reads_are_what_its_webhook_is_sent()
    {
        await Subscribe("lead", office.Lead);
        await Subscribe("co-operator", office.CoOperator);
        var number = await office.Have(_name, "sign", "feedback", "return");
        await Receives("lead", [$"{number} 2", $"{number} 3", $"{number} 4"]);
        await Receives("co-operator", [$"{number} 2", $"{number} 3", $"{number} 4"]);

        foreach (var (name, unit) in new[] { ("lead", office.Lead), ("co-operator", office.CoOperator) })
        {
            var read = (await unit.Read("/api/coordination/changes?resource=supervision-orders&pageSize=500"))["items"]!.AsArray()
                .Where(c => c!["body"]!["matter"]!.GetValue<string>() == _name).Select(c => $"{number} {c!["version"]} {c["body"]!.ToJsonString()}");
            read.ShouldBe(Of(name).OrderBy(m => m.Json["aggregateversion"]!.GetValue<long>())
                .Select(m => $"{number} {m.Json["aggregateversion"]} {m.Json["data"]!.ToJsonString()}"));
        }

        (await CoordinationService.ChangesOf(office.Stranger, "supervision-orders", number)).ShouldBeEmpty();
        (await office.Lead.Read("/api/coordination/news"))["newest"]!.AsArray().ShouldContain(n => n!["key"]!.GetValue<string>().Contains(number));
    }

    private async Task<string> Subscribe(string name, HttpClient unit)
    {
        var body = $$"""{"url":"{{_receiver.Address}}/{{name}}","resources":["supervision-orders"]}""";
        var answer = await unit.SendBody(HttpMethod.Put, $"/api/coordination/webhooks/{name}", Encoding.UTF8.GetBytes(body));
        answer.Status.ShouldBeOneOf(System.Net.HttpStatusCode.Created, System.Net.HttpStatusCode.OK);
        return answer.Json["secret"]?.GetValue<string>() ?? (await unit.SendBody(HttpMethod.Post, $"/api/coordination/webhooks/{name}/secrets", [])).Json["secret"]!.GetValue<string>();
    }

    private IEnumerable<Message> Of(string name) => _receiver.Messages.Where(m => m.Path == $"/{name}" && m.Body.Contains(_name)).DistinctBy(m => m.Id);

    private async Task Receives(string name, string[] expected) => await Eventually.Fits(
        () => Task.FromResult(Of(name).Select(m => $"{m.Subject.Split('/')[1]} {m.Json["aggregateversion"]}").Order(StringComparer.Ordinal).ToList()),
        found => found.SequenceEqual(expected.Order(StringComparer.Ordinal)));
}
