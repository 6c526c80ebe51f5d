using Cluster.Coordination.Lights.Facts;
using Cluster.Coordination.Lights.Shown;
using static Cluster.Coordination.Tests.Lights.Scene;
using static Cluster.Coordination.Tests.Lights.ToldProjects;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>What was shown of three projects in half a year, each with several changes, is made again from the log, part by part.</summary>
public sealed class RebuildLightsTests : IAsyncLifetime
{
    private static readonly string[] Projects = ["bridge", "road", "tunnel"];

    private LightsOffice _office = null!;

    public async ValueTask InitializeAsync() => _office = await LightsOffice.Open(Day(6, 3));

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(2_000)]
    public async Task However_much_of_the_log_is_read_at_once_the_lights_come_out_as_they_were_shown(int atOnce)
    {
        await _office.Hear(new OnSubjectReported(), [.. Projects.Select(p => Building(p, Day(6, 3)))]);
        await _office.Hear(new OnFactTold(), [.. Projects.Select(p => Year(p, Day(1, 2)))]);
        await _office.Hear(new OnMonthsTold(), Months("may", Day(6, 3), ("bridge", 5, 400), ("road", 5, 160), ("tunnel", 5, 10)));
        foreach (var (month, day) in new[] { (7, 6), (8, 6), (11, 6) })
        {
            await _office.Turn();
            _office.GoTo(Day(month, day));
        }

        await _office.Hear(new OnMonthsTold(), Months("october", Day(11, 6), ("road", 10, 900)));
        await _office.Turn();
        var (before, versions) = (await _office.AllLights(), await Versions());
        versions.ShouldAllBe(version => version > 1);
        await _office.Execute("update lights set light = 'green', valid_until = null; update light_clocks set version = 0");
        await _office.Execute("delete from lights where subject = 'infrastructure/bridge'");

        await using (var connection = await _office.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await RebuildLights.Handle(connection, TestContext.Current.CancellationToken, atOnce);
        }

        (await _office.AllLights()).ShouldBe(before);
        (await Versions()).ShouldBe(versions);
    }

    private Task<List<long>> Versions() => _office.Query("select version from light_clocks order by kind, subject", r => r.GetInt64(0));
}
