using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Industry.Tests.IndustryService;

namespace Cluster.Industry.Tests.Chains;

public sealed class PushChainNodesTests(IndustryService industry) : IClassFixture<IndustryService>
{
    [Fact]
    public async Task A_node_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        var node = Node("磁-1");
        (await industry.Industry.Push(ChainNodesApi, node)).Outcome().ShouldBe("created");
        (await industry.Industry.Push(ChainNodesApi, node)).Outcome().ShouldBe("unchanged");
        node["name"] = "稀土采选";
        (await industry.Industry.Push(ChainNodesApi, node)).Outcome().ShouldBe("updated");

        var events = (await industry.Events.Wait(e => e.Count(IsOfNode) >= 2)).Where(IsOfNode).ToList();
        events.Select(e => e.Version).ShouldBe([1, 2]);
        events[1].Kind.ShouldBe("Cluster.Contracts.Industry.ChainNodeReported");
        events[1].Body.GetProperty("name").GetString().ShouldBe("稀土采选");

        static bool IsOfNode(ProbedEvent e) => e.Aggregate == "industry/chain-nodes/磁-1";
    }

    [Fact]
    public async Task The_rare_earth_chains_of_the_seeds_go_in_whole()
    {
        var nodes = JsonNode.Parse(await File.ReadAllTextAsync("chains.json"))!.AsArray().Select(n => n!.AsObject()).ToList();

        var answer = await industry.Industry.PushBatch(ChainNodesApi, nodes);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Count("created").ShouldBe(nodes.Count);
        answer.Text.ShouldNotContain("warnings");
        var stored = await industry.Industry.Read($"{ChainNodesApi}/{Uri.EscapeDataString("永磁-01")}");
        stored["stage"]!.GetValue<string>().ShouldBe("upstream");
        stored["industryClass"]!.GetValue<string>().ShouldBe("0932");
    }

    [Theory]
    [InlineData("industryClass", "98", "bad-industry-class")]
    [InlineData("industryClass", "39850", "bad-industry-class")]
    [InlineData("industryClass", "C398", "bad-industry-class")]
    [InlineData("stage", "sideways", "not-allowed")]
    public async Task A_faulty_field_is_named_with_its_code(string field, string value, string code)
    {
        var node = Node("磁-faulty");
        node[field] = value;

        var answer = await industry.Industry.Push(ChainNodesApi, node);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults().ShouldBe([$"{field}:{code}"]);
    }

    [Fact]
    public async Task A_stage_may_be_written_in_Chinese_and_a_class_left_out()
    {
        var node = Node("磁-zh", stage: "中游");
        node["industryClass"] = null;

        (await industry.Industry.Push(ChainNodesApi, node)).Outcome().ShouldBe("created");

        var stored = await industry.Industry.Read($"{ChainNodesApi}/{Uri.EscapeDataString("磁-zh")}");
        stored["stage"]!.GetValue<string>().ShouldBe("midstream");
        stored["industryClass"].ShouldBeNull();
    }

    [Fact]
    public async Task Another_departments_node_is_not_yours()
    {
        await industry.Industry.Push(ChainNodesApi, Node("磁-theirs"));

        var answer = await industry.Commerce.Push(ChainNodesApi, Node("磁-theirs", ordinal: 2), Node("磁-ours"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(0).ShouldBe(["key:not-yours"]);
        answer.Outcome(1).ShouldBe("created");
    }
}
