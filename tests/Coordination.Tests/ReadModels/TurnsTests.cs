using Cluster.Coordination.ReadModels;

namespace Cluster.Coordination.Tests.ReadModels;

/// <summary>While much is written each look finds another version; computations of one question come one after the other all the same.</summary>
public sealed class TurnsTests
{
    private readonly Turns _turns = new();
    private readonly TaskCompletionSource _first = new();
    private int _computed;

    [Fact]
    public async Task Who_asks_while_one_is_computed_shares_the_next_with_all_who_do()
    {
        var running = _turns.Next("ranking", () => Compute(until: _first.Task));
        var meanwhile = Enumerable.Range(0, 50).Select(_ => _turns.Next("ranking", () => Compute())).ToList();
        meanwhile.ShouldAllBe(asked => !asked.IsCompleted);

        _first.SetResult();

        (await running).ShouldBe(1);
        (await Task.WhenAll(meanwhile)).ShouldAllBe(answer => (int)answer == 2);
    }

    [Fact]
    public async Task Another_question_waits_for_nobody()
    {
        var running = _turns.Next("ranking", () => Compute(until: _first.Task));

        (await _turns.Next("overview", () => Compute())).ShouldBe(1);

        _first.SetResult();
        (await running).ShouldBe(2);
    }

    [Fact]
    public async Task One_that_fails_is_told_to_who_waited_for_it_and_the_next_is_computed()
    {
        var running = _turns.Next("ranking", () => Compute(until: _first.Task));
        var next = _turns.Next("ranking", () => Compute());

        _first.SetException(new InvalidOperationException());

        await Should.ThrowAsync<InvalidOperationException>(() => running);
        (await next).ShouldBe(1);
        (await _turns.Next("ranking", () => Compute())).ShouldBe(2);
    }

    private async Task<object> Compute(Task? until = null)
    {
        await (until ?? Task.CompletedTask);
        return Interlocked.Increment(ref _computed);
    }
}
