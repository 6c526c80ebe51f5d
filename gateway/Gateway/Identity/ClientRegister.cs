using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;

namespace Cluster.Gateway.Identity;

/// <summary>OpenIddict's register of clients, in which a client has as many secrets as its own table holds instead of one.</summary>
public sealed class ClientRegister(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
    GatewayDb database,
    TimeProvider time) : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
{
    /// <summary>The secret that this request has shown, once it was found to be right.</summary>
    public ClientSecret? Shown { get; private set; }

    public override async ValueTask<bool> ValidateClientSecretAsync(
        OpenIddictEntityFrameworkCoreApplication application, string secret, CancellationToken cancellationToken = default)
    {
        Shown = await FindSecret(application.ClientId!, secret, cancellationToken);
        return Shown is not null;
    }

    public async Task<ClientSecret?> FindSecret(string clientId, string secret, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var stored = await database.ClientSecrets.AsNoTracking().Where(one => one.ClientId == clientId).ToListAsync(cancellation);
        foreach (var one in stored.Where(one => one.IsLive(now)))
        {
            if (await ValidateClientSecretAsync(secret, one.Hash, cancellation))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>Joins the caller's transaction.</summary>
    public async Task<ClientSecret> StoreSecret(string clientId, string secret, DateTimeOffset? expiresAt)
    {
        var hash = await ObfuscateClientSecretAsync(secret);
        var stored = new ClientSecret(Guid.CreateVersion7(), clientId, hash, time.GetUtcNow(), expiresAt, LastUsedAt: null);
        database.ClientSecrets.Add(stored);
        await database.SaveChangesAsync();
        return stored;
    }
}
