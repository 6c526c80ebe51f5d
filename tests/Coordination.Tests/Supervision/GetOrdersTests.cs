using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

[Collection(OrdersCollection.Name)]
public sealed class GetOrdersTests(SupervisingOffice office)
{
    [Fact]
    public async Task Nothing_is_sent_by_itself_so_no_unit_sees_an_order_before_a_person_has_signed_it()
    {
        var number = await office.Have("未签发不可见");
        (await Sees(office.Lead, number)).ShouldBeFalse();
        (await Sees(office.Office, number)).ShouldBeTrue();

        await office.Do(number, "sign");

        (await Sees(office.Lead, number)).ShouldBeTrue();
        (await Sees(office.CoOperator, number)).ShouldBeTrue();
        (await Sees(office.Stranger, number)).ShouldBeFalse();
        (await Sees(office.Service.As("", "reader"), number)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_proposal_that_is_taken_off_the_register_was_never_seen_by_a_unit()
    {
        var number = await office.Have("不予交办", "cancel");

        (await Sees(office.Lead, number)).ShouldBeFalse();
        (await office.Order(number))["state"]!.GetValue<string>().ShouldBe("cancelled");
    }

    [Fact]
    public async Task An_order_is_read_with_every_step_and_its_person()
    {
        var number = await office.Have("各步", "sign", "remind", "feedback");

        var steps = (await office.Lead.Read($"{Orders}/{number}"))["steps"]!.AsArray();

        steps.Select(s => $"{s!["command"]} {s["state"]} {s["person"]}").ShouldBe(
            ["propose proposed 领导小组办公室-system", "sign issued 王主任", "remind reminded 王主任", "feedback fed-back 王主任的同事"]);
        (steps[3]!["words"]!.GetValue<string>(), steps[3]!["organisation"]!.GetValue<string>()).ShouldBe(("已完成路基", "市交通运输局"));
    }

    [Theory]
    [InlineData("state=reminded&lead=市发改委", "reminded blue")]
    [InlineData("grade=orange&lead=市发改委", "proposed orange")]
    [InlineData("lead=市发改委", "proposed orange, reminded blue")]
    [InlineData("lead=市发改委&state=closed", "")]
    [InlineData("lead=%00", "")]
    public async Task The_register_is_asked_by_state_grade_and_lead(string query, string expected)
    {
        if (await office.Propose(Proposal("筛选一", lead: "市发改委")) is { Status: HttpStatusCode.Created } blue)
        {
            await office.Do(blue.Json["number"]!.GetValue<string>(), "sign");
            await office.Do(blue.Json["number"]!.GetValue<string>(), "remind");
        }

        await office.Propose(Proposal("筛选二", "major", lead: "市发改委"));

        string.Join(", ", (await office.Office.Read($"{Orders}?{query}"))["items"]!.AsArray().Select(o => $"{o!["state"]} {o["grade"]}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("state=open", "state")]
    [InlineData("grade=green", "grade")]
    public async Task A_filter_that_nothing_could_meet_is_refused_with_what_is_allowed(string query, string field)
    {
        using var answer = await office.Office.GetAsync($"{Orders}?{query}");

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        (answer.StatusCode, problem["code"]!.GetValue<string>(), problem["field"]!.GetValue<string>())
            .ShouldBe((HttpStatusCode.UnprocessableEntity, "not-allowed", field));
    }

    [Fact]
    public async Task Orders_are_no_view_and_a_rebuild_leaves_them()
    {
        var number = await office.Have("重建不影响", "sign", "feedback");
        var before = (await office.Office.Read($"{Orders}/{number}")).ToJsonString();

        using var rebuild = await office.Service.As("运维", "operator").PostAsync("/api/coordination/read-models/rebuild", content: null);
        rebuild.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.True(async () => (await office.Office.Read("/api/coordination/overview"))["freshness"]!.AsArray()
            .Any(f => f!["service"]!.GetValue<string>() == "coordination" && f["asOf"] is not null));

        (await office.Office.Read($"{Orders}/{number}")).ToJsonString().ShouldBe(before);
    }

    private static async Task<bool> Sees(HttpClient reader, string number)
    {
        using var one = await reader.GetAsync($"{Orders}/{number}");
        var inList = (await reader.Read(Orders))["items"]!.AsArray().Any(o => o!["number"]!.GetValue<string>() == number);
        one.IsSuccessStatusCode.ShouldBe(inList);
        return inList;
    }
}
