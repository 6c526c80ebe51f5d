using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests.Log;

/// <summary>Whoever changes what was written is found, and told apart from what the platform itself goes on to note in the log.</summary>
public sealed class SealTests : IAsyncLifetime
{
    private const string Segments = "/api/infrastructure/segments";
    private const string Verification = "/api/infrastructure/audit/verification";

    private RunningService _service = null!;
    private RunningService _replica = null!;
    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["Messaging__SealEverySeconds"] = "1" };
        _service = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: settings);
        _replica = await RunningService.Start("infrastructure", "Cluster.Infrastructure", _service.Broker, _service.Database, settings: settings);
        _database = _service.OpenDatabase();
    }

    /// <summary>Each is done, found, and undone.</summary>
    [Fact]
    public async Task Every_way_to_touch_a_sealed_log_is_found_and_named()
    {
        await using var listener = await EventProbe.Open(_service.Broker);
        using var transport = _service.As("市交通运输局");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await transport.PushBatch(Segments, [Road(name), Road($"{name}-2")]);
        }

        await Eventually.Fits(Verify, v => v["writes"]!.GetValue<long>() == 3);
        await transport.PushBatch(Segments, [Road("b", 11)]); // under a second seal at the earliest
        var sealedWell = await Eventually.Fits(Verify, v => v["writes"]!.GetValue<long>() == 4);
        sealedWell["intact"]!.GetValue<bool>().ShouldBeTrue();
        sealedWell["head"]!.GetValue<string>().Length.ShouldBe(64);
        await Eventually.True(async () => await Scalar<long>("select count(*) from log_writes where sent_at is null") == 0);

        var second = await Scalar<long>("select write_id from log_events where aggregate like '%/b' and version = 1");
        var last = await Scalar<long>("select max(id) from log_writes");
        foreach (var (harm, undo, what, write) in Harms(second, last))
        {
            await Execute(harm);
            var found = await Verify();
            found["intact"]!.GetValue<bool>().ShouldBeFalse(harm);
            (found["firstBroken"]!["what"]!.GetValue<string>(), found["firstBroken"]!["write"]?.GetValue<long>()).ShouldBe((what, write), harm);
            await Execute(undo);
            (await Verify())["intact"]!.GetValue<bool>().ShouldBeTrue(undo);
        }
    }

    [Fact]
    public async Task An_export_is_sealed_like_a_write()
    {
        using var transport = _service.As("市交通运输局");
        await transport.GetByteArrayAsync($"{Segments}?format=csv");
        await Eventually.Fits(Verify, v => v["writes"]!.GetValue<long>() == 1);

        await Execute("update log_events set body = replace(body::text, '\"rows\":0', '\"rows\":9')::json where aggregate like 'audit/%'");

        (await Verify())["firstBroken"]!["what"]!.GetValue<string>().ShouldBe("changed");
    }

    /// <summary>Seals from before there were addressees hold on: what concerns nobody else has the digest that it had then.</summary>
    [Fact]
    public async Task Whom_a_write_concerns_is_sealed_with_it_and_one_that_concerns_nobody_else_has_the_digest_of_old()
    {
        const string digestOfOld = """
            sha256(convert_to(json_build_array(
                    id, extract(epoch from written_at), organisation, client, role, address, trace, events)::text, 'UTF8')
                || (select string_agg(sha256(convert_to(json_build_array(
                    ordinal, kind, aggregate, version, body::text, before::text)::text, 'UTF8')), ''::bytea order by ordinal)
                    from log_events where write_id = id))
            """;
        using var transport = _service.As("市交通运输局");
        await transport.PushBatch(Segments, [Road("a"), Road("a-2")]);
        await Execute("""
            with write as (
                insert into log_writes (written_at, organisation, client, role, events, addressees, attempts, next_attempt_at)
                values (now(), '', 'x', 'system', 1, array['市交通运输局', '市住建局'], 0, now()) returning id)
            insert into log_events (write_id, ordinal, kind, aggregate, version, body) select id, 1, 'Test.Moved', 'infrastructure/test/1', 1, '{}' from write
            """);
        await Eventually.Fits(Verify, v => v["writes"]!.GetValue<long>() == 2);

        (await Scalar<bool>($"select {digestOfOld} = {Seals.WriteDigest} from log_writes where addressees is null")).ShouldBeTrue();
        var write = await Scalar<long>("select id from log_writes where addressees is not null");
        foreach (var harm in new[] { "array['市交通运输局']", "array['市交通运输局', '市商务局']", "array['市交通运输局市住建局']", "array[]::text[]", "null" })
        {
            await Execute($"update log_writes set addressees = {harm} where id = {write}");
            var found = (await Verify())["firstBroken"];
            (found?["what"]?.GetValue<string>(), found?["write"]?.GetValue<long>()).ShouldBe(("changed", write), harm);
        }

        await Execute($"update log_writes set addressees = array['市交通运输局', '市住建局'] where id = {write}");
        (await Verify())["intact"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_commits_late_is_sealed_and_two_replicas_leave_one_chain()
    {
        using var transport = _service.As("市交通运输局");
        await using (var connection = await _database.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var late = new NpgsqlCommand("""
                insert into log_writes (written_at, organisation, client, role, events, attempts, next_attempt_at)
                values (now(), 'x', 'x', 'department', 0, 0, now())
                """, connection);
            await late.ExecuteNonQueryAsync();
            for (var i = 0; i < 20; i++)
            {
                await transport.PushBatch(Segments, [Road($"{i}")]);
            }

            (await Verify())["writes"]!.GetValue<long>().ShouldBe(0, "nothing is sealed that a late commit could come before");
            await transaction.CommitAsync();
        }

        var all = await Eventually.Fits(Verify, v => v["writes"]!.GetValue<long>() == 21);

        all["intact"]!.GetValue<bool>().ShouldBeTrue();
        (await Scalar<bool>("select max(number) = count(*) from log_seals")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("department")]
    [InlineData("office")]
    [InlineData("reader")]
    public async Task Only_operations_check_it(string role)
    {
        using var http = _service.As("市交通运输局", role);

        using var answer = await http.GetAsync(Verification);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _replica.DisposeAsync();
        await _service.DisposeAsync();
    }

    private static IEnumerable<(string Harm, string Undo, string What, long? Write)> Harms(long second, long last)
    {
        const string keep = "create table kept as select * from";
        yield return (
            $"update log_writes set organisation = '市发改委' where id = {second}",
            $"update log_writes set organisation = '市交通运输局' where id = {second}", "changed", second);
        yield return (
            $"update log_writes set addressees = array['市商务局'] where id = {second}",
            $"update log_writes set addressees = null where id = {second}", "changed", second);
        yield return (
            $"update log_writes set written_at = written_at + interval '1 day' where id = {second}",
            $"update log_writes set written_at = written_at - interval '1 day' where id = {second}", "changed", second);
        yield return (
            $"{keep} log_events where write_id = {second}; update log_events set body = '{{}}' where write_id = {second} and ordinal = 2",
            $"delete from log_events where write_id = {second}; insert into log_events select * from kept; drop table kept", "changed", second);
        yield return (
            $"{keep} log_events where write_id = {last}; update log_events set before = null where write_id = {last}",
            $"delete from log_events where write_id = {last}; insert into log_events select * from kept; drop table kept", "changed", last);
        yield return (
            $"{keep} log_events where write_id = {second}; delete from log_events where write_id = {second} and ordinal = 1",
            $"delete from log_events where write_id = {second}; insert into log_events select * from kept; drop table kept", "changed", second);
        yield return (
            $"{keep} log_writes where id = {second}; delete from log_writes where id = {second}",
            "insert into log_writes overriding system value select * from kept; drop table kept", "missing", second);
        yield return (
            $"insert into log_writes overriding system value select 900000, transaction, written_at, organisation, client, role, address, trace, events, sent_at, attempts, next_attempt_at, last_failure from log_writes where id = {second}",
            "delete from log_writes where id = 900000", "added", 900_000);
        const string earlier = "update log_seals set sealed_at = sealed_at - interval '1 second' where number = 1";
        yield return (earlier, earlier.Replace("- interval", "+ interval", StringComparison.Ordinal), "seal-changed", null);
        const string place = "update log_seals set transaction = (transaction::text::bigint + 1000)::text::xid8 where number = 2";
        yield return (place, place.Replace("+ 1000", "- 1000", StringComparison.Ordinal), "seal-changed", null);
        yield return (
            $"{keep} log_seals where number = 2; update log_seals set writes = '{{}}', digests = '' where number = 2",
            "update log_seals set writes = kept.writes, digests = kept.digests from kept where log_seals.number = 2; drop table kept",
            "seal-changed", null);
        yield return (
            "update log_seals set writes[1] = writes[1] + 1 where number = 1",
            "update log_seals set writes[1] = writes[1] - 1 where number = 1", "seal-changed", null);
        yield return (
            $"{keep} log_seals where number = 1; delete from log_seals where number = 1",
            "insert into log_seals select * from kept; drop table kept", "seal-missing", null);
    }

    private static JsonObject Road(string key, decimal lengthKm = 10) => new()
    {
        ["key"] = key, ["kind"] = "road", ["name"] = key, ["status"] = "planned", ["lengthKm"] = lengthKm,
    };

    private async Task<JsonNode> Verify()
    {
        using var operations = _service.As("", "operator");
        return await operations.Read(Verification);
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
}
