using Cluster.Client;

namespace Cluster.Dashboard.Answers;

/// <summary>
/// The newest answer to one question. When no new one comes, or not in time, the page shows the last one and says from when it is; readers
/// at the same time share one call.
/// </summary>
/// <param name="ask">The question.</param>
public sealed class LastKnown<T>(Func<CancellationToken, Task<T>> ask, TimeProvider time)
    where T : class
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(2);

    private readonly Lock _turn = new();
    private Task<Answer>? _asking;
    private Answer? _last;

    public async Task<Reading<T>> Read()
    {
        try
        {
            var answer = await Ask().WaitAsync(PatienceMax, time);
            return new Reading<T>(answer.Value, answer.At, Trouble.None);
        }
        catch (TimeoutException)
        {
            return Fallback(Trouble.Slow); // the call goes on, and the next reader has what it brings
        }
        catch (ClusterException failure)
        {
            return Fallback(failure.IsTransient ? Trouble.Unavailable : Trouble.Refused);
        }
    }

    private Reading<T> Fallback(Trouble trouble)
    {
        lock (_turn)
        {
            return new Reading<T>(_last?.Value, _last?.At, trouble);
        }
    }

    private Task<Answer> Ask()
    {
        lock (_turn)
        {
            return _asking is { IsCompleted: false } ? _asking : _asking = AskAnew();
        }
    }

    private async Task<Answer> AskAnew()
    {
        var at = time.GetUtcNow();
        var answer = new Answer(await ask(CancellationToken.None), at);
        lock (_turn)
        {
            return _last = answer;
        }
    }

    private sealed record Answer(T Value, DateTimeOffset At);
}

/// <summary>What a page has to show, from when, and what was in the way of something newer.</summary>
public sealed record Reading<T>(T? Value, DateTimeOffset? At, Trouble Trouble)
    where T : class;

public enum Trouble
{
    None,

    /// <summary>No answer yet.</summary>
    Slow,

    /// <summary>The service or the gateway does not answer.</summary>
    Unavailable,

    /// <summary>The dashboard's credential is not accepted.</summary>
    Refused,
}
