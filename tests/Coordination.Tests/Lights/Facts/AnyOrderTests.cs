using Cluster.Contracts.Portfolio;
using Cluster.Coordination.Lights.Facts;
using FsCheck;
using FsCheck.Fluent;
using static Cluster.Coordination.Tests.Lights.Scene;
using static Cluster.Coordination.Tests.Lights.ToldProjects;

namespace Cluster.Coordination.Tests.Lights.Facts;

/// <summary>Lights are a function of events and the date: what is heard in another order, in other packets and more than once comes to the same.</summary>
public sealed class AnyOrderTests
{
    private const int Cases = 40;

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 300).Select(n => Day(1, 5).AddDays(n));

    /// <summary>One event with the handler that hears it, of whichever project.</summary>
    private delegate Task Heard(LightsOffice office, string project);

    [Fact]
    public async Task The_same_events_in_any_order_in_any_packets_and_any_number_of_times_give_the_same_lights()
    {
        await using var office = await LightsOffice.Open(Day(11, 20));
        var random = new Random(20251120);
        foreach (var (events, n) in Gen.Sample(Events, Cases).Select((events, n) => (events, n)))
        {
            var (one, other) = ($"a{n:00}", $"b{n:00}");
            foreach (var heard in events)
            {
                await heard(office, one);
            }

            Heard[] again = [.. events, .. events.Where(_ => random.Next(2) == 0)];
            random.Shuffle(again);
            foreach (var heard in again)
            {
                await heard(office, other);
                if (random.Next(5) == 0)
                {
                    await office.Turn();
                }
            }

            await office.Turn();
            var lights = await office.AllLights($"infrastructure/{one}");
            lights.ShouldNotBeEmpty();
            (await office.AllLights($"infrastructure/{other}")).Replace(other, one, StringComparison.Ordinal).ShouldBe(lights, $"case {n}");
            (await office.NextChange($"infrastructure/{other}")).ShouldBe(await office.NextChange($"infrastructure/{one}"));
        }
    }

    /// <summary>A project with one to three versions of itself, of its plan, of some months and of a milestone.</summary>
    private static Gen<List<Heard>> Events =>
        from projects in Versions(Projects)
        from plans in Versions(Plans)
        from reported in Gen.SubListOf(Enumerable.Range(1, 10))
        from months in Gen.CollectToList(reported, month => Versions(version => MonthOf(month, version)))
        from milestones in Versions(Milestones)
        select projects.Concat(plans).Concat(months.SelectMany(m => m)).Concat(milestones).ToList();

    private static Gen<List<Heard>> Versions(Func<int, Gen<Heard>> of) =>
        from count in Gen.Choose(1, 3)
        from versions in Gen.CollectToList(Enumerable.Range(1, count), of)
        select versions;

    private static Gen<Heard> Projects(int version) =>
        from said in Days
        from planned in Days
        from started in Gen.OneOf(Days.Select(d => (DateOnly?)d), Gen.Constant((DateOnly?)null))
        from stage in Gen.Elements("preparation", "building", "building", "stopped", "completed")
        from since in Days
        select new Heard((office, key) => office.Hear(
            new OnSubjectReported(), Project(key, said, version, planned, started, passages: [("preparation", Day(1, 2)), (stage, since)])));

    private static Gen<Heard> Plans(int version) =>
        from said in Days
        from planned in Gen.Elements<decimal?>(1_000, 1_200, 0, null)
        from removed in Gen.Frequency((5, Gen.Constant((DateOnly?)null)), (1, Days.Select(d => (DateOnly?)d)))
        select new Heard((office, key) => office.Hear<ProjectYearReported>(new OnFactTold(), Year(key, said, planned, version, removed)));

    private static Gen<Heard> MonthOf(int month, int version) =>
        from said in Days
        from wan in Gen.Choose(0, 1_000)
        select new Heard((office, key) => version == 1
            ? office.Hear(new OnMonthsTold(), Months($"{key}.{month}", said, (key, month, wan)))
            : office.Hear(new OnMonthsTold(), Month(key, month, said, version, wan)));

    private static Gen<Heard> Milestones(int version) =>
        from said in Days
        from planned in Days
        from slips in Gen.Choose(0, 2)
        select new Heard((office, key) => office.Hear<MilestoneReported>(new OnFactTold(), Milestone(key, "封顶", said, planned, slips: slips, version: version)));
}
