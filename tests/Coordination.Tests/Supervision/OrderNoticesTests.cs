using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

/// <summary>The contacts of the units that an order concerns are to be told of each step; who has none is an alarm.</summary>
[Collection(OrdersCollection.Name)]
public sealed class OrderNoticesTests(SupervisingOffice office)
{
    private const string Contacts = "/api/coordination/contacts";
    private const string Mobile = "13804721234";

    private readonly string _lead = $"牵头{Guid.NewGuid():N}"[..12];
    private readonly string _coOperator = $"配合{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Each_step_from_the_signature_on_is_told_to_the_contacts_of_the_day_and_who_has_none_is_an_alarm()
    {
        await Register();
        await File(_lead, "张三", from: Today);
        await File(_lead, "旧联络员", from: Today.AddDays(-30), until: Today.AddDays(-1));
        var number = await Propose("通知联络员");
        (await Notices(number)).ShouldBeEmpty();

        await office.Do(number, "sign");

        (await Notices(number)).Select(Told).ShouldBe([$"2 sign {_lead} 张三 综合科科长 {Mobile}", $"2 sign {_coOperator} -"], ignoreOrder: true);
        (await WithoutContact(number, office.Office)).ShouldBe([_coOperator]);

        await File(_coOperator, "李四", from: Today);
        await office.Do(number, "remind");
        (await office.Do(number, "feedback", by: office.Service.As(_lead))).Status.ShouldBe(HttpStatusCode.OK);

        (await Notices(number)).Where(n => n!["version"]!.GetValue<long>() > 2).Select(Told).ShouldBe(
            [$"3 remind {_lead} 张三 综合科科长 {Mobile}", $"3 remind {_coOperator} 李四 综合科科长 {Mobile}", $"4 feedback {_coOperator} 李四 综合科科长 {Mobile}"],
            ignoreOrder: true);
        (await WithoutContact(number, office.Office)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_unit_reads_its_own_notices_and_a_telephone_is_whole_to_the_office_and_to_the_unit_alone()
    {
        await Register();
        await File(_lead, "张三", from: Today);
        var number = await Propose("谁看通知");
        await office.Do(number, "sign");

        (await Notices(number, office.Service.As(_lead))).Select(Told).ShouldBe([$"2 sign {_lead} 张三 综合科科长 {Mobile}"]);
        (await Notices(number, office.Service.As(_coOperator))).Select(Told).ShouldBe([$"2 sign {_coOperator} -"]);
        (await Notices(number, office.Service.As("", "reader"))).Select(Told).ShouldContain($"2 sign {_lead} 张三 综合科科长 138****1234");
        (await WithoutContact(number, office.Service.As(_lead))).ShouldBeEmpty();
        using var stranger = await office.Stranger.GetAsync($"{Orders}/{number}/notices");
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.Service.As(_lead).Read($"/api/coordination/notices"))["items"]!.AsArray().ShouldAllBe(n => n!["organisation"]!.GetValue<string>() == _lead);
    }

    [Fact]
    public async Task A_notice_is_an_event_to_the_unit_that_holds_no_whole_number()
    {
        await Register();
        await File(_lead, "张三", from: Today);
        var number = await Propose("通知事件");
        await office.Do(number, "sign");

        (await CoordinationService.ChangesOf(office.Service.As(_lead), "notices", "", 1)).ShouldBe([$"supervision-orders/{number}.2.{_lead} 1"]);

        var told = (await office.Service.As(_lead).Read("/api/coordination/changes?resource=notices"))["items"]!.AsArray();
        var body = told[0]!["body"]!;
        body["contacts"]!.AsArray().Select(c => $"{c!["person"]} {c["telephone"]}").ShouldBe(["张三 138****1234"]);
        body["zh"]!.GetValue<string>().ShouldBe($"督办单 {number}（蓝色）签发：通知事件{_lead}。期限 {Today.AddDays(15):yyyy-MM-dd}");
        (await office.Service.As(_coOperator).Read("/api/coordination/changes?resource=notices"))["items"]![0]!["body"]!["contacts"]!.AsArray().ShouldBeEmpty();
        (await CoordinationService.ChangesOf(office.Stranger, "notices", $"supervision-orders/{number}")).ShouldBeEmpty();
    }

    private static string Told(JsonNode? notice)
    {
        var contacts = notice!["contacts"]!.AsArray();
        notice["withoutContact"]!.GetValue<bool>().ShouldBe(contacts.Count == 0);
        return $"{notice["version"]} {notice["step"]} {notice["organisation"]} "
            + (contacts.Count == 0 ? "-" : string.Join(", ", contacts.Select(c => $"{c!["person"]} {c["post"]} {c["telephone"]}")));
    }

    private async Task Register()
    {
        var answer = await office.Office.Push(
            "/api/coordination/organisations", CoordinationService.Organisation(_lead), CoordinationService.Organisation(_coOperator));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private async Task<string> Propose(string matter)
    {
        var answer = await office.Propose(Proposal($"{matter}{_lead}", lead: _lead).With("coOperators", new JsonArray(_coOperator)));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json["number"]!.GetValue<string>();
    }

    private async Task File(string unit, string person, DateOnly from, DateOnly? until = null)
    {
        var body = new JsonObject
        {
            ["organisation"] = unit, ["person"] = person, ["post"] = "综合科科长", ["telephone"] = Mobile, ["validFrom"] = $"{from:yyyy-MM-dd}",
            ["validUntil"] = until is { } last ? $"{last:yyyy-MM-dd}" : null, ["decidedBy"] = "王主任",
        };
        var answer = await office.Office.SendBody(HttpMethod.Post, Contacts, Encoding.UTF8.GetBytes(body.ToJsonString()));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        (await CoordinationService.ChangesOf(office.Service.As(unit), "contacts", $"{answer.Json["receipt"]}", 1)).ShouldHaveSingleItem(); // the office filed it
    }

    private async Task<JsonArray> Notices(string number, HttpClient? reader = null) =>
        (await (reader ?? office.Office).Read($"{Orders}/{number}/notices"))["items"]!.AsArray();

    private static async Task<string[]> WithoutContact(string number, HttpClient reader) =>
        [.. (await reader.Read($"{Orders}/{number}"))["withoutContact"]!.AsArray().Select(u => u!.GetValue<string>())];
}
