namespace Cluster.Seeder;

/// <summary>Waits until the gateway says that it is ready.</summary>
internal static class GatewayWait
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);

    public static async Task UntilReady(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var limit = new CancellationTokenSource(Limit);
        using var poll = new PeriodicTimer(PollEvery);
        try
        {
            while (!await IsReady(http, limit.Token))
            {
                await poll.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SeedingException($"The gateway is not ready after {Limit.TotalSeconds:0} s; ask {gateway}health/ready why.");
        }
    }

    private static async Task<bool> IsReady(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // nobody listens yet
        }
    }
}
