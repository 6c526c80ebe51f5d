using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Cluster.Fixtures;

/// <summary>Waits for a condition with a limit; a test never sleeps for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    public static async Task True(Func<Task<bool>> condition, TimeSpan? limit = null, Func<string>? explain = null)
    {
        var waited = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        Exception? last = null;
        while (waited.Elapsed < (limit ?? DefaultLimit))
        {
            try
            {
                if (await condition())
                {
                    return;
                }

                last = null;
            }
            catch (Exception failure) when (failure is HttpRequestException or NpgsqlException or BrokerUnreachableException or TaskCanceledException)
            {
                last = failure; // the condition could not be asked yet
            }

            await poll.WaitForNextTickAsync();
        }

        throw new TimeoutException($"The condition did not come true within {(limit ?? DefaultLimit).TotalSeconds:0} s. {explain?.Invoke()}", last);
    }

    /// <summary>Asks until the answer fits, and returns it.</summary>
    public static async Task<T> Fits<T>(Func<Task<T>> ask, Func<T, bool> fits, TimeSpan? limit = null)
    {
        T answer = default!;
        await True(async () => fits(answer = await ask()), limit, () => $"Last seen: {answer}");
        return answer;
    }
}
