using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using FsCheck.Fluent;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

/// <summary>Steps through the API, on a real database.</summary>
[Collection(OrdersCollection.Name)]
public sealed class MoveOrderTests(SupervisingOffice office)
{
    private static readonly string[] AllCommands = ["sign", "remind", "feedback", "extend", "close", "return", "cancel"];

    public static TheoryData<string, string[]> WaysTo => new()
    {
        { "proposed", [] },
        { "issued", ["sign"] },
        { "reminded", ["sign", "remind"] },
        { "fed-back", ["sign", "feedback"] },
        { "returned", ["sign", "feedback", "return"] },
        { "closed", ["sign", "feedback", "close"] },
        { "cancelled", ["sign", "feedback", "close", "cancel"] },
    };

    [Theory]
    [MemberData(nameof(WaysTo))]
    public async Task From_every_state_a_command_does_what_is_drawn_or_is_refused_with_its_code_and_changes_nothing(string state, string[] way)
    {
        foreach (var command in AllCommands)
        {
            var number = await office.Have($"从{state}{command}", way);
            var before = await Whole(number);

            var answer = await office.Do(number, command, Body(command, by: "赵副主任")); // others than those of the way: nothing is said again

            var outcome = DrawnOrders.OutcomeOf(state, command);
            if (DrawnOrders.IsDrawn(state, command))
            {
                (answer.Status, answer.Json["state"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, outcome), answer.Text);
            }
            else
            {
                (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, outcome), answer.Text);
                (await Whole(number)).ShouldBe(before);
            }

            await ShouldBeGapless(number);
        }
    }

    /// <summary>Many commands, most of them out of place, against the table of the test.</summary>
    [Fact]
    public async Task Any_sequence_of_commands_leaves_an_order_where_the_drawn_moves_lead_with_an_event_for_each_that_was_taken()
    {
        var sequences = Gen.Sample(Gen.ListOf(Gen.Elements(AllCommands), 12), 12);
        foreach (var (commands, index) in sequences.Select((commands, index) => (commands, index)))
        {
            var number = await office.Have($"任意{index}");
            var (state, taken) = ("proposed", 1);
            foreach (var (command, place) in commands.Select((command, place) => (command, place)))
            {
                var body = Body(command, by: $"科员{place}"); // another person each time: nothing is said again
                if (command == "extend")
                {
                    body["limitDate"] = $"{Today.AddDays(100 + place):yyyy-MM-dd}";
                }

                (await office.Do(number, command, body)).Status.ShouldBe(DrawnOrders.IsDrawn(state, command) ? HttpStatusCode.OK : HttpStatusCode.Conflict);
                taken += DrawnOrders.IsDrawn(state, command) ? 1 : 0;
                state = DrawnOrders.After(state, command);
            }

            var order = await office.Order(number);
            (order["state"]!.GetValue<string>(), order["version"]!.GetValue<long>()).ShouldBe((state, taken));
            DrawnOrders.Reachable().ShouldContain(state);
            await ShouldBeGapless(number);
        }
    }

    [Fact]
    public async Task Of_ten_who_sign_at_one_moment_one_is_heard_and_the_others_are_told_who()
    {
        var number = await office.Have("同时签发");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Do(number, "sign", Body("sign", by: $"主任{n}"))));

        var signer = answers.Single(a => a.Status == HttpStatusCode.OK).Json["signedBy"]!.GetValue<string>();
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict && a.Code == "order-signed-before");
        answers.First(a => a.Status != HttpStatusCode.OK).Json["message"]!["zh"]!.GetValue<string>().ShouldContain($"“{signer}”");
        (await office.Events(number)).Select(e => (e.Version, e.Event.Step)).ShouldBe([(1, "propose"), (2, "sign")]);
    }

    [Fact]
    public async Task The_same_person_who_signs_twice_changes_nothing_the_second_time()
    {
        var number = await office.Have("重复签发");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => office.Do(number, "sign")));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK && a.Json["version"]!.GetValue<long>() == 2);
        (await office.Events(number)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_feedback_again_changes_nothing_and_other_words_are_refused()
    {
        var number = await office.Have("重复反馈", "sign", "feedback");

        (await office.Do(number, "feedback")).Json["version"]!.GetValue<long>().ShouldBe(3);
        (await office.Do(number, "feedback", Body("feedback").With("words", "已通车"))).Code.ShouldBe("order-fed-back-before");
        (await office.Do(number, "feedback", Body("feedback").With("evidence", new JsonArray("infrastructure/e-2")))).Code.ShouldBe("order-fed-back-before");
        (await office.Events(number)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Whoever_signs_after_an_extension_is_told_who_signed_and_not_who_extended()
    {
        var number = await office.Have("延期后再签", "sign");
        await office.Do(number, "extend", Body("extend", by: "赵副主任"));

        var again = await office.Do(number, "sign", Body("sign", by: "赵副主任"));

        (again.Code, again.Json["message"]!["zh"]!.GetValue<string>().Contains("“王主任”")).ShouldBe(("order-signed-before", true), again.Text);
    }

    [Fact]
    public async Task Two_different_steps_at_one_moment_are_taken_one_after_the_other()
    {
        foreach (var round in Enumerable.Range(0, 5))
        {
            var number = await office.Have($"同时审结和退回{round}", "sign", "feedback");

            var answers = await Task.WhenAll(office.Do(number, "close"), office.Do(number, "return"));

            answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Single(a => a.Status != HttpStatusCode.OK).Code.ShouldBeOneOf("order-close-after-return", "order-return-after-closing");
            await ShouldBeGapless(number);
        }
    }

    [Fact]
    public async Task A_step_that_goes_by_an_older_version_is_refused()
    {
        var number = await office.Have("依据版本", "sign");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Orders}/{number}/remind")
        {
            Content = new StringContent(Body("remind").ToJsonString(), System.Text.Encoding.UTF8, "application/json"), Headers = { { "If-Match", "\"1\"" } },
        };

        using var answer = await office.Office.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await office.Order(number))["state"]!.GetValue<string>().ShouldBe("issued");
        using var read = await office.Office.GetAsync($"{Orders}/{number}");
        read.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Only_its_lead_feeds_back_and_only_the_office_does_the_rest()
    {
        var number = await office.Have("谁可以做什么", "sign");
        var before = await Whole(number);

        foreach (var other in new[] { office.CoOperator, office.Stranger, office.Office })
        {
            var refused = await office.Do(number, "feedback", by: other);
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "order-not-lead"));
        }

        foreach (var command in AllCommands.Where(c => c != "feedback"))
        {
            (await office.Do(number, command, by: office.Lead)).Code.ShouldBe("forbidden");
        }

        (await office.Propose(Proposal("部门立项"), by: office.Lead)).Code.ShouldBe("forbidden");
        (await office.Do(number, "remind", by: office.Service.As("领导小组办公室", "office", scope: "cluster.read coordination.tasks.write"))).Code.ShouldBe("insufficient-scope");
        (await office.Do(number, "feedback", by: office.Service.As("市交通运输局", "reader"))).Code.ShouldBe("forbidden");
        (await Whole(number)).ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_gave_the_feedback_does_not_accept_it()
    {
        var number = await office.Have("自反馈自审结", "sign");
        await office.Do(number, "feedback", Body("feedback").With("fedBackBy", "王主任"));
        var before = await Whole(number);

        var own = await office.Do(number, "close");

        (own.Status, own.Code).ShouldBe((HttpStatusCode.Forbidden, "order-own-feedback"), own.Text);
        (await Whole(number)).ShouldBe(before);
        (await office.Do(number, "close", Body("close", by: "赵副主任"))).Json["state"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task A_person_who_has_signed_in_acts_in_no_other_name_and_a_system_names_one()
    {
        var number = await office.Have("何人签发");
        var person = office.Service.As("领导小组办公室", "office", client: "李处长", position: "office");

        (await office.Do(number, "sign", new JsonObject())).Faulty().ShouldBe(("required", "decidedBy"));
        (await office.Do(number, "sign", by: person)).Code.ShouldBe("unknown-member");
        (await office.Do(number, "sign", new JsonObject(), by: person)).Json["signedBy"]!.GetValue<string>().ShouldBe("李处长");
    }

    [Fact]
    public async Task The_closing_form_is_kept_with_the_orders_own_limit_and_unit_and_a_mobile_number_is_the_offices_to_see()
    {
        var number = await office.Have("审结表", "sign", "feedback");

        (await office.Do(number, "close", Body("close").With("telephone", "13847200000"))).Status.ShouldBe(HttpStatusCode.OK);

        var order = await office.Order(number);
        var closing = order["closing"]!;
        (closing["problem"]!.GetValue<string>(), closing["limit"]!.GetValue<string>(), closing["goal"]!.GetValue<string>(), closing["unit"]!.GetValue<string>())
            .ShouldBe(("路基进度滞后", order["limitDate"]!.GetValue<string>(), "年底通车", "市交通运输局"));
        (closing["telephone"]!.GetValue<string>(), closing["measures"]!.GetValue<string>(), closing["result"]!.GetValue<string>())
            .ShouldBe(("13847200000", "增加班组", "已通车"));
        (await office.Lead.Read($"{Orders}/{number}"))["order"]!["closing"]!["telephone"]!.GetValue<string>().ShouldBe("138****0000");
        (await office.Events(number))[^1].Event.Closing!.Telephone.ShouldBe("138****0000");
    }

    [Theory]
    [InlineData("close", "result", "required")]
    [InlineData("close", "telephone", "required")]
    [InlineData("feedback", "words", "required")]
    [InlineData("extend", "reason", "required")]
    [InlineData("extend", "limitDate", "required")]
    [InlineData("return", "note", "required")]
    [InlineData("cancel", "note", "required")]
    public async Task A_step_that_lacks_what_it_must_say_is_refused(string command, string field, string code)
    {
        var body = Body(command);
        body.Remove(field);

        (await office.Do("2026-000", command, body)).Faulty().ShouldBe((code, field));
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_not_found()
    {
        (await office.Do("2026-000", "sign")).Code.ShouldBe("not-found");
        using var read = await office.Office.GetAsync($"{Orders}/2026-000");
        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Everything that is stored of an order, its steps and events included.</summary>
    private async Task<string> Whole(string number) =>
        $"{(await office.Office.Read($"{Orders}/{number}")).ToJsonString()} {string.Join(' ', (await office.Events(number)).Select(e => e.Event.Step))}";

    private async Task ShouldBeGapless(string number)
    {
        var whole = await office.Office.Read($"{Orders}/{number}");
        var versions = Enumerable.Range(1, whole["order"]!["version"]!.GetValue<int>()).Select(v => (long)v).ToList();

        whole["steps"]!.AsArray().Select(s => s!["version"]!.GetValue<long>()).ShouldBe(versions);
        var events = await office.Events(number);
        events.Select(e => e.Version).ShouldBe(versions);
        events.Select(e => (e.Event.Step, e.Event.State)).ShouldBe(
            whole["steps"]!.AsArray().Select(s => (s!["command"]!.GetValue<string>(), s["state"]!.GetValue<string>())));
    }
}

internal static class OrderAnswers
{
    public static (string Code, string Field) Faulty(this ApiAnswer answer) => (answer.Code, answer.Json["field"]!.GetValue<string>());
}
