using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Industry.Tests.IndustryService;

namespace Cluster.Industry.Tests.Enterprises;

public sealed class GetEnterprisesTests(IndustryService industry) : IClassFixture<IndustryService>
{
    [Fact]
    public async Task Enterprises_are_asked_by_node_flag_and_code()
    {
        await industry.Industry.Push(ChainNodesApi, Node("列-1", ordinal: 1), Node("列-2", ordinal: 12));
        var code = industry.NewCreditCode();
        await industry.Industry.Push(
            EnterprisesApi, industry.Enterprise("l1", code, active: true, "列-1"), industry.Enterprise("l2", active: false, nodes: ["列-1", "列-2"]));

        (await Keys(EnterprisesApi, "nodes=列-1&active=true")).ShouldBe(["l1"]);
        (await Keys(EnterprisesApi, "nodes=列-2&nodes=nowhere")).ShouldBe(["l2"]);
        (await Keys(EnterprisesApi, $"creditCode={code.ToLowerInvariant()}")).ShouldBe(["l1"]);
        (await Keys(EnterprisesApi, "nodes=列-1&sort=active,-key")).ShouldBe(["l2", "l1"]);
        (await Keys(ChainNodesApi, "ordinal.gt=2&core=true&chain=永磁")).ShouldBe(["列-2"]);
        (await Keys(ChainNodesApi, "key=列-1&key=列-2&sort=-ordinal")).ShouldBe(["列-2", "列-1"]);
    }

    /// <summary>An enterprise outside the chains has no nodes, which is something else than not saying any.</summary>
    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task An_empty_list_that_must_be_given_is_exported_as_one_and_sent_back_unchanged(string format, string type)
    {
        await industry.Commerce.Push(EnterprisesApi, industry.Enterprise($"outside-{format}", nodes: []));
        using var file = new ByteArrayContent(await industry.Commerce.GetByteArrayAsync($"{EnterprisesApi}?format={format}&key=outside-{format}"));
        file.Headers.ContentType = new(type);

        using var response = await industry.Commerce.PostAsync($"{EnterprisesApi}/file", file);

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (response.StatusCode, answer["unchanged"]?.GetValue<int>()).ShouldBe((HttpStatusCode.OK, 1), answer.ToJsonString());
    }

    private async Task<string[]> Keys(string resource, string query) =>
        [.. (await industry.Industry.Read($"{resource}?{query}"))["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>())];
}
