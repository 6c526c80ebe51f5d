using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

public sealed class BatchWriterTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();
    private readonly Department _others = infrastructure.NewDepartment();

    public void Dispose()
    {
        _transport.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task All_some_or_none_of_the_rows_are_in()
    {
        var all = await _transport.Push(_transport.Road("a"), _transport.Road("b"));
        var some = await _transport.Push(_transport.Road("a"), _transport.Road("b", 11), _transport.FaultyRoad("c"), _transport.Road("d"));
        var none = await _transport.Push(_transport.FaultyRoad("e"), _transport.FaultyRoad("f"));

        (all.Status, Counts(all)).ShouldBe((HttpStatusCode.OK, "2 created, 0 updated, 0 unchanged, 0 rejected"));
        (some.Status, Counts(some)).ShouldBe((HttpStatusCode.MultiStatus, "1 created, 1 updated, 1 unchanged, 1 rejected"));
        (none.Status, Counts(none)).ShouldBe((HttpStatusCode.UnprocessableEntity, "0 created, 0 updated, 0 unchanged, 2 rejected"));
        some.Json["rows"]!.AsArray().Select(r => $"{r!["index"]} {r["key"]} {r["outcome"]}").ShouldBe(
            [$"0 {_transport.Key("a")} unchanged", $"1 {_transport.Key("b")} updated", $"2 {_transport.Key("c")} rejected", $"3 {_transport.Key("d")} created"]);
        (await _transport.Written()).Rows.Select(r => r!["key"]!.GetValue<string>()).ShouldBe(
            [_transport.Key("a"), _transport.Key("b"), _transport.Key("d")]);
    }

    [Fact]
    public async Task Five_thousand_rows_are_one_write()
    {
        var answer = await _transport.PushBatch(Enumerable.Range(0, 5_000).Select(i => _transport.Road(i)));

        Counts(answer).ShouldBe("5000 created, 0 updated, 0 unchanged, 0 rejected");
        var written = await _transport.Written();
        written.Writes.Select(w => w!.GetValue<int>()).ShouldBe([5_000]);
        (written.Rows.Count, written.Events.Count(e => e![1]!.GetValue<long>() == 1)).ShouldBe((5_000, 5_000));
    }

    [Fact]
    public async Task Validate_writes_nothing_and_answers_what_commit_would()
    {
        await _others.Push(_others.Road("theirs"));
        await _transport.Push(_transport.Road("same"), _transport.Road("longer"));
        var line = _transport.Road("line");
        (line["kind"], line["route"], line["openedOn"], line["status"]) = ("rail", "包银高铁", "2024-01-01", "open");
        JsonObject[] rows =
        [
            _transport.Road("new"), _transport.Road("same"), _transport.Road("longer", 12), line, _transport.FaultyRoad("faulty"),
            _transport.Road("twice"), _transport.Road("twice", 11), _others.Road("theirs", 12),
        ];
        var before = await _transport.Written();
        var (indicators, theirs) = (await Indicators(), await _others.Written());

        var validated = await _transport.PushBatch(rows, mode: "validate", key: "one");

        (await _transport.Written()).ShouldBe(before);
        (await _others.Written()).ShouldBe(theirs);
        (await Indicators()).ShouldBe(indicators);
        (await _transport.PushBatch(rows, mode: "commit", key: "one")).ShouldBe(validated);
        Counts(validated).ShouldBe("2 created, 1 updated, 1 unchanged, 4 rejected");
        (await Indicators()).ShouldNotBe(indicators);
    }

    [Fact]
    public async Task An_atomic_batch_is_in_as_a_whole_or_not_at_all()
    {
        await _transport.Push(_transport.Road("a"));
        var before = await _transport.Written();

        var refused = await _transport.PushBatch([_transport.Road("a", 11), _transport.FaultyRoad("b"), _transport.Road("c")], atomic: true);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Counts(refused).ShouldBe("0 created, 0 updated, 0 unchanged, 3 rejected");
        refused.Faults(0).ShouldBe(["$:atomic-batch-refused"]);
        refused.Faults(1).ShouldBe(["lengthKm:out-of-range"]);
        refused.Faults(2).ShouldBe(["$:atomic-batch-refused"]);
        (await _transport.Written()).ShouldBe(before);

        var taken = await _transport.PushBatch([_transport.Road("a", 11), _transport.Road("b"), _transport.Road("c")], atomic: true);

        (taken.Status, Counts(taken)).ShouldBe((HttpStatusCode.OK, "2 created, 1 updated, 0 unchanged, 0 rejected"));
    }

    [Fact]
    public async Task A_field_that_nobody_reads_is_a_warning_and_the_row_stands()
    {
        var row = _transport.Road("a");
        (row["lenghtKm"], row["备注"]) = (12, "x");

        var answer = await _transport.Push(row);

        answer.Outcome().ShouldBe("created");
        answer.Row(0)["warnings"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldBe(["lenghtKm", "备注"]);
        (await _transport.Push(_transport.Road("a"))).Row(0)["warnings"].ShouldBeNull();
    }

    [Fact]
    public async Task Of_rows_with_one_key_in_a_batch_none_is_written_in_whatever_order_they_come()
    {
        await _transport.Push(_transport.Road("a"));
        var before = await _transport.Written();

        var one = await _transport.Push(_transport.Road("a", 11), _transport.Road("a", 12), _transport.Road("b"), _transport.FaultyRoad("b"));
        var other = await _transport.Push(_transport.FaultyRoad("b"), _transport.Road("b"), _transport.Road("a", 12), _transport.Road("a", 11));

        foreach (var answer in new[] { one, other })
        {
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Enumerable.Range(0, 4).ShouldAllBe(i => answer.Faults(i).Contains("key:duplicate-in-batch"));
        }

        (await _transport.Written()).ShouldBe(before);
    }

    [Fact]
    public async Task Another_departments_row_is_forbidden_and_the_rest_goes_in()
    {
        await _others.Push(_others.Road("theirs"));
        var before = await _others.Written();

        var batch = await _transport.Push(_others.Road("theirs", 12), _transport.Road("ours"));
        var single = await _transport.Http.Put(Department.Segments, _others.Key("theirs"), _others.Road("theirs", 12));

        batch.Status.ShouldBe(HttpStatusCode.MultiStatus);
        batch.Faults(0).ShouldBe(["key:not-yours"]);
        batch.Row(0)["errors"]![0]!["status"]!.GetValue<int>().ShouldBe(403);
        batch.Outcome(1).ShouldBe("created");
        (single.Status, single.Code).ShouldBe((HttpStatusCode.Forbidden, "not-yours"));
        (await _others.Written()).ShouldBe(before);
    }

    [Fact]
    public async Task A_row_is_told_all_that_is_wrong_with_it()
    {
        var row = _transport.Road("a", -1);
        (row["kind"], row["statusDate"], row["touches"]) = ("水路", "2025-02-30", "东河区");
        row.Remove("name");

        (await _transport.Push(row)).Faults().ShouldBe(
            ["kind:not-allowed", "name:required", "touches:wrong-type", "lengthKm:out-of-range", "statusDate:bad-date"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_row_that_says_the_same_in_other_words_is_unchanged()
    {
        var row = _transport.Road("a", 12.5m);
        (row["name"], row["touches"]) = ("Café 路段", new JsonArray("东河区", "固阳县"));
        await _transport.Push(row);
        var before = await _transport.Written();

        (row["kind"], row["status"], row["name"], row["touches"], row["note"]) =
            ("公路", " 在建 ", " Cafe\u0301 路段 ", new JsonArray("东河区", "固阳县", "东河区"), null);
        row["lengthKm"] = JsonNode.Parse("1.2500e1");

        (await _transport.Push(row)).Outcome().ShouldBe("unchanged");
        (await _transport.Written()).ShouldBe(before);
    }

    [Fact]
    public async Task Text_is_stored_as_it_was_sent()
    {
        string[] awkward = ["a\"b", "c\\d", "{e,f}", "NULL", "null", "'g'", "%_", "🚀𠮷", "<script>", "=1+1", "{\"h\":1}", "$1", "--"];
        var row = _transport.Road("a");
        (row["touches"], row["name"], row["note"]) =
            (new JsonArray([.. awkward.Select(t => (JsonNode)t)]), string.Join(' ', awkward), "一\r\n二\t三");

        (await _transport.Push(row)).Outcome().ShouldBe("created");

        var read = await _transport.Http.Read($"{Department.Segments}/{_transport.Key("a")}");
        read["touches"]!.AsArray().Select(t => t!.GetValue<string>()).ShouldBe(awkward);
        read["name"]!.GetValue<string>().ShouldBe(string.Join(' ', awkward));
        read["note"]!.GetValue<string>().ShouldBe("一\r\n二\t三");
        (await _transport.Push(row)).Outcome().ShouldBe("unchanged");
    }

    private static string Counts(ApiAnswer answer) =>
        $"{answer.Json["created"]} created, {answer.Json["updated"]} updated, {answer.Json["unchanged"]} unchanged, {answer.Json["rejected"]} rejected";

    private async Task<string> Indicators()
    {
        await using var command = infrastructure.Database.CreateCommand(
            """
            select coalesce(json_agg(i order by code), '[]')::text || (select count(*) from log_events where aggregate like '%/indicators/%')
            from measured_indicators i
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
