using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights.Facts;
using Cluster.Messaging;
using static Cluster.Coordination.Tests.Lights.Scene;
using static Cluster.Coordination.Tests.Lights.ToldProjects;

namespace Cluster.Coordination.Tests.Lights.Shown;

/// <summary>The system proposes and a named person signs (office-practice §7).</summary>
public sealed class FirstRedTests : IAsyncLifetime
{
    private const string Road = "infrastructure/road";

    private LightsOffice _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await LightsOffice.Open(Day(6, 3));
        await _office.Hear(new OnSubjectReported(), Building("road", Day(6, 3)));
        await _office.Hear(new OnFactTold(), Year("road", Day(1, 2)));
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task The_first_red_proposes_an_order_that_names_the_light_and_nobody_has_signed()
    {
        await Say(5, 10);

        var order = (await Orders()).ShouldHaveSingleItem();
        order.ShouldBe(
            "2025-001 infrastructure/road slow blue ordinary 市交通运输局 proposed coordination project/infrastructure/road@2025-06-03 " +
            "项目road:红灯:截至2025-05-31投资完成率1.0%,比序时进度41.7%低40.7个百分点(规则 yinchuan-2025/inv 第1版)");
        var told = (await Told()).ShouldHaveSingleItem();
        (told.Number, told.Step, told.State, told.Light, told.By, told.Limit).ShouldBe(
            ("2025-001", "propose", "proposed", "project/infrastructure/road@2025-06-03", "coordination", null));
        (await _office.Query("select command, person from supervision_order_steps", r => $"{r.GetString(0)} {r.GetString(1)}")).ShouldBe(["propose coordination"]);
    }

    [Fact]
    public async Task A_light_that_stays_red_proposes_nothing_more_and_one_that_turns_red_again_does()
    {
        await Say(5, 10);
        _office.GoTo(Day(7, 3));
        await Say(6, 20); // other figures, red as before
        (await Orders()).Count.ShouldBe(1);

        _office.GoTo(Day(7, 10));
        await _office.Hear(new OnMonthsTold(), Month("road", 6, Day(7, 10), version: 2, wan: 500));
        await _office.Turn();
        _office.GoTo(Day(8, 3));
        await Say(7, 20);

        (await Orders()).Select(o => o.Split(' ')[8]).ShouldBe(
            ["project/infrastructure/road@2025-06-03", "project/infrastructure/road@2025-08-03"]);
    }

    [Fact]
    public async Task Red_and_not_red_and_red_again_on_one_day_is_one_spell()
    {
        await Say(5, 10);
        await Correct(2, 400);
        await Correct(3, 10);

        (await _office.Course(Road)).ShouldBe(["2025-06-03– red"]);
        (await Orders()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Yellow_and_grey_propose_nothing()
    {
        await _office.Turn();
        (await _office.Course(Road)).ShouldBe(["2025-06-03– grey"]);
        await Say(5, 200);
        (await _office.Course(Road)).ShouldBe(["2025-06-03– yellow"]);

        (await Orders()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_that_turn_red_at_once_have_numbers_without_a_gap_whoever_judges_them()
    {
        string[] keys = [.. Enumerable.Range(0, 900).Select(n => $"p-{n:000}")];
        await _office.Hear(new OnSubjectReported(), [.. keys.Select(key => Building(key, Day(6, 3)))]);
        await _office.Hear(new OnFactTold(), [.. keys.Select(key => Year(key, Day(1, 2)))]);
        await _office.Hear(new OnMonthsTold(), Months("may", Day(6, 3), [.. keys.Select(key => (key, 5, 1m))]));

        await Task.WhenAll(_office.Turn(), _office.Turn(), _office.Turn());

        var numbers = await _office.Query("select substr(number, 6)::int from supervision_orders order by 1", r => r.GetInt32(0));
        numbers.ShouldBe(Enumerable.Range(1, keys.Length));
    }

    private async Task Say(int month, decimal wan)
    {
        await _office.Hear(new OnMonthsTold(), Months($"m{month}", _office.Today, ("road", month, wan)));
        await _office.Turn();
    }

    private async Task Correct(long version, decimal wan)
    {
        await _office.Hear(new OnMonthsTold(), Month("road", 5, _office.Today, version, wan));
        await _office.Turn();
    }

    private Task<List<string>> Orders() => _office.Query(
        "select concat_ws(' ', number, project, basis, grade, kind, lead, state, entered_by, light, matter) from supervision_orders order by number",
        r => r.GetString(0));

    private Task<List<SupervisionOrderMoved>> Told() => _office.Query(
        "select body::text from log_events where kind = $1", r => EventJson.Read<SupervisionOrderMoved>(r.GetString(0)),
        EventJson.KindOf<SupervisionOrderMoved>());
}
