using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Matters.ConferringOffice;

namespace Cluster.Coordination.Tests.Matters;

[Collection(MattersCollection.Name)]
public sealed class GetMattersTests(ConferringOffice office)
{
    [Fact]
    public async Task A_matter_is_seen_by_who_raised_it_who_is_wanted_and_who_deals_with_it()
    {
        var number = await office.Have("可见");
        (await Sees(office.Transport)).ShouldBeTrue();
        (await Sees(office.Housing)).ShouldBeTrue();
        (await Sees(office.Commerce)).ShouldBeFalse();
        (await Sees(office.Service.As("", "reader"))).ShouldBeTrue();

        await office.Do(number, "assign", Body("assign").With("lead", "市商务局"));

        (await Sees(office.Commerce)).ShouldBeTrue();

        async Task<bool> Sees(HttpClient by)
        {
            using var answer = await by.GetAsync($"{Register}/{number}");
            var isListed = (await by.Read(Register))["items"]!.AsArray().Any(m => (string)m!["number"]! == number);
            isListed.ShouldBe(answer.StatusCode == HttpStatusCode.OK);
            return isListed;
        }
    }

    [Fact]
    public async Task The_register_of_a_past_day_shows_what_held_then()
    {
        var number = await office.Have("某日", "assign");
        await office.LetPass(number, days: 10);
        await office.Do(number, "schedule", await office.Scheduling("王主任"));

        (await StateOn(0)).ShouldBe("scheduled");
        (await StateOn(-1)).ShouldBe("assigned");
        (await StateOn(-10)).ShouldBe("assigned");
        (await StateOn(-11)).ShouldBeNull();

        async Task<string?> StateOn(int days) =>
            (string?)(await office.Office.Read($"{Register}?asOf={Day(days)}"))["items"]!.AsArray().SingleOrDefault(m => (string)m!["number"]! == number)?["state"];
    }

    [Fact]
    public async Task The_agenda_of_a_meeting_is_its_matters()
    {
        var meeting = await office.Meet(days: 2);
        var numbers = new[] { await office.Have("议程一"), await office.Have("议程二") };
        foreach (var number in numbers)
        {
            await office.Do(number, "schedule", new() { ["conference"] = meeting, ["by"] = "王主任" });
        }

        var agenda = (await office.Office.Read($"{Register}?conference={meeting}"))["items"]!.AsArray();

        agenda.Select(m => (string)m!["number"]!).ShouldBe(numbers, ignoreOrder: true);
    }

    [Fact]
    public async Task An_unknown_state_is_refused_with_the_states_that_there_are()
    {
        using var answer = await office.Office.GetAsync($"{Register}?state=lost");

        (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("withdrawn")).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }
}
