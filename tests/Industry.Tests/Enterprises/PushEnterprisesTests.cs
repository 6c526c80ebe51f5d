using System.Net;
using Cluster.Fixtures;
using static Cluster.Industry.Tests.IndustryService;

namespace Cluster.Industry.Tests.Enterprises;

public sealed class PushEnterprisesTests(IndustryService industry) : IClassFixture<IndustryService>
{
    [Fact]
    public async Task An_enterprise_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        await industry.Industry.Push(ChainNodesApi, Node("磁-1"));
        var enterprise = industry.Enterprise("way", "91150000701463622D", nodes: "磁-1");
        (await industry.Industry.Push(EnterprisesApi, enterprise)).Outcome().ShouldBe("created");
        enterprise["creditCode"] = " 91150000701463622d";
        (await industry.Industry.Push(EnterprisesApi, enterprise)).Outcome().ShouldBe("unchanged");
        enterprise["active"] = false;
        (await industry.Industry.Push(EnterprisesApi, enterprise)).Outcome().ShouldBe("updated");

        var events = (await industry.Events.Wait(e => e.Count(IsOfEnterprise) >= 2)).Where(IsOfEnterprise).ToList();
        events.Select(e => e.Version).ShouldBe([1, 2]);
        events[1].Kind.ShouldBe("Cluster.Contracts.Industry.EnterpriseReported");
        events[1].Body.GetProperty("creditCode").GetString().ShouldBe("91150000701463622D");
        events[1].Body.GetProperty("active").GetBoolean().ShouldBeFalse();

        static bool IsOfEnterprise(ProbedEvent e) => e.Aggregate == "industry/enterprises/way";
    }

    [Theory]
    [InlineData("9115000070146362D", "credit-code-length")]
    [InlineData("91350100M000100Y4Z", "credit-code-alphabet")]
    [InlineData("91150000701463622E", "credit-code-outer-check")]
    [InlineData("91150000701463623G", "credit-code-inner-check")]
    public async Task A_faulty_credit_code_is_refused_with_the_check_that_failed(string creditCode, string code)
    {
        var answer = await industry.Industry.Push(EnterprisesApi, industry.Enterprise("faulty", creditCode));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults().ShouldBe([$"creditCode:{code}"]);
    }

    [Fact]
    public async Task Each_row_of_a_mixed_batch_is_told_all_that_is_wrong_with_it()
    {
        await industry.Industry.Push(ChainNodesApi, Node("磁-2"));
        var unnamed = industry.Enterprise("mixed-2", "91150000701463622E");
        unnamed.Remove("name");

        var answer = await industry.Industry.Push(
            EnterprisesApi,
            industry.Enterprise("mixed-0", nodes: "磁-2"),
            industry.Enterprise("mixed-1", nodes: ["磁-2", "磁-77", "磁-78"]),
            unnamed,
            industry.Enterprise("mixed-3"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Count("created").ShouldBe(2);
        answer.Count("rejected").ShouldBe(2);
        answer.Row(1)["index"]!.GetValue<int>().ShouldBe(1);
        answer.Faults(1).ShouldBe(["nodes:unknown-node", "nodes:unknown-node"]);
        answer.Row(1)["errors"]![1]!["message"]!["en"]!.GetValue<string>().ShouldContain("磁-78");
        answer.Faults(2).ShouldBe(["creditCode:credit-code-outer-check", "name:required"]);
    }

    [Fact]
    public async Task A_credit_code_belongs_to_one_enterprise()
    {
        var code = industry.NewCreditCode();
        (await industry.Industry.Push(EnterprisesApi, industry.Enterprise("first", code))).Outcome().ShouldBe("created");

        var answer = await industry.Industry.Push(EnterprisesApi, industry.Enterprise("second", code));

        answer.Faults().ShouldBe(["creditCode:credit-code-taken"]);
        answer.Row(0)["errors"]![0]!["message"]!["zh"]!.GetValue<string>().ShouldContain("first");
    }

    [Fact]
    public async Task Two_rows_of_a_batch_that_claim_one_credit_code_are_both_refused()
    {
        var code = industry.NewCreditCode();

        var answer = await industry.Industry.Push(
            EnterprisesApi, industry.Enterprise("twin-1", code), industry.Enterprise("twin-2", code.ToLowerInvariant()));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults(0).ShouldBe(["creditCode:credit-code-taken"]);
        answer.Faults(1).ShouldBe(["creditCode:credit-code-taken"]);
    }

    [Fact]
    public async Task Of_two_pushes_at_once_that_claim_one_credit_code_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 8; round++)
        {
            var code = industry.NewCreditCode();
            var answers = await Task.WhenAll(
                industry.Industry.Push(EnterprisesApi, industry.Enterprise($"race-{round}-a", code)),
                industry.Commerce.Push(EnterprisesApi, industry.Enterprise($"race-{round}-b", code)));

            answers.Count(a => a.Outcome() == "created").ShouldBe(1);
            answers.Single(a => a.Outcome() == "rejected").Faults().ShouldBe(["creditCode:credit-code-taken"]);
        }
    }

    [Fact]
    public async Task Another_departments_enterprise_is_not_yours()
    {
        var enterprise = industry.Enterprise("theirs");
        await industry.Industry.Push(EnterprisesApi, enterprise);
        enterprise["active"] = false;

        var answer = await industry.Commerce.Put(EnterprisesApi, "theirs", enterprise);

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Code.ShouldBe("not-yours");
        (await industry.Industry.Read($"{EnterprisesApi}/theirs"))["active"]!.GetValue<bool>().ShouldBeTrue();
    }
}
