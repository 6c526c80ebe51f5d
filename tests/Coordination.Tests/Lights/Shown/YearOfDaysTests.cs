using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights;
using Cluster.Coordination.Lights.Facts;
using Cluster.Messaging;
using FsCheck.Fluent;
using static Cluster.Coordination.Tests.Lights.Scene;
using static Cluster.Coordination.Tests.Lights.ToldProjects;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>
/// A year of days on a real database: each brings the reports that are said on it, in any order and some of them twice; on some days nothing runs. What
/// is stored of every day is then held against the second computation of <see cref="YinchuanYearTests"/>.
/// </summary>
public sealed class YearOfDaysTests
{
    private const int Projects = 40;

    [Fact]
    public async Task Every_day_of_a_year_is_stored_as_a_second_computation_has_it()
    {
        await using var office = await LightsOffice.Open(Day(2, 6));
        var random = new Random(20250206);
        var years = Gen.Sample(YinchuanYearTests.AnyYear().Generator, Projects).Select((year, n) => (Key: $"p-{n:00}", Year: year)).ToList();
        await office.Hear(new OnSubjectReported(), [.. years.Select(y => Building(y.Key, Day(2, 6)))]);
        await office.Hear(new OnFactTold(), [.. years.Select(y => Year(y.Key, Day(1, 2), plannedWan: 1_200))]);

        for (var day = Day(2, 6); day <= Day(12, 31); day = day.AddDays(1))
        {
            office.GoTo(day);
            await HearOf(day, years, office, random);
            if (random.Next(4) > 0 || day == Day(2, 6) || day == Day(12, 31)) // before its first light nothing is shown, and nothing caught up
            {
                await office.Turn();
            }
        }

        var stored = (await office.Query(
            "select subject, valid_from, valid_until, body::text from lights where dimension = 'investment'",
            r => (Key: r.GetString(0)["infrastructure/".Length..], From: r.GetFieldValue<DateOnly>(1), Until: r.GetFieldValue<DateOnly?>(2), Shown: EventJson.Read<LightShown>(r.GetString(3)))))
            .ToLookup(l => l.Key);
        for (var day = Day(2, 6); day <= Day(12, 31); day = day.AddDays(1))
        {
            foreach (var (key, year) in years)
            {
                var shown = stored[key].Single(l => l.From <= day && (l.Until is null || day < l.Until)).Shown;
                (LightCodes.Lights.Parse(shown.Raw!), LightCodes.Lights.Parse(shown.Light!)).ShouldBe(year.LightsOn(day), $"{key} {day:yyyy-MM-dd} {year}");
            }
        }
    }

    private static async Task HearOf(DateOnly day, List<(string Key, YinchuanYearTests.Year Year)> years, LightsOffice office, Random random)
    {
        var said = years.SelectMany(y => y.Year.Facts.Months.Where(m => m.SaidOn == day || (day == Day(2, 6) && m.SaidOn < day))
            .Select(m => (y.Key, m.Month.Month, Wan: m.InvestedWan!.Value, m.SaidOn))).ToArray();
        var packets = said.Concat(said.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(packets);
        foreach (var packet in packets.Chunk(3))
        {
            await office.Hear(new OnMonthsTold(), [.. packet.Select(m => Months($"{m.Key}.{m.Month}", m.SaidOn, (m.Key, m.Month, m.Wan)))]);
        }
    }
}
