using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Ecology.Tests.EcologyService;

namespace Cluster.Ecology.Tests.DailyValues;

/// <summary>The way of readings: new ones are told together, a change of one alone, and nothing else is different from any other resource.</summary>
public sealed class PushReadingsTests(EcologyService ecology) : IClassFixture<EcologyService>
{
    private const string Recorded = "Cluster.Contracts.Ecology.DailyValuesRecorded";
    private const string Reported = "Cluster.Contracts.Ecology.DailyValueReported";

    private const string LogSql = """
        select kind, version, body::text, before::text from log_events
        where body::text like '%"station":"' || $1 || '"%' and kind like '%.DailyValue%' order by write_id, ordinal
        """;

    [Fact]
    public async Task New_readings_are_told_in_events_of_up_to_five_hundred()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD1"));

        var answer = await ecology.Ecology.Push(DailyValuesApi, [.. Days(1_001).Select(day => Pm25("RD1", day))]);

        answer.Count("created").ShouldBe(1_001);
        var told = await Log("RD1");
        told.Select(e => e.Kind).ShouldBe([Recorded, Recorded, Recorded]);
        told.Select(e => e.Values().Count).ShouldBe([500, 500, 1]);
        told.SelectMany(e => e.Values()).Select(v => v["date"]!.GetValue<string>()).ShouldBe(Days(1_001));
    }

    [Fact]
    public async Task What_was_told_together_is_what_a_list_answers()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD2"));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD2", "2025-03-01", 18.4m), Pm25("RD2", "2025-03-02", null, "missing"));

        var told = (await Log("RD2")).ShouldHaveSingleItem();

        told.Values().Count.ShouldBe(2);
        foreach (var value in told.Values())
        {
            value["key"] = Key(value);
            value["owner"] = told.Body["owner"]!.GetValue<string>();
            var listed = await ecology.Ecology.Read($"{DailyValuesApi}/{Key(value)}");
            JsonNode.DeepEquals(value, listed).ShouldBeTrue($"{value} was told, {listed} is stored");
        }
    }

    [Fact]
    public async Task A_changed_reading_is_told_alone_as_the_version_after_the_one_told_together()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD3"));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD3", "2025-03-01", 18), Pm25("RD3", "2025-03-02", 19));

        var answer = await ecology.Ecology.Push(
            DailyValuesApi, Pm25("RD3", "2025-03-01", 18), Pm25("RD3", "2025-03-02", 20), Pm25("RD3", "2025-03-03", 21));

        Outcomes(answer).ShouldBe(["unchanged", "updated", "created"]);
        var told = await Log("RD3");
        told.Select(e => (e.Kind, e.Version)).ShouldBe([(Recorded, 1), (Reported, 2), (Recorded, 1)]);
        told[1].Before!.ToJsonString().ShouldBe("""[{"value":19}]""", "of what was before the log keeps what differs");
        told[1].Body["value"]!.GetValue<decimal>().ShouldBe(20);
        told[2].Values().Select(v => v["date"]!.GetValue<string>()).ShouldBe(["2025-03-03"]);
    }

    [Fact]
    public async Task A_reading_names_the_event_that_recorded_it_however_often_it_changes()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD4"));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD4", "2025-03-01", 18));
        var recorded = await RecordedIn("RD4.pm25.2025-03-01");

        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD4", "2025-03-01", 19));
        await ecology.Ecology.Put(DailyValuesApi, "RD4.pm25.2025-03-01", Pm25("RD4", "2025-03-01", 20));

        (await RecordedIn("RD4.pm25.2025-03-01")).ShouldBe(recorded);
        await using var command = ecology.Database.CreateCommand("select count(*) from log_events where aggregate = $1 and kind = $2");
        command.Parameters.Add(new() { Value = $"ecology/daily-values/recorded/{recorded}" });
        command.Parameters.Add(new() { Value = Recorded });
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task Its_history_begins_with_what_was_told_together()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD9"));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD9", "2025-03-01", 18), Pm25("RD9", "2025-03-02", 17));
        (await History("RD9.pm25.2025-03-01")).ShouldBe([(1, null, 18m)]);

        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD9", "2025-03-01", 19));
        await ecology.Ecology.Push(DailyValuesApi, Pm25("RD9", "2025-03-01", 20));

        (await History("RD9.pm25.2025-03-01")).ShouldBe([(1, null, 18m), (2, 18m, 19m), (3, 19m, 20m)]);
        (await History("RD9.pm25.2025-03-02")).ShouldBe([(1, null, 17m)]);
    }

    [Fact]
    public async Task Validating_readings_writes_nothing()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD5"));

        var answer = await ecology.Ecology.PushBatch(DailyValuesApi, [Pm25("RD5", "2025-03-01")], mode: "validate");

        Outcomes(answer).ShouldBe(["created"]);
        (await Log("RD5")).ShouldBeEmpty();
        await using var command = ecology.Database.CreateCommand("select count(*) from daily_values where station = 'RD5'");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task The_same_new_readings_from_eight_senders_at_once_are_created_once()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD6"));
        JsonObject[] Rows() => [.. Days(300).Select(day => Pm25("RD6", day))];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(sender =>
            ecology.Ecology.Push(DailyValuesApi, sender % 2 == 0 ? Rows() : [.. Rows().Reverse()])));

        answers.Sum(a => a.Count("created")).ShouldBe(300);
        answers.Sum(a => a.Count("unchanged")).ShouldBe(7 * 300);
        (await Log("RD6")).SelectMany(e => e.Values()).Select(Key).Order().ToList()
            .ShouldBe([.. Days(300).Select(day => $"RD6.pm25.{day}").Order()]);
    }

    [Fact]
    public async Task A_refused_reading_does_not_hold_back_the_others()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD7"));

        var answer = await ecology.Ecology.Push(
            DailyValuesApi, Pm25("RD7", "2025-03-01"), Pm25("RD-nowhere", "2025-03-01"), Pm25("RD7", "2025-03-02"));

        Outcomes(answer).ShouldBe(["created", "rejected", "created"]);
        (await Log("RD7")).ShouldHaveSingleItem().Values().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Single_readings_written_together_are_told_under_the_credential_of_each()
    {
        await ecology.Ecology.Push(StationsApi, Station("RD8"));

        var answers = await Task.WhenAll(Days(40).Select(day =>
            ecology.Ecology.Put(DailyValuesApi, $"RD8.pm25.{day}", Pm25("RD8", day))));

        answers.ShouldAllBe(a => a.Status == System.Net.HttpStatusCode.Created);
        (await Log("RD8")).SelectMany(e => e.Values()).Select(Key).ShouldBe(
            Days(40).Select(day => $"RD8.pm25.{day}"), ignoreOrder: true);
    }

    private async Task<List<(long Version, decimal? Before, decimal After)>> History(string key) =>
        [
            .. (await ecology.Ecology.Read($"{DailyValuesApi}/{key}/history"))["items"]!.AsArray().Select(i => (
                i!["version"]!.GetValue<long>(), i["before"]?["value"]!.GetValue<decimal>(), i["after"]!["value"]!.GetValue<decimal>())),
        ];

    private static string Key(JsonNode value) =>
        $"{value["station"]!.GetValue<string>()}.{value["parameter"]!.GetValue<string>()}.{value["date"]!.GetValue<string>()}";

    private static IReadOnlyList<string> Outcomes(ApiAnswer answer) =>
        [.. answer.Json["rows"]!.AsArray().Select(r => r!["outcome"]!.GetValue<string>())];

    private static IReadOnlyList<string> Days(int count) =>
        [.. Enumerable.Range(0, count).Select(day => $"{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd}")];

    private async Task<Guid> RecordedIn(string key)
    {
        await using var command = ecology.Database.CreateCommand("select recorded_in from daily_values where key = $1");
        command.Parameters.Add(new() { Value = key });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private async Task<List<Told>> Log(string station)
    {
        await using var command = ecology.Database.CreateCommand(LogSql);
        command.Parameters.Add(new() { Value = station });
        await using var reader = await command.ExecuteReaderAsync();
        var told = new List<Told>();
        while (await reader.ReadAsync())
        {
            told.Add(new Told(
                reader.GetString(0), reader.GetInt64(1), JsonNode.Parse(reader.GetString(2))!,
                await reader.IsDBNullAsync(3) ? null : JsonNode.Parse(reader.GetString(3))));
        }

        return told;
    }

    private sealed record Told(string Kind, long Version, JsonNode Body, JsonNode? Before)
    {
        public IReadOnlyList<JsonNode> Values() => [.. Body["values"]!.AsArray().Select(v => v!)];
    }
}
