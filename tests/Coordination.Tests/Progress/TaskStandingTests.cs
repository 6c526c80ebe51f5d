using Cluster.Contracts;
using Cluster.Coordination.Progress;

namespace Cluster.Coordination.Tests.Progress;

public sealed class TaskStandingTests
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 10, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_task_nobody_responsible_reported_on_is_not_reported()
    {
        TaskStanding.Of(["甲"], ["乙"], []).ShouldBe(TaskStanding.NotReported);
        TaskStanding.Of(["甲"], ["乙"], [Report("乙", ProgressState.InProgress, 40)]).ShouldBe(TaskStanding.NotReported);
    }

    [Theory]
    [InlineData(ProgressState.Completed, ProgressState.Completed, ProgressState.Completed)]
    [InlineData(ProgressState.Completed, ProgressState.InProgress, ProgressState.InProgress)]
    [InlineData(ProgressState.NotStarted, ProgressState.NotStarted, ProgressState.NotStarted)]
    [InlineData(ProgressState.NotStarted, ProgressState.Completed, ProgressState.InProgress)]
    [InlineData(ProgressState.Suspended, ProgressState.InProgress, ProgressState.Suspended)]
    public void Joint_leads_stand_together(ProgressState one, ProgressState other, ProgressState expected) =>
        TaskStanding.Of(["甲", "乙"], [], [Report("甲", one, 30), Report("乙", other, 80)]).State.ShouldBe(expected);

    [Fact]
    public void A_joint_task_is_as_far_as_its_slower_lead() =>
        TaskStanding.Of(["甲", "乙"], [], [Report("甲", ProgressState.InProgress, 80), Report("乙", ProgressState.InProgress, 30)])
            .ProgressPercent.ShouldBe(30);

    [Fact]
    public void A_joint_task_is_not_done_while_one_lead_has_not_reported() =>
        TaskStanding.Of(["甲", "乙"], [], [Report("甲", ProgressState.Completed, 100)]).State.ShouldBe(ProgressState.InProgress);

    [Fact]
    public void Where_the_plan_names_no_lead_those_who_co_operate_answer() =>
        TaskStanding.Of([], ["丙", "丁"], [Report("丙", ProgressState.InProgress, 20)]).State.ShouldBe(ProgressState.InProgress);

    private static LatestReport Report(string organisation, ProgressState state, decimal progress) =>
        new(organisation, Quarter.Parse("2025Q3"), progress, state, Noon);
}
