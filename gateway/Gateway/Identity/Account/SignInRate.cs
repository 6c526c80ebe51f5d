using System.Threading.RateLimiting;
using Cluster.Gateway.Identity.Persons;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Identity.Account;

/// <summary>How often one address may try, so that a list of names is not gone through with one password each.</summary>
public sealed class SignInRate(IOptions<SignInPolicy> policy) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = policy.Value.TriesPerMinuteOfAddressMax, Window = TimeSpan.FromMinutes(1),
        }));

    public bool Allows(HttpContext context)
    {
        using var lease = _tries.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => _tries.Dispose();
}
