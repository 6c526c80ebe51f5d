using Cluster.Dashboard.Answers;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Dashboard.Tests.Answers;

public sealed class LastKnownTests
{
    private readonly FakeTimeProvider _time = new(SamplePlan.ReadAt);

    [Fact]
    public async Task Readers_at_the_same_time_share_one_call()
    {
        var calls = 0;
        var answer = new TaskCompletionSource<string>();
        var question = new LastKnown<string>(
            _ =>
            {
                calls++;
                return answer.Task;
            },
            _time);

        var readers = Enumerable.Range(0, 20).Select(_ => question.Read()).ToList();
        answer.SetResult("42");

        (await Task.WhenAll(readers)).ShouldAllBe(reading => reading.Value == "42" && reading.Trouble == Trouble.None);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task Each_new_reader_is_given_a_new_answer()
    {
        var calls = 0;
        var question = new LastKnown<string>(_ => Task.FromResult($"{++calls}"), _time);

        (await question.Read()).Value.ShouldBe("1");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await question.Read()).ShouldBe(new Reading<string>("2", SamplePlan.ReadAt.AddSeconds(1), Trouble.None));
    }

    [Fact]
    public async Task A_slow_answer_leaves_the_last_one_in_its_place_until_it_comes()
    {
        var answers = new Queue<Task<string>>([Task.FromResult("old"), new TaskCompletionSource<string>().Task]);
        var question = new LastKnown<string>(_ => answers.Dequeue(), _time);
        await question.Read();

        var reader = question.Read();
        _time.Advance(TimeSpan.FromSeconds(2));

        (await reader).ShouldBe(new Reading<string>("old", SamplePlan.ReadAt, Trouble.Slow));
    }

    [Fact]
    public async Task A_failure_that_is_none_of_the_API_is_not_hidden()
    {
        var question = new LastKnown<string>(_ => throw new InvalidOperationException("a bug"), _time);

        await Should.ThrowAsync<InvalidOperationException>(question.Read);
    }
}
