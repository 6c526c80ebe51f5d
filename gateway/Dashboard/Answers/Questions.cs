using Cluster.Client;

namespace Cluster.Dashboard.Answers;

/// <summary>The questions that the pages ask, through the gateway and with the dashboard's own credential.</summary>
internal static class Questions
{
    private const int TasksMax = 500;

    public static ClusterClientOptions ReadClientOptions(this IConfiguration configuration) => new()
    {
        Gateway = new Uri("http://gateway"), // by service discovery
        ClientId = configuration["Cluster:ClientId"] ?? throw NotSet("Cluster__ClientId"),
        ClientSecret = configuration["Cluster:ClientSecret"] ?? throw NotSet("Cluster__ClientSecret"),
        RetriesMax = 0, // a reader does not wait for repeats: the page shows what was known
        AttemptTimeout = TimeSpan.FromSeconds(20),
    };

    public static void AddQuestions(this IServiceCollection services)
    {
        services.AddQuestion<ICoordinationApi, Overview>((api, cancellation) => api.GetOverview(cancellation));
        services.AddQuestion<ICoordinationApi, IReadOnlyList<TaskView>>(async (api, cancellation) =>
            (await api.ListTasks(TasksMax, cancellation: cancellation)).Items);
    }

    private static void AddQuestion<TApi, T>(this IServiceCollection services, Func<TApi, CancellationToken, Task<T>> ask)
        where TApi : class
        where T : class =>
        services.AddSingleton(provider => new LastKnown<T>(
            cancellation => ask(provider.GetRequiredService<TApi>(), cancellation), provider.GetRequiredService<TimeProvider>()));

    private static InvalidOperationException NotSet(string name) =>
        new($"{name} is not set: the credential with which the dashboard reads.");
}
