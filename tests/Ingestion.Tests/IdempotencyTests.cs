using System.Net;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ingestion.Tests;

public sealed class IdempotencyTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_gets_the_first_answer_even_after_the_data_changed(bool isPut)
    {
        Task<ApiAnswer> Send() => isPut
            ? _transport.Put("a", _transport.Road("a"), idempotencyKey: "one")
            : _transport.PushBatch([_transport.Road("a"), _transport.FaultyRoad("b")], key: "one");
        var first = await Send();
        await _transport.Push(_transport.Road("a", 20));
        var changed = await _transport.Written();

        (await Send()).ShouldBe(first);

        first.Status.ShouldBe(isPut ? HttpStatusCode.Created : HttpStatusCode.MultiStatus);
        (await _transport.Written()).ShouldBe(changed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_an_answer_too(bool isPut)
    {
        Task<ApiAnswer> Send() => isPut
            ? _transport.Put("a", _transport.FaultyRoad("a"), idempotencyKey: "one")
            : _transport.PushBatch([_transport.FaultyRoad("a")], key: "one");
        var first = await Send();

        first.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send()).ShouldBe(first);
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_address_is_refused_and_nothing_is_written()
    {
        await _transport.Put("a", _transport.Road("a"), idempotencyKey: "one");
        var before = await _transport.Written();

        ShouldBeReused(await _transport.Put("a", _transport.Road("a", 11), idempotencyKey: "one"));
        ShouldBeReused(await _transport.Put("b", _transport.Road("a"), idempotencyKey: "one"));
        ShouldBeReused(await _transport.PushBatch([_transport.Road("b")], key: "one"));
        ShouldBeReused(await _transport.PushBatch([_transport.FaultyRoad("b")], key: "one"));

        (await _transport.Written()).ShouldBe(before);

        static void ShouldBeReused(ApiAnswer answer) => (answer.Status, answer.Code, answer.Json["field"]!.GetValue<string>())
            .ShouldBe((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key"));
    }

    [Fact]
    public async Task Keys_of_two_credentials_never_meet()
    {
        using var others = infrastructure.NewDepartment();

        (await _transport.PushBatch([_transport.Road("a")], key: "one")).Outcome().ShouldBe("created");
        (await others.PushBatch([others.Road("a")], key: "one")).Outcome().ShouldBe("created");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twenty_at_once_over_two_replicas_have_one_effect_and_one_answer(bool isPut)
    {
        var road = _transport.Road("a");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? _transport.Http : _transport.Replica).Select(http => isPut
            ? http.Put(Department.Segments, _transport.Key("a"), road, "one")
            : http.PushBatch(Department.Segments, [road, _transport.Road("b")], key: "one")));

        answers.Distinct().Count().ShouldBe(1);
        answers[0].Status.ShouldBe(isPut ? HttpStatusCode.Created : HttpStatusCode.OK);
        var written = await _transport.Written();
        written.VersionsOf(_transport.Key("a")).ShouldBe([1]);
        (written.Writes.Count, written.Answers.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task After_the_answer_is_forgotten_the_business_key_prevents_a_second_effect()
    {
        await _transport.PushBatch([_transport.Road("a")], key: "one");
        var before = await _transport.Written();
        await _transport.ForgetAnswers();

        (await _transport.PushBatch([_transport.Road("a")], key: "one")).Outcome().ShouldBe("unchanged");

        var after = await _transport.Written();
        (after with { Answers = before.Answers }).ShouldBe(before);
    }

    [Fact]
    public async Task While_the_first_is_still_being_written_the_second_is_told_so()
    {
        await using var connection = await infrastructure.Database.OpenConnectionAsync();
        await using var first = await connection.BeginTransactionAsync();
        await using var claim = new NpgsqlCommand(
            "insert into idempotency_keys (client, key, request_hash, claimed_at) values ($1, 'one', '', now())", connection)
        {
            Parameters = { new() { Value = _transport.Client } },
        };
        await claim.ExecuteNonQueryAsync();

        var early = await _transport.PushBatch([_transport.Road("a")], key: "one");
        await first.RollbackAsync();
        var late = await _transport.PushBatch([_transport.Road("a")], key: "one");

        (early.Status, early.Code).ShouldBe((HttpStatusCode.Conflict, "request-in-progress"));
        late.Outcome().ShouldBe("created");
    }

    [Fact]
    public async Task A_key_has_a_length()
    {
        (await _transport.PushBatch([_transport.Road("a")], key: new string('k', 200))).Outcome().ShouldBe("created");

        var answer = await _transport.PushBatch([_transport.Road("b")], key: new string('k', 201));

        (answer.Status, answer.Code, answer.Json["limit"]!.GetValue<int>()).ShouldBe((HttpStatusCode.BadRequest, "idempotency-key-too-long", 200));
        (await _transport.Written()).Rows.Count.ShouldBe(1);
    }
}
