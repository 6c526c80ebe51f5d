using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

[Collection(OrdersCollection.Name)]
public sealed class ProposeOrderTests(SupervisingOffice office)
{
    [Theory]
    [InlineData("slow", "blue")]
    [InlineData("poor", "blue")]
    [InlineData("major", "orange")]
    [InlineData("special", "red")]
    public async Task The_grade_follows_from_the_basis(string basis, string grade)
    {
        var proposed = await office.Propose(Proposal($"等级{basis}", basis));

        (proposed.Status, proposed.Json["grade"]!.GetValue<string>(), proposed.Json["state"]!.GetValue<string>())
            .ShouldBe((HttpStatusCode.Created, grade, "proposed"), proposed.Text);
        (await office.Propose(Proposal($"等级{basis}自填", basis).With("grade", "red"))).Code.ShouldBe("unknown-member");
    }

    [Theory]
    [InlineData("urgent", 5)]
    [InlineData("ordinary", 15)]
    [InlineData("hard", 30)]
    public async Task The_limit_counts_the_days_of_its_kind_from_the_day_after_the_signature(string kind, int days)
    {
        var proposed = await office.Propose(Proposal($"期限{kind}", kind: kind));
        proposed.Json["limitDate"].ShouldBeNull();

        var signed = await office.Do(proposed.Json["number"]!.GetValue<string>(), "sign");

        signed.Json["limitDate"]!.GetValue<string>().ShouldBe($"{Today.AddDays(days):yyyy-MM-dd}");
    }

    [Fact]
    public async Task A_date_goes_before_the_kind_and_the_signature_may_set_another()
    {
        var date = Day(7);
        var first = (await office.Propose(Proposal("期限日期", kind: null).With("limitDate", date))).Json["number"]!.GetValue<string>();
        var second = (await office.Propose(Proposal("期限日期二").With("limitDate", date))).Json["number"]!.GetValue<string>();

        (await office.Do(first, "sign")).Json["limitDate"]!.GetValue<string>().ShouldBe(date);
        (await office.Do(second, "sign", Body("sign").With("limitDate", Day(0)))).Faulty().ShouldBe(("order-limit-past", "limitDate"));
        (await office.Do(second, "sign", Body("sign").With("limitDate", Day(3)))).Json["limitDate"]!.GetValue<string>().ShouldBe(Day(3));
    }

    [Fact]
    public async Task An_extension_moves_the_limit_on_with_its_reason_and_a_return_begins_a_new_one()
    {
        var number = await office.Have("延期和退回", "sign");
        (await office.Do(number, "extend", Body("extend").With("limitDate", Day(15)))).Faulty().ShouldBe(("order-extension-not-later", "limitDate"));
        (await office.Do(number, "extend", Body("extend").With("limitDate", Day(-1)))).Faulty().ShouldBe(("order-limit-past", "limitDate"));

        (await office.Do(number, "extend", Body("extend").With("limitDate", Day(40)))).Json["limitDate"]!.GetValue<string>().ShouldBe(Day(40));
        await office.Do(number, "feedback");
        (await office.Do(number, "return")).Json["limitDate"]!.GetValue<string>().ShouldBe(Day(15));

        var steps = (await office.Office.Read($"{Orders}/{number}"))["steps"]!.AsArray();
        steps.Select(s => (s!["command"]!.GetValue<string>(), s["limitDate"]?.GetValue<string>())).ShouldBe(
            [("propose", null), ("sign", Day(15)), ("extend", Day(40)), ("feedback", Day(40)), ("return", Day(15))]);
        steps[2]!["words"]!.GetValue<string>().ShouldBe("冬季停工");
    }

