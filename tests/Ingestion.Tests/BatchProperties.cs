using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests;

/// <summary>Rules that hold for any batches; each run has departments of its own on the shared service.</summary>
[Fuzzed(25, Arbitrary = [typeof(AnyBatch)], EndSize = 6)]
public sealed class BatchProperties(InfrastructureService infrastructure)
{
    [Property]
    public async Task Outcomes_and_counts_add_up_and_the_tables_hold_what_they_say(AnyBatch[] batches)
    {
        using var given = await Senders.Of(infrastructure);
        var model = new BatchModel();
        foreach (var batch in batches)
        {
            var expected = model.Take(batch);

            var answer = await given.Push(batch);

            Outcomes(answer).ShouldBe(expected);
            foreach (var outcome in new[] { "created", "updated", "unchanged", "rejected" })
            {
                answer.Json[outcome]!.GetValue<int>().ShouldBe(expected.Count(o => o == outcome));
            }

            var rejected = expected.Count(o => o == "rejected");
            ((int)answer.Status).ShouldBe(rejected == 0 ? 200 : rejected < expected.Length ? 207 : 422);
        }

        var written = await given.Ours.Written();
        Lengths(given, written).ShouldBe(model.Lengths);
        written.Events.Count.ShouldBe(model.Changes);
        foreach (var row in written.Rows)
        {
            var versions = written.VersionsOf(row!["key"]!.GetValue<string>());
            versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(v => (long)v));
            row["version"]!.GetValue<long>().ShouldBe(versions.Count);
        }
    }

    [Property]
    public async Task The_order_of_the_rows_of_a_batch_does_not_matter(AnyBatch[] batches, int seed)
    {
        using var given = await Senders.Of(infrastructure);
        using var shuffled = await Senders.Of(infrastructure);
        var random = new Random(seed);
        foreach (var batch in batches)
        {
            var order = Enumerable.Range(0, batch.Rows.Length).ToArray();
            random.Shuffle(order);

            var inOrder = Outcomes(await given.Push(batch));
            var outOfOrder = Outcomes(await shuffled.Push(batch with { Rows = [.. order.Select(i => batch.Rows[i])] }));

            outOfOrder.ShouldBe(order.Select(i => inOrder[i]));
        }

        var (one, other) = (await given.Ours.Written(), await shuffled.Ours.Written());
        Lengths(given, one).ShouldBe(Lengths(shuffled, other));
        one.Events.Count.ShouldBe(other.Events.Count);
    }

    [Property]
    public async Task A_batch_sent_again_finds_its_rows_unchanged(AnyBatch[] batches)
    {
        using var given = await Senders.Of(infrastructure);
        foreach (var batch in batches)
        {
            var first = await given.Push(batch);
            var written = await given.Ours.Written();

            var again = await given.Push(batch);

            Outcomes(again).ShouldBe(Outcomes(first).Select(o => o == "rejected" ? "rejected" : "unchanged"));
            (await given.Ours.Written()).ShouldBe(written);
        }
    }

    [Property]
    public async Task With_keys_repeats_at_any_time_change_nothing(AnyBatch[] batches, int seed)
    {
        using var given = await Senders.Of(infrastructure);
        var model = new BatchModel();
        var random = new Random(seed);
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < batches.Length; i++)
        {
            model.Take(batches[i]);
            answers.Add(await given.Push(batches[i], key: $"{i}"));
            var late = random.Next(answers.Count);
            (await given.Push(batches[late], key: $"{late}")).ShouldBe(answers[late]);
        }

        var written = await given.Ours.Written();
        Lengths(given, written).ShouldBe(model.Lengths);
        written.Events.Count.ShouldBe(model.Changes);
    }

    [Property]
    public async Task Validate_says_what_commit_then_does(AnyBatch[] batches)
    {
        using var given = await Senders.Of(infrastructure);
        foreach (var batch in batches)
        {
            var before = await given.Ours.Written();
            var validated = await given.Push(batch, mode: "validate");
            (await given.Ours.Written()).ShouldBe(before);

            (await given.Push(batch)).ShouldBe(validated);
        }
    }

    [Property]
    public async Task An_atomic_batch_leaves_all_or_nothing(AnyBatch[] batches)
    {
        using var given = await Senders.Of(infrastructure);
        foreach (var batch in batches)
        {
            var before = await given.Ours.Written();

            var answer = await given.Push(batch with { Atomic = true });

            var after = await given.Ours.Written();
            if (answer.Count("rejected") > 0)
            {
                answer.Count("rejected").ShouldBe(batch.Rows.Length);
                after.ShouldBe(before);
            }
            else
            {
                batch.Rows.ShouldAllBe(r => after.LengthOf(given.Ours.Key(r.Slot)) == r.LengthKm);
            }
        }
    }

    private static string[] Outcomes(ApiAnswer answer) => [.. answer.Json["rows"]!.AsArray().Select(r => r!["outcome"]!.GetValue<string>())];

    private static IEnumerable<decimal?> Lengths(Senders given, Written written) =>
        Enumerable.Range(0, AnyRow.OwnSlots).Select(slot => written.LengthOf(given.Ours.Key(slot)));

    /// <summary>A department that pushes, and another whose rows are in the way.</summary>
    private sealed class Senders(Department ours, Department others) : IDisposable
    {
        public Department Ours => ours;

        public static async Task<Senders> Of(InfrastructureService infrastructure)
        {
            var others = infrastructure.NewDepartment();
            await others.Push([.. Enumerable.Range(AnyRow.OwnSlots, AnyRow.Slots - AnyRow.OwnSlots).Select(slot => others.Road(slot))]);
            return new Senders(infrastructure.NewDepartment(), others);
        }

        public Task<ApiAnswer> Push(AnyBatch batch, string mode = "commit", string? key = null)
        {
            var body = new JsonObject
            {
                ["mode"] = mode, ["atomic"] = batch.Atomic, ["rows"] = new JsonArray([.. batch.Rows.Select(r => r.Json(ours, others))]),
            };
            return ours.Http.SendBody(HttpMethod.Post, $"{Department.Segments}/batch", Encoding.UTF8.GetBytes(body.ToJsonString()), key);
        }

        public void Dispose()
        {
            ours.Dispose();
            others.Dispose();
        }
    }
}
