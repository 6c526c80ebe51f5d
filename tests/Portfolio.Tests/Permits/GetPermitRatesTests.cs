using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Permits;

[Collection<Dossier>]
public sealed class GetPermitRatesTests(PortfolioService portfolio)
{
    private const string Rates = "/api/infrastructure/projects/permits/rates";
    private static readonly string[] Kinds = ["approval", "environment", "land", "planning"];

    [Fact]
    public async Task The_two_rates_have_their_own_denominators_of_the_same_projects()
    {
        var water = portfolio.Service.As("市水务局");
        foreach (var key in new[] { "r-all", "r-some", "r-partly", "r-none", "r-silent" })
        {
            await water.HasReserved(key);
        }

        await water.Push(PortfolioService.Projects, PushProjectsTests.Project("r-gone").With("stage", "terminated").With("stageReason", "取消"));
        var unneeded = new JsonObject { ["project"] = "r-none", ["needed"] = false, ["notNeededReason"] = "维修工程" };
        var answer = await water.Push(PushPermitsTests.Permits,
        [
            .. Kinds.Select(k => PushPermitsTests.Permit("r-all", k)),
            .. Kinds.Select(k => PushPermitsTests.Permit("r-some", k).With("doneOn", k == "land" ? null : "2024-02-01").With("number", null)),
            PushPermitsTests.Permit("r-partly", "approval"),
            .. Kinds.Select(k => unneeded.With("permit", k)),
            PushPermitsTests.Permit("r-gone", "land"),
        ]);
        answer.Count("rejected").ShouldBe(0, answer.Text);

        var rates = await water.Read(Rates);

        Numbers(rates["projects"]!, "total", "due", "done", "noneDue", "unreported").ShouldBe([5, 3, 1, 1, 1]);
        rates["projects"]!["ratePercent"]!.GetValue<decimal>().ShouldBe(33.3m);
        Numbers(rates["permits"]!, "due", "done", "unreported").ShouldBe([9, 8, 7]);
        rates["permits"]!["ratePercent"]!.GetValue<decimal>().ShouldBe(88.9m);
        rates["districts"].ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_due_has_no_rate_and_an_unknown_grouping_is_refused()
    {
        var culture = portfolio.Service.As("市文旅局");

        (await culture.Read(Rates))["projects"]!["ratePercent"].ShouldBeNull();
        var refusal = await Should.ThrowAsync<HttpRequestException>(() => culture.Read($"{Rates}?by=month"));
        refusal.Message.ShouldContain("not-allowed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rates_lie_between_0_and_100_and_the_parts_add_up_whatever_is_reported(int seed)
    {
        var department = portfolio.Service.As($"部门{seed}");
        var random = new Random(seed);
        string[] places = ["150202", "150203", "150204", "150205", "150206", "150222"];
        var projects = Enumerable.Range(0, 40).Select(i => PushProjectsTests.Project($"rand-{seed}-{i}")
            .With("counties", new JsonArray([.. random.GetItems(places, random.Next(1, 5)).Distinct().Select(p => (JsonNode)p)]))).ToList();
        (await department.PushBatch(PortfolioService.Projects, projects)).Count("created").ShouldBe(40);
        var permits = projects.SelectMany(p => Kinds.Where(_ => random.Next(4) > 0).Select(kind => random.Next(4) switch
        {
            0 => new JsonObject { ["project"] = p.Text("key"), ["permit"] = kind, ["needed"] = false, ["notNeededReason"] = "不涉及" },
            1 => PushPermitsTests.Permit(p.Text("key"), kind).With("doneOn", null).With("number", null),
            _ => PushPermitsTests.Permit(p.Text("key"), kind),
        })).ToList();
        (await department.PushBatch(PushPermitsTests.Permits, permits)).Count("created").ShouldBe(permits.Count);

        var rates = await department.Read($"{Rates}?by=district");

        var whole = Numbers(rates["permits"]!, "due", "done", "unreported");
        whole.ShouldBe([permits.Count(p => p["needed"]!.GetValue<bool>()), permits.Count(p => p["doneOn"] is not null), 160 - permits.Count]);
        Sums(rates["byPermit"]!.AsArray(), k => Numbers(k!, "due", "done", "unreported")).ShouldBe(whole);
        var districts = rates["districts"]!.AsArray();
        Sums(districts, d => Numbers(d!["permits"]!, "due", "done", "unreported")).ShouldBe(whole);
        var all = Numbers(rates["projects"]!, "total", "due", "done", "noneDue", "unreported");
        Sums(districts, d => Numbers(d!["projects"]!, "total", "due", "done", "noneDue", "unreported")).ShouldBe(all);
        (all[1] + all[3] + all[4]).ShouldBe(all[0]);
        foreach (var rate in districts.Append(rates).SelectMany(d => new[] { d!["projects"]!, d["permits"]! }).Concat(rates["byPermit"]!.AsArray()!))
        {
            (rate!["ratePercent"]?.GetValue<decimal>() ?? 0).ShouldBeInRange(0, 100);
        }
    }

    private static decimal[] Numbers(JsonNode node, params string[] members) => [.. members.Select(m => node[m]!.GetValue<decimal>())];

    private static decimal[] Sums(JsonArray parts, Func<JsonNode?, decimal[]> of) =>
        [.. parts.Select(of).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)])];
}
