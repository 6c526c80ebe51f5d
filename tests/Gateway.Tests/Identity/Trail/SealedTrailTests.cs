using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Gateway.Tests.Identity.Persons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cluster.Gateway.Tests.Identity.Trail;

/// <summary>The gateway's log is sealed as every service's, with what was noted before there was one.</summary>
public sealed class SealedTrailTests(RunningGateway gateway)
{
    [Fact]
    public async Task Earlier_events_are_taken_over_and_whoever_touches_one_is_found()
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-trail");
        await using (var context = Open(database))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261125222919_Cadence");
            await context.Database.ExecuteSqlRawAsync("""
                insert into identity_events (at, kind, actor, subject, detail, address, trace) values
                    ('2026-10-01', 'sign-in-failed', '', '', null, '10.0.0.1', null),
                    ('2026-10-02', 'role-granted', 'sec', 'somebody', ' → leader', '10.0.0.2', '00-1-2-01')
                """);
        }

        await using var replica = gateway.StartReplica(("ConnectionStrings:database", database), ("Messaging:SealEverySeconds", "1"));
        await Browser.Create(replica);
        using var operators = await replica.Operator();
        using var auditor = await Browser.TokenOf(replica, Gateway.Identity.Persons.PersonRoles.Auditor);

        var page = await auditor.GetFromJsonAsync<JsonNode>("/identity/events?pageSize=500");
        var earliest = page!["items"]!.AsArray().Reverse().Take(2).ToList();
        earliest.Select(one => (one.Text("kind"), one.Text("actor"), one.Text("subject"), one.Text("detail"), one.Text("address"))).ShouldBe(
            [("sign-in-failed", "", "nobody", "", "10.0.0.1"), ("role-granted", "sec", "somebody", " → leader", "10.0.0.2")]);

        var all = await Eventually.Fits(() => Verify(operators), v => v["writes"]!.GetValue<long>() > 4);
        all["intact"]!.GetValue<bool>().ShouldBeTrue();
        await using var byHand = Open(database);
        await byHand.Database.ExecuteSqlRawAsync("update log_writes set client = 'system' where client = 'sec'");
        var found = (await Verify(operators))["firstBroken"]!;

        (found.Text("what"), found.Text("write")).ShouldBe(("changed", earliest[1].Text("id")));
    }

    private static GatewayDb Open(string database) =>
        new(new DbContextOptionsBuilder<GatewayDb>().UseNpgsql(database).UseSnakeCaseNamingConvention().Options);

    private static async Task<JsonNode> Verify(HttpClient http) => (await http.GetFromJsonAsync<JsonNode>("/identity/audit/verification"))!;
}
