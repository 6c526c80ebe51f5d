using System.Diagnostics;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>The limit of the turn of a day, at every run.</summary>
public sealed class DayTurnTests(ITestOutputHelper output)
{
    /// <summary>Of each the investment and the overall light change: twenty thousand lights.</summary>
    private const int Projects = 10_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Other tests beside it take most of the machine; what it costs alone is row R13 of the bench.</summary>
    private const int Allowance = 3;

    /// <summary>As if all had been heard: a year and a half of months each, the last one of which is May.</summary>
    private static readonly string[] HeardSql =
    [
        $"""
        insert into light_subjects (kind, subject, version, name, departments, leads, members, districts, tasks, planned_start, started_on, entered_on, passages)
        select 'project', 'infrastructure/p-' || n, 1, '项目' || n, array['单位' || n % 30], array['单位' || n % 30], array['单位' || n % 30],
            array['1502' || lpad((n % 9)::text, 2, '0')], array['T' || lpad((n % 42 + 1)::text, 2, '0')], '2024-01-05', '2024-01-10', '2024-02-01',
            array['2024-01-10 building']
        from generate_series(1, {Projects}) n
        """,
        $"""
        insert into light_facts (subject, what, key, version, said_on, body)
        select 'infrastructure/p-' || n, 'year', 'p-' || n || '.' || y, 1, make_date(y, 1, 2), format(
            '{Text}', n, y)
        from generate_series(1, {Projects}) n cross join generate_series(2024, 2025) y
        """,
        $"""
        insert into light_months (project, month, version, said_on, invested_wan)
        select 'infrastructure/p-' || n, m::date, 1, (m + interval '1 month 2 days')::date,
            round((1000 * extract(month from m) / 12 * (0.4 + (n % 60) / 100.0))::numeric, 2)
        from generate_series(1, {Projects}) n cross join generate_series('2024-01-01'::date, '2025-05-01', '1 month') m
        """,
        $"insert into light_clocks (kind, subject, due_at, version) select 'project', 'infrastructure/p-' || n, '2025-06-03', 0 from generate_series(1, {Projects}) n",
        "analyze",
    ];

    private const string Text =
        """{"key":"p-%1$s.%2$s","owner":"","project":"p-%1$s","year":%2$s,"category":"continued","plannedWan":1000,"plannedStart":null,"enteredOn":null,"removedOn":null,"removalReason":null}""";

    [Fact]
    public async Task A_day_on_which_twenty_thousand_lights_change_turns_within_its_limit()
    {
        await using var office = await LightsOffice.Open(Day(6, 3));
        foreach (var sql in HeardSql)
        {
            await office.Execute(sql);
        }

        (await Timed("first lights", office)).Judged.ShouldBe(Projects);
        (await office.Query("select count(distinct due_at) from light_clocks", r => r.GetInt64(0))).Single().ShouldBe(1);
        office.GoTo(Day(7, 6)); // June is missing
        var (judged, took) = await Timed("day's turn", office);

        judged.ShouldBe(Projects);
        (await office.Query("select count(*) from lights where dimension = 'overall' and light = 'grey' and valid_until is null", r => r.GetInt64(0)))
            .Single().ShouldBe(Projects);
        took.ShouldBeLessThan(Limit * Allowance);
    }

    private async Task<(int Judged, TimeSpan Took)> Timed(string what, LightsOffice office)
    {
        var watch = Stopwatch.StartNew();
        var judged = await office.Turn();
        output.WriteLine($"{what}: {judged} in {watch.Elapsed.TotalSeconds:0.0} s");
        return (judged, watch.Elapsed);
    }
}
