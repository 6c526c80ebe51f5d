using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Cluster.Messaging.Tests.Log;

/// <summary>What is too old leaves the log by its own job alone; what stays can still be held against the seals, and the views be built from it.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const int KeepDays = 1096;
    private const string Segments = "/api/infrastructure/segments";

    private static readonly Dictionary<string, string> Settings = new() { ["Messaging__SealEverySeconds"] = "1" };

    private RunningService _service = null!;
    private NpgsqlDataSource _database = null!;
    private EventProbe _listener = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: Settings);
        _database = _service.OpenDatabase();
        _listener = await EventProbe.Open(_service.Broker); // what nobody hears is not sent, and what is not sent stays
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _database.DisposeAsync();
        await _service.DisposeAsync();
    }

    /// <summary>Each is done, found, and undone.</summary>
    [Fact]
    public async Task After_a_removal_the_seals_still_hold_and_every_touch_of_what_remains_is_found_and_named()
    {
        using var transport = _service.As("市交通运输局");
        await transport.PushBatch(Segments, [Road("a"), Road("b")]);
        await transport.GetByteArrayAsync($"{Segments}?format=csv");
        await transport.PushBatch(Segments, [Road("b", 11)]);
        await transport.PushBatch(Segments, [Road("b", 12), Road("c")]);
        await Sealed(4);

        (await RemoveOld(_database, "infrastructure", YearsLater())).ShouldBe(3, "two versions of b that a third replaced, and the note of the export");

        (await Lines("select aggregate || ' ' || version from log_events where aggregate like 'infra%' order by 1"))
            .ShouldBe(["infrastructure/segments/a 1", "infrastructure/segments/b 3", "infrastructure/segments/c 1"]);
        (await Scalar<long>("select count(*) from log_writes where id <= 4")).ShouldBe(2, "of two writes nothing was left");
        (await Sealed(5))["intact"]!.GetValue<bool>().ShouldBeTrue();
        (await RemoveOld(_database, "infrastructure", YearsLater(more: 1))).ShouldBe(0, "the note of a removal stays");
        var history = await transport.Read($"{Segments}/b/history");
        history["items"]!.AsArray().Select(v => v!["version"]!.GetValue<long>()).ShouldBe([3]);

        var writes = await Numbers("select id from log_writes order by id");
        var (first, third, note) = (writes[0], writes[1], writes[^1]);
        foreach (var (harm, undo, what, write) in Harms(first, third, note))
        {
            await Execute(harm);
            var found = (await Verify())["firstBroken"];
            (found?["what"]!.GetValue<string>(), found?["write"]?.GetValue<long>()).ShouldBe((what, write), harm);
            await Execute(undo);
            (await Verify())["intact"]!.GetValue<bool>().ShouldBeTrue(undo);
        }
    }

    [Fact]
    public async Task What_was_so_when_the_kept_time_began_stays_until_it_was_replaced_before_that()
    {
        using var transport = _service.As("市交通运输局");
        await transport.PushBatch(Segments, [Road("a"), Road("b")]);
        await transport.PushBatch(Segments, [Road("b", 11)]);
        await Sealed(2);
        await transport.PushBatch(Segments, [Road("b", 12), Road("a", 12)]);
        await Sealed(3);
        var lastSeal = await Scalar<DateTime>("select max(sealed_at) from log_seals");

        var removed = await RemoveOld(_database, "infrastructure", new FakeTimeProvider(new DateTimeOffset(lastSeal).AddDays(KeepDays)));

        removed.ShouldBe(1);
        (await Lines("select split_part(aggregate, '/', 3) || version from log_events where aggregate like 'infra%' order by 1")).ShouldBe(["a1", "a2", "b2", "b3"]);
        (await Sealed(4))["intact"]!.GetValue<bool>().ShouldBeTrue();
    }

    /// <summary>Whole writes go, and what is left of them is still the digest that says whom they concerned.</summary>
    [Fact]
    public async Task What_concerned_others_too_is_removed_like_the_rest_and_the_seals_still_hold()
    {
        await Execute("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, addressees, sent_at, attempts, next_attempt_at)
                select now(), '', 'x', 'system', 1, array['市交通运输局', version::text], now(), 0, now() from generate_series(1, 3) version returning id, addressees)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body)
            select id, 1, 'Test.Moved', 'infrastructure/test/1', addressees[2]::bigint, '{}' from write
            """);
        await Sealed(3);

        (await RemoveOld(_database, "infrastructure", YearsLater())).ShouldBe(2);

        (await Lines("select array_to_string(addressees, ' ') from log_writes where addressees is not null")).ShouldBe(["市交通运输局 3"]);
        (await Sealed(4))["intact"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Views_that_are_built_again_from_a_pruned_log_come_out_equal_and_new_writes_go_on()
    {
        await using var coordination = await RunningService.Start("coordination", "Cluster.Coordination", settings: Settings);
        await using var database = coordination.OpenDatabase();
        using var office = coordination.As("领导小组办公室", "office");
        using var department = coordination.As("市甲局");
        using var operators = coordination.As("", "operator", "operator");
        await office.PushBatch("/api/coordination/organisations", [Row("市甲局", ("fullName", "市甲局"), ("nameEn", "A"), ("kind", "municipal-bureau"))]);
        await office.PushBatch("/api/coordination/themes", [Row("1", ("ordinal", 1), ("title", "板块"), ("titleEn", "theme"))]);
        await office.PushBatch("/api/coordination/subsections", [Row("1.1", ("theme", "1"), ("ordinal", 1), ("title", "小节"), ("titleEn", "subsection"))]);
        for (var version = 1; version <= 3; version++)
        {
            await office.PushBatch("/api/coordination/tasks", [Task($"任务 {version}")]);
            (await department.PushBatch("/api/coordination/progress-reports", [Report(version * 10)])).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        }

        const string dump = "select (select string_agg(r::text, ';') from latest_reports r) || (select string_agg(s::text, ';') from task_standings s)";
        var live = await Eventually.Fits(() => Text(database, dump), text => text?.Contains(",30") == true);
        await Eventually.True(async () => await Text(database, "select (sum(cardinality(writes)) = (select count(*) from log_writes))::text from log_seals") == "true");

        (await RemoveOld(database, "coordination", YearsLater())).ShouldBe(4);
        using var rebuild = await operators.PostAsync("/api/coordination/read-models/rebuild", content: null);

        await Eventually.True(async () => await Text(database, "select (count(*) > 0 and bool_and(finished_at is not null))::text from replays") == "true");
        (await Eventually.Fits(() => Text(database, dump), text => text is not null)).ShouldBe(live);
        (await Text(database, "select count(*)::text from dead_letters")).ShouldBe("0");
        await department.PushBatch("/api/coordination/progress-reports", [Report(40)]);
        await Eventually.Fits(() => Text(database, dump), text => text?.Contains(",40") == true);
    }

    [Theory]
    [InlineData("182")]
    [InlineData("0")]
    public void Less_than_six_months_stops_the_start(string days)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Messaging:KeepDays"] = days }).Build();

        Should.Throw<InvalidOperationException>(() => MessagingOptions.Read("x", configuration)).Message.ShouldContain("183");
    }

    [Fact]
    public void Three_years_are_kept_unless_it_is_set() =>
        MessagingOptions.Read("x", new ConfigurationBuilder().Build()).KeepDays.ShouldBe(KeepDays);

    private static IEnumerable<(string Harm, string Undo, string What, long Write)> Harms(long first, long third, long note)
    {
        foreach (var (table, where, harm, what, write) in new[]
        {
            ("log_events", $"write_id = {first}", $"update log_events set body = '{{}}' where write_id = {first}", "changed", first),
            ("log_events", $"write_id = {third}", $"delete from log_events where write_id = {third} and aggregate like '%/b'", "changed", third),
            ("log_writes", $"id = {first}", $"delete from log_writes where id = {first}", "missing", first),
            ("log_writes", $"id = {first}", $"update log_writes set events = 1 where id = {first}", "changed", first),
            ("log_removals", "true", $"update log_removals set digests = sha256('x') where write_id = {first}", "removal-changed", first),
            ("log_removals", $"write_id = {first}", $"delete from log_removals where write_id = {first}", "changed", first),
            ("log_removals", "ordinals = '{}'", "delete from log_removals where ordinals = '{}'", "removal-changed", first),
            ("log_events", $"write_id = {note}", $"delete from log_events where write_id = {note}", "removal-changed", first),
            ("log_events", $"write_id = {note}", $"update log_events set body = replace(body::text, '\"events\":3', '\"events\":2')::json where write_id = {note}", "changed", note),
            ("log_writes", $"id = {note}", $"update log_writes set written_at = now() where id = {note}", "removed-too-early", first),
        })
        {
            yield return (
                $"create table kept as select * from {table} where {where}; {harm}",
                $"delete from {table} where {where}; insert into {table} {(table == "log_writes" ? "overriding system value " : "")}select * from kept; drop table kept",
                what, write);
        }

        // One row more, with what it takes to make it look like the others.
        yield return (
            $"""
            create table kept as select * from log_events where write_id = {third} and aggregate like '%/b';
            insert into log_removals select {third}, {note}, array[ordinal], {Seals.EventDigest} from kept; delete from log_events where write_id = {third} and aggregate like '%/b'
            """,
            $"delete from log_removals where write_id = {third}; insert into log_events select * from kept; drop table kept", "removal-changed", first);
    }

    private static FakeTimeProvider YearsLater(int more = 0) => new(TimeProvider.System.GetUtcNow().AddDays(KeepDays + 1 + more));

    private static async Task<long> RemoveOld(NpgsqlDataSource database, string service, TimeProvider time)
    {
        using var retention = new Retention(database, time, new MessagingOptions(service, 0, TimeSpan.FromMinutes(1), KeepDays), NullLogger<Retention>.Instance);
        return await retention.RemoveOld(TestContext.Current.CancellationToken);
    }

    private static JsonObject Road(string key, decimal lengthKm = 10) =>
        Row(key, ("kind", "road"), ("name", key), ("status", "planned"), ("lengthKm", lengthKm));

    private static JsonObject Task(string title) => Row(
        "T01", ("theme", "1"), ("subsection", "1.1"), ("clause", "1.1"), ("ordinal", 1), ("title", title), ("titleEn", "task"), ("leads", new JsonArray("市甲局")));

    private static JsonObject Report(int percent)
    {
        var row = Row("", ("task", "T01"), ("organisation", "市甲局"), ("period", "2026Q1"), ("progressPercent", percent), ("state", "in-progress"), ("words", "路基完成"));
        row.Remove("key");
        return row;
    }

    private static JsonObject Row(string key, params (string Name, JsonNode Value)[] members)
    {
        var row = new JsonObject { ["key"] = key };
        foreach (var (name, value) in members)
        {
            row[name] = value;
        }

        return row;
    }

    private async Task<JsonNode> Sealed(long writes)
    {
        await Eventually.True(async () => await Scalar<long>("select count(*) from log_writes where sent_at is null") == 0);
        return await Eventually.Fits(Verify, v => v["writes"]!.GetValue<long>() == writes);
    }

    private async Task<JsonNode> Verify()
    {
        using var operations = _service.As("", "operator");
        return await operations.Read("/api/infrastructure/audit/verification");
    }

    private async Task Execute(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task<string[]> Lines(string sql) => await Scalar<string[]>($"select array({sql})");

    private async Task<long[]> Numbers(string sql) => await Scalar<long[]>($"select array({sql})");

    private static async Task<string?> Text(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }
}