    public static TheoryData<string, string?, string, string> Faulty => new()
    {
        { "kind", null, "order-without-limit", "kind" },
        { "limitDate", "2020-01-01", "order-limit-past", "limitDate" },
        { "task", null, "order-about-one", "task" },
        { "project", "infrastructure/p-1", "order-about-one", "task" },
        { "task", "T99", "unknown-task", "task" },
        { "lead", "市某局", "unknown-organisation", "lead" },
        { "lead", null, "required", "lead" },
        { "matter", null, "required", "matter" },
        { "basis", "urgent", "not-allowed", "basis" },
        { "basis", "blue-missed", "order-follows-missing", "follows" },
        { "follows", "2026-001", "order-follows-unasked", "follows" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_proposal_is_refused_with_its_code_and_registers_nothing(string field, string? value, string code, string named)
    {
        var before = (await office.Office.Read(Orders))["items"]!.AsArray().Count;

        var answer = await office.Propose(Proposal("有误的立项").With(field, value));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Faulty().ShouldBe((code, named));
        (await office.Office.Read(Orders))["items"]!.AsArray().Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_project_is_supervised_once_the_pool_knows_it()
    {
        var about = Proposal("督办项目").With("task", null).With("project", "infrastructure/watched");
        (await office.Propose(about)).Faulty().ShouldBe(("order-unknown-project", "project"));
        await using var database = office.Service.OpenDatabase();
        await using var heard = database.CreateCommand("""
            insert into pool_projects (key, service, owner, name, unit, counties, shares_percent, tasks, stage)
            values ('infrastructure/watched', 'infrastructure', '市交通运输局', '黄河大桥', '路桥公司', '{}', '{}', '{}', 'building')
            """);
        await heard.ExecuteNonQueryAsync();

        var proposed = await office.Propose(about);

        (proposed.Status, proposed.Json["project"]!.GetValue<string>(), proposed.Json["task"]).ShouldBe((HttpStatusCode.Created, "infrastructure/watched", null));
    }

    [Fact]
    public async Task An_alias_is_stored_as_the_registered_name_and_the_lead_does_not_co_operate_with_itself()
    {
        var proposed = await office.Propose(Proposal("别名", lead: "交通运输局").With("coOperators", new JsonArray("市交通运输局", "住建局")));

        proposed.Json["lead"]!.GetValue<string>().ShouldBe("市交通运输局");
        proposed.Json["coOperators"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["市住建局"]);
    }

    [Fact]
    public async Task One_matter_has_one_order_until_it_is_off_the_register()
    {
        var first = await office.Propose(Proposal("一事一单"));
        var number = first.Json["number"]!.GetValue<string>();

        var same = await office.Propose(Proposal("一事一单"));
        (same.Status, same.Json["number"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, number)); // said again
        var other = await office.Propose(Proposal("一事一单", "major"));
        (other.Status, other.Code, other.Json["number"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "order-matter-open", number), other.Text);

        await office.Do(number, "cancel");
        (await office.Propose(Proposal("一事一单", "major"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_ten_who_propose_a_matter_at_one_moment_one_registers_it_and_numbers_have_no_gap()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Propose(Proposal("同时立项").With("proposedBy", $"科员{n}"))));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Code == "order-matter-open");
        var numbers = (await office.Office.Read(Orders))["items"]!.AsArray().Select(o => o!["number"]!.GetValue<string>()).Order().ToList();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(n => $"{Today.Year}-{n:000}"));
    }

    [Fact]
    public async Task A_missed_blue_becomes_orange_and_a_missed_orange_red()
    {
        var blue = await office.Have("逐级升级", "sign");
        JsonObject After(string number, string basis) => Proposal("逐级升级", basis).With("follows", number);

        (await office.Propose(After(blue, "blue-missed"))).Faulty().ShouldBe(("order-earlier-not-missed", "follows"));
        await office.LetPass(blue, days: 16);
        (await office.Propose(After(blue, "orange-missed"))).Faulty().ShouldBe(("order-earlier-grade", "follows"));
        (await office.Propose(After("2026-999", "blue-missed"))).Faulty().ShouldBe(("order-unknown-earlier", "follows"));
        (await office.Propose(After(blue, "blue-missed").With("lead", "市商务局"))).Faulty().ShouldBe(("order-earlier-differs", "follows"));

        var orange = await office.Propose(After(blue, "blue-missed"));
        (orange.Status, orange.Json["grade"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Created, "orange"), orange.Text);
        var second = orange.Json["number"]!.GetValue<string>();
        (await office.Propose(After(blue, "blue-missed").With("kind", "urgent"))).Code.ShouldBe("order-matter-open");
        await office.Do(second, "sign");
        await office.LetPass(second, days: 16);
        var red = await office.Propose(After(second, "orange-missed"));
        (red.Status, red.Json["grade"]!.GetValue<string>(), red.Json["follows"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Created, "red", second), red.Text);
    }

    [Fact]
    public async Task A_limit_that_was_extended_with_a_reason_is_not_missed_and_late_feedback_is()
    {
        var extended = await office.Have("有正当理由", "sign");
        await office.LetPass(extended, days: 16);
        await office.Do(extended, "extend");
        (await office.Propose(Proposal("有正当理由", "blue-missed").With("follows", extended))).Code.ShouldBe("order-earlier-not-missed");

        var late = await office.Have("迟到的反馈", "sign");
        await office.LetPass(late, days: 16);
        await office.Do(late, "feedback");
        (await office.Propose(Proposal("迟到的反馈", "blue-missed").With("follows", late))).Status.ShouldBe(HttpStatusCode.Created);
    }

    private static string Day(int days) => $"{Today.AddDays(days):yyyy-MM-dd}";
}
