using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Ecology.Tests.EcologyService;

namespace Cluster.Ecology.Tests.DailyValues;

/// <summary>What the service says of the city's sources, read from its log.</summary>
public sealed class MeasureSourceWaterTests(EcologyService ecology) : IClassFixture<EcologyService>, IAsyncLifetime
{
    private const string Aggregate = "ecology/indicators/G10/150200";
    private const string Source = "drinking-water-source";
    private static int tests;

    private readonly string _first = $"DW-{++tests}-1";
    private readonly string _second = $"DW-{tests}-2";
    private readonly string _third = $"DW-{tests}-3";
    private readonly string _section = $"RS-{tests}";
    private readonly string _air = $"AQ-{tests}";

    /// <summary>Every test starts with three sources of its own and nothing measured at any.</summary>
    public async ValueTask InitializeAsync()
    {
        await Execute("delete from stations");
        await Execute("delete from daily_values");
        await MakeKeptValueWrong();
        await ecology.Ecology.Push(
            StationsApi, Station(_first, Source), Station(_second, Source), Station(_third, Source),
            Station(_section, "river-section"), Station(_air));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_share_is_that_of_the_sources_whose_latest_class_is_three_or_better()
    {
        await Push(WaterClass(_first, "2025-09-24", 3));
        (await Last()).ShouldBe((100m, "2025-09-24"));
        await Push(WaterClass(_second, "2025-09-24", 4));
        (await Last()).ShouldBe((50m, "2025-09-24"));
        await Push(WaterClass(_third, "2025-09-25", 1));
        (await Last()).ShouldBe((66.67m, "2025-09-25"));
        await Push(WaterClass(_second, "2025-09-26", 2));
        (await Last()).ShouldBe((100m, "2025-09-26"));
    }

    [Fact]
    public async Task A_value_that_comes_late_does_not_replace_a_later_one()
    {
        await Push(WaterClass(_first, "2025-09-26", 2));
        await Push(WaterClass(_first, "2025-09-25", 6));

        (await Last()).ShouldBe((100m, "2025-09-26"));
    }

    [Fact]
    public async Task Only_valid_values_count_and_a_corrected_one_counts_as_it_is_now()
    {
        await Push(WaterClass(_first, "2025-09-24", 2), WaterClass(_second, "2025-09-24", 3));
        await Push(WaterClass(_first, "2025-09-25", 5, "doubtful"), WaterClass(_second, "2025-09-25", null, "missing"));
        (await Last()).ShouldBe((100m, "2025-09-24"));

        await Push(WaterClass(_first, "2025-09-25", 5));
        (await Last()).ShouldBe((50m, "2025-09-25"));
    }

    [Fact]
    public async Task Other_parameters_and_other_stations_are_not_measured()
    {
        await Push(WaterClass(_first, "2025-09-24", 2));
        await MakeKeptValueWrong();
        var told = await Told();

        var ph = WaterClass(_first, "2025-09-24", 7);
        (ph["parameter"], ph["unit"]) = ("ph", "无量纲");
        await Push(ph);
        await Push(WaterClass(_section, "2025-09-24", 6));
        await Push(Pm25(_air, "2025-09-24"));
        await ecology.Ecology.Push(StationsApi, Station($"{_third}-new", Source));
        (await Told()).ShouldBe(told);

        await Push(WaterClass(_second, "2025-09-24", 3));
        (await Told()).ShouldBe(told + 1);
    }

    [Fact]
    public async Task Nothing_is_said_while_no_source_has_a_valid_class()
    {
        await Execute("update measured_indicators set value = null where code = 'G10'");
        var told = await Told();

        await Push(WaterClass(_first, "2025-09-24", null, "missing"), WaterClass(_second, "2025-09-24", 2, "doubtful"));

        (await Told()).ShouldBe(told);
    }

    [Fact]
    public async Task When_no_valid_class_is_left_the_measurement_is_withdrawn_and_the_next_goes_on_from_there()
    {
        await Push(WaterClass(_first, "2025-09-24", 2), WaterClass(_second, "2025-09-24", 5));
        var measured = await LastVersion();

        await Push(WaterClass(_first, "2025-09-24", null, "missing"));
        (await Last()).ShouldBe((0m, "2025-09-24"));
        await Push(WaterClass(_second, "2025-09-24", null, "missing"));
        (await LastKinds(2)).ShouldBe([$"{measured + 1} IndicatorMeasured", $"{measured + 2} IndicatorWithdrawn"]);
        await Push(WaterClass(_third, "2025-09-24", null, "missing"));
        (await LastVersion()).ShouldBe(measured + 2);

        // The same value for the same day as before it was withdrawn is news again.
        await Push(WaterClass(_second, "2025-09-24", 5));
        (await LastKinds(2)).ShouldBe([$"{measured + 2} IndicatorWithdrawn", $"{measured + 3} IndicatorMeasured"]);
        (await Last()).ShouldBe((0m, "2025-09-24"));
    }

    [Fact]
    public async Task So_it_is_when_the_last_station_with_a_class_is_no_source_any_more()
    {
        await Push(WaterClass(_first, "2025-09-24", 2));

        await ecology.Ecology.Push(StationsApi, Station(_first, "river-section"));

        (await LastKinds(1)).ShouldBe([$"{await LastVersion()} IndicatorWithdrawn"]);
        var told = await ecology.Events.Wait(e => e.Any(x => x.Aggregate == Aggregate && x.Kind == "Cluster.Contracts.IndicatorWithdrawn"));
        var body = told.First(e => e.Kind == "Cluster.Contracts.IndicatorWithdrawn").Body;
        (body.GetProperty("code").GetString(), body.GetProperty("region").GetString()).ShouldBe(("G10", "150200"));
    }

    [Fact]
    public async Task A_station_that_was_filed_under_the_wrong_kind_is_counted_where_it_belongs()
    {
        await Push(WaterClass(_first, "2025-09-24", 2), WaterClass(_section, "2025-09-24", 5));
        (await Last()).ShouldBe((100m, "2025-09-24"));

        await ecology.Ecology.Push(StationsApi, Station(_section, Source));

        (await Last()).ShouldBe((50m, "2025-09-24"));
    }

    [Fact]
    public async Task Demonstration_values_count_until_there_are_real_ones_and_are_named()
    {
        await Push(WaterClass(_first, "2025-09-24", 2, demonstration: true), WaterClass(_second, "2025-09-24", 2, demonstration: true));
        (await Last()).ShouldBe((100m, "2025-09-24"));
        (await SaidOf()).ShouldContain("演示");

        await Push(WaterClass(_third, "2025-09-25", 4));

        (await Last()).ShouldBe((0m, "2025-09-25"));
        (await SaidOf()).ShouldNotContain("演示");
    }

    [Fact]
    public async Task Values_that_are_pushed_at_the_same_time_are_all_counted()
    {
        await Task.WhenAll(
            Push(WaterClass(_first, "2025-09-24", 5)),
            Push(WaterClass(_second, "2025-09-24", 2)),
            Push(WaterClass(_third, "2025-09-24", 5)));

        (await Last()).ShouldBe((33.33m, "2025-09-24"));
    }

    [Fact]
    public async Task The_measurement_is_told_with_its_target()
    {
        await Push(WaterClass(_first, "2025-09-29", 1));

        var events = await ecology.Events.Wait(e => e.Any(IsTheMeasurement));

        var body = events.First(IsTheMeasurement).Body;
        body.GetProperty("code").GetString().ShouldBe("G10");
        body.GetProperty("region").GetString().ShouldBe("150200");
        body.GetProperty("unit").GetString().ShouldBe("%");
        body.GetProperty("target").GetDecimal().ShouldBe(100);

        // A withdrawal by another test stands in the same history and has no period.
        static bool IsTheMeasurement(ProbedEvent e) =>
            e.Aggregate == Aggregate && e.Body.TryGetProperty("period", out var period) && period.GetString() == "2025-09-29";
    }

    private async Task Push(params JsonObject[] rows)
    {
        var answer = await ecology.Ecology.Push(DailyValuesApi, rows);
        answer.Count("rejected").ShouldBe(0, answer.Text);
    }

    private async Task<(decimal Value, string Period)> Last()
    {
        var body = await LastBody();
        return (body.GetProperty("value").GetDecimal(), body.GetProperty("period").GetString()!);
    }

    private async Task<string> SaidOf() => (await LastBody()).GetProperty("source").GetProperty("zh").GetString()!;

    private async Task<JsonElement> LastBody()
    {
        await using var command = ecology.Database.CreateCommand(
            "select body from log_events where aggregate = $1 order by version desc limit 1");
        command.Parameters.Add(new() { Value = Aggregate });
        return JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!).RootElement;
    }

    private async Task<long> Told()
    {
        await using var command = ecology.Database.CreateCommand("select count(*) from log_events where aggregate = $1");
        command.Parameters.Add(new() { Value = Aggregate });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> LastVersion()
    {
        await using var command = ecology.Database.CreateCommand("select max(version) from log_events where aggregate = $1");
        command.Parameters.Add(new() { Value = Aggregate });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Versions and kinds of the last things said, the oldest first.</summary>
    private async Task<string[]> LastKinds(int count)
    {
        await using var command = ecology.Database.CreateCommand("""
            select array_agg(version || ' ' || split_part(kind, '.', 3) order by version)
            from (select version, kind from log_events where aggregate = $1 order by version desc limit $2) as last
            """);
        command.Parameters.Add(new() { Value = Aggregate });
        command.Parameters.Add(new() { Value = count });
        return (string[])(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Any measurement is then told, whatever it says.</summary>
    private Task MakeKeptValueWrong() => Execute("update measured_indicators set value = -1, period = '2000-01-01' where code = 'G10'");

    private async Task Execute(string sql)
    {
        await using var command = ecology.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
