using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>ASP.NET Core's store of users on the gateway's database. The key behind a person's codes is kept encrypted, in the person's own row.</summary>
public sealed class PersonStore(GatewayDb database, IDataProtectionProvider protection) : UserOnlyStore<Person, GatewayDb, Guid>(database)
{
    private readonly IDataProtector _protector = protection.CreateProtector(nameof(PersonStore));

    public override Task SetAuthenticatorKeyAsync(Person user, string key, CancellationToken cancellationToken)
    {
        user.ProtectedCodeKey = _protector.Protect(key);
        return Task.CompletedTask;
    }

    public override Task<string?> GetAuthenticatorKeyAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.ProtectedCodeKey is { } key ? _protector.Unprotect(key) : null);
}
