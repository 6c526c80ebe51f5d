namespace Cluster.Coordination.Tests.Reporting.Schedule;

/// <summary>What the system does by itself, with the clock in the test's hand, on a real database.</summary>
public sealed class AdvanceClockTests(ClockedOffice office) : IClassFixture<ClockedOffice>
{
    private const string Lead = "市交通运输局";

    /// <summary>The third quarter's moments, and nothing between them.</summary>
    [Fact]
    public async Task Each_look_says_the_very_next_moment()
    {
        await office.Begin("2025-09-15 10:00");

        var moments = new List<string>();
        for (var at = "2025-09-15 10:00"; string.CompareOrdinal(at, "2025-10-22") < 0;)
        {
            at = (await office.LookAt(at))!;
            moments.Add(at);
        }

        moments.ShouldBe(["2025-09-30 09:00", "2025-10-01 00:00", "2025-10-07 09:00", "2025-10-14 09:00", "2025-10-20 09:00", "2025-10-22 00:00"]);
    }

    [Fact]
    public async Task A_department_is_reminded_of_what_it_has_not_answered_in_its_own_name()
    {
        await office.Begin("2025-09-15 10:00");
        await office.Report("T13", "市发改委", "2025-10-02 10:00");

        await office.LookAt("2025-09-30 09:00");
        await office.LookAt("2025-10-07 09:00");

        (await office.Reminders()).ShouldBe(
        [
            "2025Q3 市交通运输局 14 T21 for 市交通运输局", "2025Q3 市交通运输局 21 T21 for 市交通运输局", "2025Q3 市发改委 21 T13 for 市发改委",
            "2025Q3 市商务局 14 T13 for 市商务局", "2025Q3 市商务局 21 T13 for 市商务局",
        ], ignoreOrder: true);
        (await office.Overdue()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_contacts_of_the_day_are_to_be_told_of_a_reminder_and_of_a_miss_and_who_has_none_is_an_alarm()
    {
        await office.Begin("2025-09-15 10:00");
        await office.Report("T13", "市发改委", "2025-10-02 10:00");
        await office.Do("""
            insert into contacts (receipt, organisation, person, post, telephone, valid_from, valid_until, filed_by, filed_at, version)
            values ('BA2025-0001', '市交通运输局', '张三', '科长', '13804721234', '2025-01-01', '2025-10-10', '张三', '2025-01-01', 1),
                   ('BA2025-0002', '市交通运输局', '李四', '科长', '0472-5618000', '2025-10-11', null, '李四', '2025-01-01', 1)
            """);

        await office.LookAt("2025-10-07 09:00");
        (await office.Notices()).ShouldBe(
        [
            "report-reminders/2025Q3.市交通运输局.14 张三 138****1234 for 市交通运输局", "report-reminders/2025Q3.市商务局.14  for 市商务局",
        ], ignoreOrder: true);

        await office.LookAt("2025-10-22 00:00");
        (await office.Notices()).ShouldContain("overdue-reports/T21.2025Q3.市交通运输局 李四 0472-*****00 for 市交通运输局");
    }

    [Fact]
    public async Task Nothing_is_reminded_or_told_before_its_moment()
    {
        await office.Begin("2025-09-15 10:00");

        await office.LookAt("2025-09-30 08:59");
        (await office.Reminders()).ShouldBeEmpty();
        await office.LookAt("2025-10-21 23:59");
        (await office.Overdue()).ShouldBeEmpty();
        await office.LookAt("2025-10-22 00:00");
        (await office.Overdue()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_missed_is_told_once_and_proposes_one_order_that_nobody_has_signed()
    {
        await office.Begin("2025-10-20 10:00");
        await office.Report("T13", "市发改委", "2025-10-20 10:00");
        await office.Report("T13", "市商务局", "2025-10-21 23:59");

        await office.LookAt("2025-10-22 00:00");
        await office.LookAt("2025-10-22 00:01");
        await office.LookAt("2025-11-20 00:01");

        (await office.Overdue()).ShouldBe(["T21 2025Q3 市交通运输局 for 市交通运输局"]);
        var order = (await office.Orders()).Single(o => o.Matter.Contains("2025Q3", StringComparison.Ordinal));
        (order.State, order.Step, order.Grade, order.Task, order.Lead, order.By).ShouldBe(("proposed", "propose", "blue", "T21", Lead, "coordination"));
    }

    [Fact]
    public async Task Ten_replicas_that_look_at_one_moment_tell_each_thing_once()
    {
        foreach (var round in new[] { "2025-09-30 09:00", "2025-10-22 00:00" })
        {
            await office.Begin("2025-09-15 10:00");

            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => office.LookAt(round)));
            await office.LookAt(round);

            var told = round.EndsWith("09:00", StringComparison.Ordinal) ? await office.Reminders() : await office.Overdue();
            told.Count.ShouldBe(3);
            told.Distinct().Count().ShouldBe(3);
        }
    }

    [Fact]
    public async Task After_it_was_down_it_tells_every_miss_and_of_the_reminders_only_the_last()
    {
        await office.Begin("2025-06-01 10:00");
        await office.Report("T21", Lead, "2025-07-20 10:00", "2025Q2"); // late, and there when it looks again

        await office.LookAt("2025-10-15 12:00");

        (await office.Overdue()).Where(o => o.Contains("2025Q2", StringComparison.Ordinal)).ShouldBe(
        [
            "T13 2025Q2 市发改委 for 市发改委", "T13 2025Q2 市商务局 for 市商务局", "T21 2025Q2 市交通运输局 for 市交通运输局",
        ], ignoreOrder: true);
        (await office.Reminders()).ShouldAllBe(r => r.Contains("2025Q3", StringComparison.Ordinal) && r.Contains(" 7 ", StringComparison.Ordinal));
        (await office.Orders()).Where(o => o.Matter.Contains("2025Q2", StringComparison.Ordinal)).Select(o => o.Task).ShouldBe(["T13", "T13"]);
    }

    [Fact]
    public async Task An_extension_holds_back_the_miss_until_it_ends()
    {
        await office.Begin("2025-10-20 10:00");
        await office.Allow(Lead, "2025-10-20 12:00", "2025-10-31");

        (await office.LookAt("2025-10-22 00:00")).ShouldBe("2025-11-01 00:00");
        (await office.Overdue()).ShouldNotContain(o => o.Contains(Lead, StringComparison.Ordinal));

        await office.LookAt("2025-11-01 00:00");
        (await office.Overdue()).ShouldContain(o => o.Contains(Lead, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missed_limit_proposes_the_next_grade_once_and_red_is_the_last()
    {
        await office.Begin("2025-11-01 10:00");
        await office.Do(
            """
            insert into supervision_orders (number, matter, task, basis, grade, kind, lead, co_operators, limit_date, state, entered_by, entered_at, version)
            values ('2025-001', '路基', 'T21', 'slow', 'blue', 'ordinary', '市交通运输局', '{}', '2025-11-10', 'issued', '王主任', now(), 2);
            """,
            """
            insert into supervision_order_steps (number, version, command, state, limit_date, day, at, person, organisation, client, evidence)
            values ('2025-001', 2, 'sign', 'issued', '2025-11-10', '2025-10-26', now(), '王主任', '办公室', 'office', '{}')
            """);

        (await office.LookAt("2025-11-10 10:00")).ShouldBe("2025-11-11 00:00");
        (await office.Orders()).ShouldBeEmpty();
        await office.LookAt("2025-11-11 00:00");
        await office.LookAt("2025-11-12 00:00");

        var next = (await office.Orders()).ShouldHaveSingleItem();
        (next.Basis, next.Grade, next.Follows, next.Matter, next.Lead, next.State).ShouldBe(("blue-missed", "orange", "2025-001", "路基", Lead, "proposed"));

        // The office takes the proposal off the register: it was looked at, and does not come again.
        await office.Do("update supervision_orders set state = 'cancelled' where follows = '2025-001'");
        await office.LookAt("2025-11-13 00:00");
        (await office.Orders()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cycle_is_opened_when_its_period_begins()
    {
        await office.Begin("2025-09-15 10:00");
        await office.LookAt("2025-09-30 23:59");
        (await Opened()).ShouldBe(["2025Q1", "2025Q2", "2025Q3"]);

        await office.LookAt("2025-10-01 00:00");

        (await Opened()).ShouldBe(["2025Q1", "2025Q2", "2025Q3", "2025Q4"]);
    }

    private Task<List<string>> Opened() => office.Cycles();
}
