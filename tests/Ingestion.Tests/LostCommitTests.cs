using System.Net;
using System.Text;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

[Collection<LonelyService.Alone>]
public sealed class LostCommitTests(LonelyService given) : IDisposable
{
    private readonly Department _transport = new(given.Service, given.Service, given.Database);
    private int _cuts;

    public void Dispose()
    {
        (given.Line.CutBeforeReply, given.Line.OnRequest) = (null, null);
        _transport.Dispose();
    }

    [Fact]
    public async Task A_commit_whose_reply_is_lost_is_answered_from_the_kept_answer()
    {
        await CutBefore("COMMIT");

        var answer = await _transport.PushBatch([_transport.Road("a"), _transport.Road("b")], key: "one");

        (answer.Status, answer.Outcome(0), answer.Outcome(1)).ShouldBe((HttpStatusCode.OK, "created", "created"));
        await ShouldHaveOneEffect();
        (await _transport.PushBatch([_transport.Road("a"), _transport.Road("b")], key: "one")).ShouldBe(answer);
    }

    [Fact]
    public async Task So_is_a_single_row()
    {
        await CutBefore("COMMIT");

        var answer = await _transport.Put("a", _transport.Road("a"), idempotencyKey: "one");

        answer.Status.ShouldBe(HttpStatusCode.Created);
        await ShouldHaveOneEffect();
    }

    [Fact]
    public async Task Without_a_key_the_rows_are_found_unchanged()
    {
        await CutBefore("COMMIT");

        (await _transport.Push(_transport.Road("a"))).Outcome().ShouldBe("unchanged");

        await ShouldHaveOneEffect();
    }

    [Fact]
    public async Task A_commit_that_never_arrives_is_made_again()
    {
        await CutBeforeTheServer();

        (await _transport.PushBatch([_transport.Road("a")], key: "one")).Outcome().ShouldBe("created");

        await ShouldHaveOneEffect();
    }

    [Fact]
    public async Task An_outcome_that_stays_unknown_is_no_success_and_the_repeat_gets_the_first_answer()
    {
        await CutBefore("COMMIT", "INSERT 0 0");

        var unknown = await _transport.PushBatch([_transport.Road("a")], key: "one");
        (given.Line.CutBeforeReply, given.Line.OnRequest) = (null, null);
        var known = await _transport.PushBatch([_transport.Road("a")], key: "one");

        (unknown.Status, unknown.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "database-unavailable"));
        known.Outcome().ShouldBe("created");
        _cuts.ShouldBe(2);
        (await _transport.Written()).VersionsOf(_transport.Key("a")).ShouldBe([1]);
    }

    /// <summary>The relay commits only what it finds unsent, so the next commit on the line is the push's.</summary>
    private Task TheRelayIsIdle() => Eventually.True(async () =>
    {
        await using var command = given.Database.CreateCommand("select count(*) from log_writes where sent_at is null");
        return await command.ExecuteScalarAsync() is 0L;
    });

    /// <summary>
    /// Cuts the line instead of passing on the first reply, then the second, and so on. It looks only once the push has named its row: what
    /// the relay committed may be seen before its reply has come through.
    /// </summary>
    private async Task CutBefore(params string[] replies)
    {
        await TheRelayIsIdle();
        var row = Encoding.UTF8.GetBytes(_transport.Key("a"));
        var isUnderWay = false;
        given.Line.OnRequest = chunk => isUnderWay |= chunk.Span.IndexOf(row) >= 0;
        given.Line.CutBeforeReply = chunk =>
        {
            var isNext = isUnderWay && _cuts < replies.Length && chunk.Span.IndexOf(Encoding.ASCII.GetBytes(replies[_cuts])) >= 0;
            _cuts += isNext ? 1 : 0;
            return isNext;
        };
    }

    private async Task CutBeforeTheServer()
    {
        await TheRelayIsIdle();
        given.Line.OnRequest = chunk =>
        {
            if (chunk.Span.IndexOf("COMMIT"u8) >= 0 && Interlocked.Increment(ref _cuts) == 1)
            {
                given.Line.CutAll();
            }
        };
    }

    private async Task ShouldHaveOneEffect()
    {
        _cuts.ShouldBeGreaterThan(0);
        var written = await _transport.Written();
        written.Writes.Count.ShouldBe(1);
        written.Events.ShouldAllBe(e => e![1]!.GetValue<long>() == 1);
        written.Rows.Count.ShouldBe(written.Events.Count);
    }
}
