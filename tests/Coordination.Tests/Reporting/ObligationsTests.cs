using Cluster.Contracts;
using Cluster.Coordination.Reporting;
using static Cluster.Coordination.Tests.Reporting.Scene;

namespace Cluster.Coordination.Tests.Reporting;

public sealed class ObligationsTests
{
    [Theory]
    [InlineData("2025-07-01", null, true, true)]
    [InlineData("2025-09-30", null, true, true)] // new on the last day
    [InlineData("2025-10-01", null, false, true)]
    [InlineData("2021-01-01", "2025-07-01", false, false)] // left before the period
    [InlineData("2021-01-01", "2025-07-02", true, false)]
    [InlineData("2021-01-01", "2025-09-30", true, false)] // withdrawn in the period: free from the next
    [InlineData("2021-01-01", "2025-10-01", true, false)]
    [InlineData("2025-08-01", "2025-08-01", false, false)] // given and taken on one day: never held
    [InlineData("2025-08-01", "2025-08-02", true, false)]
    public void A_new_lead_owes_at_once_and_a_withdrawn_one_is_free_from_the_next_cycle(string given, string? withdrawn, bool owesQ3, bool owesQ4)
    {
        RoleChange[] changes = withdrawn is null
            ? [Role(Lead, TaskRole.Lead, given)]
            : [Role(Lead, TaskRole.Lead, given), Role(Lead, TaskRole.Lead, withdrawn, isHeld: false, version: 2)];

        (Obligations.Of(Quarter3, changes).Count == 1, Obligations.Of(Quarter4, changes).Count == 1).ShouldBe((owesQ3, owesQ4));
    }

    [Fact]
    public void Several_leads_owe_each_their_part() =>
        Who(Quarter3, Role(Lead, TaskRole.Lead, "2021-01-01"), Role(Other, TaskRole.Lead, "2021-01-01"), Role("市水务局", TaskRole.CoOperator, "2021-01-01"))
            .ShouldBe([(Other, TaskRole.Lead), (Lead, TaskRole.Lead)], ignoreOrder: true);

    [Fact]
    public void A_task_without_a_lead_is_owed_by_those_who_implement_it() =>
        Who(Quarter3, Role("固阳县", TaskRole.Implementer, "2021-01-01"), Role("市水务局", TaskRole.CoOperator, "2021-01-01"))
            .ShouldBe([("固阳县", TaskRole.Implementer)]);

    [Fact]
    public void Where_somebody_leads_the_implementers_owe_nothing() =>
        Who(Quarter3, Role("固阳县", TaskRole.Implementer, "2021-01-01"), Role(Lead, TaskRole.Lead, "2025-08-01")).ShouldBe([(Lead, TaskRole.Lead)]);

    [Fact]
    public void A_task_that_nobody_answers_for_is_shown_and_owed_by_nobody()
    {
        var facts = new ReportingFacts { Roles = [Role("市水务局", TaskRole.CoOperator, "2021-01-01", task: "T27")] };

        var cell = Matrix(facts).Of(Quarter3, At("2025-11-01")).ShouldHaveSingleItem();

        (cell.Task, cell.Organisation, cell.State).ShouldBe(("T27", null, ReportingState.NobodyOwes));
    }

    [Fact]
    public void A_role_that_was_recorded_later_is_not_seen_before()
    {
        var late = Role(Other, TaskRole.Lead, "2025-07-15") with { KnownAt = At("2025-10-30") };
        var facts = Led with { Roles = [.. Led.Roles, late] };

        Matrix(facts).Of(Quarter3, At("2025-10-29")).Count.ShouldBe(1);
        Matrix(facts).Of(Quarter3, At("2025-10-30")).Count.ShouldBe(2);
    }

    [Fact]
    public void Items_are_owed_by_those_they_are_for_in_the_periods_they_cover()
    {
        OwedItem[] items = [Item("M1"), Item("M2", Other), Item("M3", until: "2025-07-01"), Item("M4", since: "2025-10-01")];
        var obligations = Obligations.Of(Quarter3, [Role(Lead, TaskRole.Lead, "2021-01-01"), Role(Other, TaskRole.Lead, "2021-01-01")]);

        OwedItems.Of(obligations.Single(o => o.Organisation == Lead), items).ShouldBe(["M1"]);
        OwedItems.Of(obligations.Single(o => o.Organisation == Other), items).ShouldBe(["M1", "M2"]);
        OwedItems.Of(obligations[0], []).ShouldBe([OwedItems.Progress]);
    }

    private static IEnumerable<(string, TaskRole)> Who(Period period, params RoleChange[] changes) =>
        Obligations.Of(period, changes).Select(o => (o.Organisation, o.By));
}
