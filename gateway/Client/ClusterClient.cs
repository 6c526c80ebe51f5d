using Cluster.Client.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Refit;

namespace Cluster.Client;

/// <summary>
/// The whole API for one credential, where there is no service container: a script, a test, a program with many credentials.
/// </summary>
/// <param name="options">Where the gateway is and who is asking.</param>
public sealed class ClusterClient(ClusterClientOptions options) : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddClusterClient(options).BuildServiceProvider();

    /// <summary>The plan, its progress, and the office's views (统筹协调).</summary>
    public ICoordinationApi Coordination => Api<ICoordinationApi>();

    /// <summary>Chains and enterprises (产业协同).</summary>
    public IIndustryApi Industry => Api<IIndustryApi>();

    /// <summary>Roads and railways (基础设施).</summary>
    public IInfrastructureApi Infrastructure => Api<IInfrastructureApi>();

    /// <summary>Monitoring (生态环境).</summary>
    public IEcologyApi Ecology => Api<IEcologyApi>();

    /// <summary>Cross-city services (公共服务).</summary>
    public IPublicServicesApi PublicServices => Api<IPublicServicesApi>();

    /// <summary>Ports and agreements (开放合作).</summary>
    public ICooperationApi Cooperation => Api<ICooperationApi>();

    /// <summary>What was written, by whom and when (变更记录).</summary>
    public ILogApi Log => Api<ILogApi>();

    /// <summary>Any resource by its name (通用): batches, files, templates, lists.</summary>
    public IRowsApi Rows => Api<IRowsApi>();

    /// <summary>Pushes that are written later (异步任务).</summary>
    public IJobsApi Jobs => Api<IJobsApi>();

    /// <summary>What a system's own codes stand for (代码对照).</summary>
    public ISenderCodesApi SenderCodes => Api<ISenderCodesApi>();

    /// <summary>Events that could not be applied (死信).</summary>
    public IDeadLettersApi DeadLetters => Api<IDeadLettersApi>();

    /// <summary>Events sent to a system of one's own (事件推送).</summary>
    public IWebhooksApi Webhooks => Api<IWebhooksApi>();

    /// <summary>The register of credentials (接入凭证).</summary>
    public IIdentityApi Identity => Api<IIdentityApi>();

    /// <summary>Signs in where that is not done yet, and tells as whom.</summary>
    public async Task<SignedIn> SignIn(CancellationToken cancellation = default)
    {
        try
        {
            return SignedIn.By((await Api<AccessTokens>().Get(cancellation)).Value);
        }
        catch (HttpRequestException failure)
        {
            throw new ClusterException(Wire.Unreachable(options.Gateway), status: null, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();

    // Asked for each time, so that the connection below it may be renewed.
    private T Api<T>()
        where T : class => _services.GetRequiredService<T>();
}

/// <summary>The one call that makes every interface of the API available for injection.</summary>
public static class ClusterClientRegistration
{
    /// <summary>
    /// Registers the interfaces for one credential: tokens, repeats with the same Idempotency-Key, and failures as <see cref="ClusterException"/>.
    /// </summary>
    public static IServiceCollection AddClusterClient(this IServiceCollection services, ClusterClientOptions options)
    {
        if (options is { ClientId: "" } or { ClientSecret: "" } || options.ClientSecret is null == options.ClientKey is null)
        {
            throw new ArgumentException("A credential has an id, and a secret or a key.", nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<AccessTokens>();
        services.AddTransient<TokenHandler>();
        services.AddHttpClient(AccessTokens.HttpClientName, http => http.BaseAddress = options.Gateway).RemoveAllResilienceHandlers();

        services.AddApi<ICoordinationApi>(options);
        services.AddApi<IIndustryApi>(options);
        services.AddApi<IInfrastructureApi>(options);
        services.AddApi<IEcologyApi>(options);
        services.AddApi<IPublicServicesApi>(options);
        services.AddApi<ICooperationApi>(options);
        services.AddApi<ILogApi>(options);
        services.AddApi<IRowsApi>(options);
        services.AddApi<IJobsApi>(options);
        services.AddApi<ISenderCodesApi>(options);
        services.AddApi<IDeadLettersApi>(options);
        services.AddApi<IWebhooksApi>(options);
        services.AddApi<IIdentityApi>(options);
        return services;
    }

    private static void AddApi<T>(this IServiceCollection services, ClusterClientOptions options)
        where T : class
    {
        var client = services.AddRefitGeneratedClient<T>(Wire.Settings)
            .ConfigureHttpClient(http =>
            {
                http.BaseAddress = options.Gateway;
                http.Timeout = Timeout.InfiniteTimeSpan; // each attempt has its own
            })
            .RemoveAllResilienceHandlers() // of the host's defaults: one place decides how often a write is sent
            .AddHttpMessageHandler(() => new IdempotencyKeyHandler());
        client.AddResilienceHandler("cluster", pipeline => Repeats.Configure(pipeline, options));
        client.AddHttpMessageHandler<TokenHandler>();
    }
}
