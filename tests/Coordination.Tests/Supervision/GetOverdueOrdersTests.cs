using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

/// <summary>Its own service: the list is about all orders of a unit.</summary>
public sealed class GetOverdueOrdersTests(SupervisingOffice office) : IClassFixture<SupervisingOffice>
{
    [Theory]
    [InlineData(15, null)] // the last day
    [InlineData(16, "1-5")]
    [InlineData(20, "1-5")]
    [InlineData(21, "6-15")]
    [InlineData(30, "6-15")]
    [InlineData(31, "16-30")]
    [InlineData(45, "16-30")]
    [InlineData(46, "over-30")]
    public async Task An_order_is_overdue_from_the_day_after_its_limit_and_grows_older_by_the_day(int daysFromNow, string? age)
    {
        var number = await Signed("按日逾期", "市商务局");

        var overdue = await office.Overdue(daysFromNow);

        var unit = UnitIn(overdue, "市商务局");
        if (age is null)
        {
            unit.ShouldBeNull();
            return;
        }

        var order = unit!["orders"]!.AsArray().Single()!;
        (order["number"]!.GetValue<string>(), order["daysOverdue"]!.GetValue<int>()).ShouldBe((number, daysFromNow - 15));
        unit["ages"]!.AsArray().Where(a => a!["orders"]!.GetValue<int>() > 0).Select(a => a!["age"]!.GetValue<string>()).ShouldBe([age]);
    }

    [Fact]
    public async Task The_first_missed_limit_of_a_unit_is_first_and_later_ones_are_repeats()
    {
        var first = await Signed("首次逾期", "市发改委");
        await office.Do(first, "remind");
        var later = await Signed("再次逾期", "市发改委");
        await office.Do(later, "extend", Body("extend").With("limitDate", $"{Today.AddDays(20):yyyy-MM-dd}"));

        var unit = UnitIn(await office.Overdue(25), "市发改委")!;

        (unit["first"]!.GetValue<int>(), unit["repeat"]!.GetValue<int>()).ShouldBe((1, 1));
        unit["orders"]!.AsArray().Select(o => (o!["number"]!.GetValue<string>(), o["isRepeat"]!.GetValue<bool>(), o["reminders"]!.GetValue<int>()))
            .ShouldBe([(first, false, 1), (later, true, 0)]);
        UnitIn(await office.Overdue(18), "市发改委")!["orders"]!.AsArray().Single()!["number"]!.GetValue<string>().ShouldBe(first);
    }

    [Fact]
    public async Task A_past_day_shows_what_was_owed_then_and_what_was_fed_back_late_makes_the_next_a_repeat()
    {
        var late = await Signed("迟报", "市住建局");
        await office.LetPass(late, days: 20); // signed 20 days ago, five days over
        (await Numbers(-1)).ShouldContain(late);
        (await Numbers(-5)).ShouldNotContain(late); // its last day
        (await Numbers(-21)).ShouldNotContain(late);

        await office.Do(late, "feedback", by: office.CoOperator);

        (await Numbers(0)).ShouldNotContain(late);
        (await Numbers(-1)).ShouldContain(late);
        await Signed("又一次", "市住建局");
        var unit = UnitIn(await office.Overdue(16), "市住建局")!;
        (unit["first"]!.GetValue<int>(), unit["repeat"]!.GetValue<int>()).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_department_finds_only_what_concerns_it_and_a_proposal_is_owed_by_nobody()
    {
        var signed = await Signed("部门所见", "市交通运输局");
        var proposed = await office.Have("未签发不逾期");

        NumbersOf(await office.Overdue(60, office.Lead)).ShouldContain(signed);
        NumbersOf(await office.Overdue(60, office.Stranger)).ShouldNotContain(signed);
        (await Numbers(60)).ShouldNotContain(proposed);
    }

    /// <summary>An ordinary order of today; the same one where a test asks again.</summary>
    private async Task<string> Signed(string matter, string lead)
    {
        var proposal = Proposal(matter, lead: lead);
        if (await office.Propose(proposal) is { Status: System.Net.HttpStatusCode.Created } created)
        {
            var number = created.Json["number"]!.GetValue<string>();
            await office.Do(number, "sign");
            return number;
        }

        return (await office.Propose(proposal)).Json["number"]!.GetValue<string>();
    }

    private static JsonNode? UnitIn(JsonNode overdue, string unit) =>
        overdue["units"]!.AsArray().SingleOrDefault(u => u!["unit"]!.GetValue<string>() == unit);

    private async Task<List<string>> Numbers(int daysFromNow) => NumbersOf(await office.Overdue(daysFromNow));

    private static List<string> NumbersOf(JsonNode overdue) =>
        [.. overdue["units"]!.AsArray().SelectMany(u => u!["orders"]!.AsArray()).Select(o => o!["number"]!.GetValue<string>())];
}
