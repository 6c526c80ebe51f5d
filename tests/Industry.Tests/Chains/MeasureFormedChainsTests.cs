using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Industry.Tests.IndustryService;

namespace Cluster.Industry.Tests.Chains;

/// <summary>Each test forms a chain of its own and looks at what that adds.</summary>
public sealed class MeasureFormedChainsTests(IndustryService industry) : IClassFixture<IndustryService>
{
    private const string Aggregate = "industry/indicators/G13/150200";

    [Fact]
    public async Task A_chain_is_formed_once_an_active_enterprise_stands_on_each_of_the_three_stages()
    {
        await PushChain("永磁");
        var start = await Formed();

        await PushEnterprise("磁上", nodes: "永磁-upstream");
        await PushEnterprise("磁下", nodes: ["永磁-downstream", "永磁-recycling"]);
        (await Formed()).ShouldBe(start);
        await PushEnterprise("磁中", nodes: "永磁-midstream");
        (await Formed()).ShouldBe(start + 1);
        await PushEnterprise("磁下", active: false, nodes: ["永磁-downstream", "永磁-recycling"]);
        (await Formed()).ShouldBe(start);
    }

    [Fact]
    public async Task The_measurement_is_told_with_its_target_and_source()
    {
        await PushChain("抛光");
        await PushEnterprise("抛光厂", nodes: ["抛光-upstream", "抛光-midstream", "抛光-downstream"]);
        var formed = await Formed();

        var events = await industry.Events.Wait(e => e.Any(IsTheMeasurement));

        var measured = events.Last(IsTheMeasurement);
        measured.Kind.ShouldBe("Cluster.Contracts.IndicatorMeasured");
        measured.Body.GetProperty("code").GetString().ShouldBe("G13");
        measured.Body.GetProperty("region").GetString().ShouldBe("150200");
        measured.Body.GetProperty("unit").GetString().ShouldBe("条");
        measured.Body.GetProperty("target").GetDecimal().ShouldBe(5);
        measured.Body.GetProperty("source").GetProperty("zh").GetString()!.ShouldContain("上、中、下游");

        bool IsTheMeasurement(ProbedEvent e) => e.Aggregate == Aggregate && e.Body.GetProperty("value").GetDecimal() == formed;
    }

    [Fact]
    public async Task A_chain_that_the_plan_does_not_name_is_not_counted()
    {
        await PushChain("光伏");
        var start = await Formed();

        await PushEnterprise("光伏厂", nodes: ["光伏-upstream", "光伏-midstream", "光伏-downstream"]);

        (await Formed()).ShouldBe(start);
    }

    [Fact]
    public async Task Only_a_change_that_can_matter_is_measured()
    {
        await PushChain("合金");
        await PushEnterprise("合金厂", nodes: ["合金-upstream", "合金-midstream"]);
        var told = await MakeKeptValueWrong();

        var renamed = industry.Enterprise("合金厂", await CreditCodeOf("合金厂"), nodes: ["合金-midstream", "合金-upstream"]);
        renamed["name"] = "合金公司";
        (await industry.Industry.Push(EnterprisesApi, renamed)).Outcome().ShouldBe("updated");
        await PushEnterprise("停业厂", active: false, nodes: "合金-downstream");
        await PushEnterprise("外厂");
        await PushNode(Node("合金-new", "合金", "downstream", ordinal: 9));
        await PushNode(Node("合金-upstream", "合金", "upstream", ordinal: 8));
        (await Told()).ShouldBe(told);

        await PushEnterprise("外厂", nodes: "合金-new");
        (await Told()).ShouldBe(told + 1);
    }

    [Fact]
    public async Task A_node_that_moves_to_another_stage_takes_its_enterprises_along()
    {
        await PushChain("储氢");
        await PushEnterprise("储氢厂", nodes: ["储氢-upstream", "储氢-midstream", "储氢-downstream"]);
        var start = await Formed();

        await PushNode(Node("储氢-downstream", "储氢", "recycling"));
        (await Formed()).ShouldBe(start - 1);
        await PushNode(Node("储氢-downstream", "储氢", "downstream"));
        (await Formed()).ShouldBe(start);
    }

    [Fact]
    public async Task Halves_that_are_pushed_at_the_same_time_are_both_counted()
    {
        await PushChain("催化助剂");
        await PushEnterprise("催化上", nodes: "催化助剂-upstream");
        var start = await Formed();
        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(PushEnterprise("催化中", nodes: "催化助剂-midstream"), PushEnterprise("催化下", nodes: "催化助剂-downstream"));
            (await Formed()).ShouldBe(start + 1);
            await Task.WhenAll(PushEnterprise("催化中", active: false), PushEnterprise("催化下", active: false));
            (await Formed()).ShouldBe(start);
        }
    }

    private async Task PushChain(string chain)
    {
        string[] stages = ["upstream", "midstream", "downstream", "recycling"];
        var answer = await industry.Industry.PushBatch(ChainNodesApi, stages.Select((s, i) => Node($"{chain}-{s}", chain, s, i + 1)));
        answer.Count("created").ShouldBe(stages.Length, answer.Text);
    }

    private async Task PushNode(JsonObject node) =>
        (await industry.Industry.Push(ChainNodesApi, node)).Outcome().ShouldBeOneOf("created", "updated");

    private async Task PushEnterprise(string key, bool active = true, params string[] nodes)
    {
        var answer = await industry.Industry.Push(EnterprisesApi, industry.Enterprise(key, await CreditCodeOf(key), active, nodes));
        answer.Outcome().ShouldBeOneOf("created", "updated");
    }

    /// <summary>The code that the enterprise has; null for a new one.</summary>
    private async Task<string?> CreditCodeOf(string key)
    {
        await using var command = industry.Database.CreateCommand("select credit_code from enterprises where key = $1");
        command.Parameters.Add(new() { Value = key });
        return (string?)await command.ExecuteScalarAsync();
    }

    /// <summary>What the service said last; 0 before it said anything.</summary>
    private async Task<long> Formed()
    {
        await using var command = industry.Database.CreateCommand("""
            select (body->>'value')::numeric::bigint from log_events where aggregate = $1 order by version desc limit 1
            """);
        command.Parameters.Add(new() { Value = Aggregate });
        return (long?)await command.ExecuteScalarAsync() ?? 0;
    }

    private async Task<long> Told()
    {
        await using var command = industry.Database.CreateCommand("select count(*) from log_events where aggregate = $1");
        command.Parameters.Add(new() { Value = Aggregate });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Any measurement would then be told again; how often it was told so far.</summary>
    private async Task<long> MakeKeptValueWrong()
    {
        await using var command = industry.Database.CreateCommand("update measured_indicators set value = -1 where code = 'G13'");
        await command.ExecuteNonQueryAsync();
        return await Told();
    }
}
