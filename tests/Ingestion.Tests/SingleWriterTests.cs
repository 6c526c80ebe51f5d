using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ingestion.Tests;

public sealed class SingleWriterTests(InfrastructureService infrastructure) : IDisposable
{
    private const string WritesSql = """
        select w.organisation, w.client, coalesce(w.trace, ''), w.transaction::text, e.aggregate, e.version
        from log_writes w join log_events e on e.write_id = w.id
        where w.client = any($1)
        order by w.id, e.ordinal
        """;

    /// <summary>Far less than one that goes alone waits for a lock.</summary>
    private static readonly TimeSpan NotHeldUp = TimeSpan.FromSeconds(3);

    private readonly Department _transport = infrastructure.NewDepartment();
    private readonly Department _others = infrastructure.NewDepartment();

    public void Dispose()
    {
        _transport.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Rows_that_come_together_share_transactions_and_each_has_its_own_write()
    {
        var sent = await Together([.. NewRows(_transport, 40), .. NewRows(_others, 40)]);

        sent.ShouldAllBe(s => s.Answer.Status == HttpStatusCode.Created && s.Outcome == "created");
        sent.ShouldAllBe(s => s.Answer.Json["key"]!.GetValue<string>() == s.Key);
        var writes = await Writes();
        ShouldBeLogged(sent, writes);
        ShouldShareTransactions(writes);
    }

    [Fact]
    public async Task Each_is_answered_and_logged_as_if_it_came_alone()
    {
        await Together(
        [
            Put(_others, _others.Road("theirs")), Put(_others, _others.Road("longer")),
            Put(_transport, _transport.Road("same")), Put(_transport, _transport.Road("longer")),
        ]);
        var before = await Writes();
        var theirs = (await _others.Written()).Row(_others.Key("theirs"))!.ToJsonString();

        var same = Put(_transport, _transport.Road("same"));
        var (longer, theirLonger) = (Put(_transport, _transport.Road("longer", 11), "longer"), Put(_others, _others.Road("longer", 12), "longer"));
        var (faulty, foreign) = (Put(_transport, _transport.FaultyRoad("faulty"), "faulty"), Put(_transport, _others.Road("theirs", 12)));
        var twice = Enumerable.Range(0, 5)
            .Select(i => new[] { Put(_transport, _transport.Road($"twice-{i}", 1)), Put(_transport, _transport.Road($"twice-{i}", 2)) }).ToArray();
        var repeated = new[] { Put(_transport, _transport.Road("repeated"), "repeated"), Put(_transport, _transport.Road("repeated"), "repeated") };
        var created = NewRows(_transport, 20).Concat(NewRows(_others, 20)).ToArray();
        await Together([.. created[..20], same, longer, theirLonger, faulty, foreign, .. twice.SelectMany(t => t), .. repeated, .. created[20..]]);

        Say(same).ShouldBe("200 unchanged");
        (Say(longer), Say(theirLonger)).ShouldBe(("200 updated", "200 updated"));
        Say(faulty).ShouldBe("422 out-of-range");
        Say(foreign).ShouldBe("403 not-yours");
        twice.ShouldAllBe(t => t.Count(p => Say(p) == "201 created") == 1 && t.Count(p => Say(p) == "200 updated") == 1);
        repeated.Select(Say).ShouldAllBe(said => said == "201 created");
        repeated[0].Answer.ShouldBe(repeated[1].Answer);
        created.Select(Say).ShouldAllBe(said => said == "201 created");

        var writes = (await Writes())[before.Count..];
        var first = repeated.Single(r => writes.Exists(w => w.Trace.Contains(r.Trace, StringComparison.Ordinal)));
        ShouldBeLogged([.. created, longer, theirLonger, .. twice.SelectMany(t => t), first], writes);
        ShouldShareTransactions(writes);
        (await _others.Written()).Row(_others.Key("theirs"))!.ToJsonString().ShouldBe(theirs);
        var ours = await _transport.Written();
        twice.ShouldAllBe(t => ours.LengthOf(t[0].Key) == t.Single(p => p.Outcome == "updated").Length);
    }

    [Fact]
    public async Task One_that_cannot_be_written_with_the_others_does_not_spoil_them()
    {
        var used = Put(_transport, _transport.Road("used"), "used");
        await Together([used]);

        var reused = Put(_transport, _transport.Road("reused"), "used");
        var again = Put(_transport, _transport.Road("used"), "used");
        var created = NewRows(_transport, 20).Concat(NewRows(_others, 20)).ToArray();
        await Together([.. created[..20], reused, again, .. created[20..]]);

        Say(reused).ShouldBe("422 idempotency-key-reused");
        again.Answer.ShouldBe(used.Answer);
        created.Select(Say).ShouldAllBe(said => said == "201 created");
        ShouldBeLogged([used, .. created], await Writes());
    }

    [Fact]
    public async Task Of_two_rows_that_come_together_under_one_new_key_one_is_written()
    {
        var pairs = Enumerable.Range(0, 10).Select(i => new[]
        {
            Put(_transport, _transport.Road($"one-{i}"), $"{i}"), Put(_transport, _transport.Road($"other-{i}"), $"{i}"),
        }).ToArray();

        await Together([.. pairs.SelectMany(p => p)]);

        pairs.ShouldAllBe(p => p.Count(s => Say(s) == "201 created") == 1 && p.Count(s => Say(s) == "422 idempotency-key-reused") == 1);
        ShouldBeLogged([.. pairs.Select(p => p.Single(s => s.Answer.Status == HttpStatusCode.Created))], await Writes());
    }

    [Theory]
    [InlineData("select from segments where key = $2 and $1 <> '' for update")]
    [InlineData("insert into idempotency_keys (client, key, request_hash, claimed_at) select $1, 'held', '', now() where $2 <> ''")]
    public async Task One_that_waits_for_what_another_holds_does_not_hold_up_the_others(string holdSql)
    {
        await Together([Put(_transport, _transport.Road("held"))]);
        await using var connection = await infrastructure.Database.OpenConnectionAsync();
        await using var holder = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand(holdSql, connection)
        {
            Parameters = { new() { Value = _transport.Client }, new() { Value = _transport.Key("held") } },
        };
        await hold.ExecuteNonQueryAsync();

        var held = Put(_transport, _transport.Road("held", 11), "held");
        var waiting = Together([held]);
        var created = await Together([.. NewRows(_transport, 20), .. NewRows(_others, 20)]).WaitAsync(NotHeldUp);

        created.Select(Say).ShouldAllBe(said => said == "201 created");
        waiting.IsCompleted.ShouldBeFalse();
        await holder.RollbackAsync();
        await waiting;
        Say(held).ShouldBe("200 updated");
        ShouldBeLogged([.. created, held], (await Writes())[1..]);
    }

    /// <summary>Every second with an Idempotency-Key.</summary>
    private static IEnumerable<SinglePut> NewRows(Department sender, int count) =>
        Enumerable.Range(0, count).Select(i => Put(sender, sender.Road($"new-{i}"), i % 2 == 0 ? $"new-{i}" : null));

    private static SinglePut Put(Department sender, JsonObject row, string? idempotencyKey = null) => new(sender, row, idempotencyKey);

    private static async Task<SinglePut[]> Together(SinglePut[] puts)
    {
        await Task.WhenAll(puts.Select(p => p.Send()));
        return puts;
    }

    private static string Say(SinglePut put) =>
        $"{(int)put.Answer.Status} {(put.Answer.Status is HttpStatusCode.OK or HttpStatusCode.Created ? put.Outcome : put.Answer.Code)}";

    /// <summary>One write with one event for each that changed something, under its own name and trace, and none besides.</summary>
    private static void ShouldBeLogged(IReadOnlyCollection<SinglePut> changes, List<Write> writes)
    {
        writes.Select(w => (w.Organisation, w.Client, w.Aggregate, w.Trace.Split('-')[1])).ShouldBe(
            changes.Select(c => (c.Sender.Name, c.Sender.Client, $"infrastructure/segments/{c.Key}", c.Trace)), ignoreOrder: true);
        writes.Select(w => (w.Aggregate, w.Version)).ShouldBeUnique();
    }

    private static void ShouldShareTransactions(List<Write> writes) =>
        writes.Select(w => w.Transaction).Distinct().Count().ShouldBeLessThan(writes.Count / 2);

    private async Task<List<Write>> Writes()
    {
        await using var command = infrastructure.Database.CreateCommand(WritesSql);
        command.Parameters.Add(new() { Value = new[] { _transport.Client, _others.Client } });
        await using var reader = await command.ExecuteReaderAsync();
        var writes = new List<Write>();
        while (await reader.ReadAsync())
        {
            writes.Add(new Write(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5)));
        }

        return writes;
    }

    private sealed record Write(string Organisation, string Client, string Trace, string Transaction, string Aggregate, long Version);

    /// <summary>A single PUT that is sent as part of a trace of its own.</summary>
    private sealed class SinglePut(Department sender, JsonObject row, string? idempotencyKey)
    {
        private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();

        public Department Sender => sender;

        public string Key => row["key"]!.GetValue<string>();

        public decimal Length => row["lengthKm"]!.GetValue<decimal>();

        public string Trace => _trace.ToHexString();

        public ApiAnswer Answer { get; private set; } = null!;

        public string Outcome => Answer.Json["outcome"]!.GetValue<string>();

        public async Task Send()
        {
            using var activity = new Activity("put").SetParentId(_trace, ActivitySpanId.CreateRandom()).Start();
            Answer = await sender.Http.Put(Department.Segments, Key, row, idempotencyKey);
        }
    }
}
