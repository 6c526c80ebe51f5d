using Cluster.Gateway.Cadence;
using Cluster.Gateway.Identity;
using Cluster.Gateway.Identity.Persons;
using Cluster.Messaging;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace Cluster.Gateway;

/// <summary>Who may enter and with which keys that is proved, and the log of it; no business data.</summary>
public sealed class GatewayDb(DbContextOptions<GatewayDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<OpenIddictEntityFrameworkCoreApplication> Clients => Set<OpenIddictEntityFrameworkCoreApplication>();

    public DbSet<ClientSecret> ClientSecrets => Set<ClientSecret>();

    public DbSet<ClientUse> ClientUses => Set<ClientUse>();

    public DbSet<PushCadence> PushCadences => Set<PushCadence>();

    public DbSet<Revocation> Revocations => Set<Revocation>();

    public DbSet<ShownAssertion> ShownAssertions => Set<ShownAssertion>();

    public DbSet<Person> Persons => Set<Person>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SignInAttempts> SignInAttempts => Set<SignInAttempts>();

    public DbSet<IdentityKey> IdentityKeys => Set<IdentityKey>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Holds the named lock until the transaction ends, whichever replica asks for it.</summary>
    public Task Lock(string name) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))");

    /// <summary>Joins the transaction that is open already, or makes one of the work.</summary>
    public async Task InTransaction(Func<Task> work)
    {
        if (Database.CurrentTransaction is not null)
        {
            await work();
            return;
        }

        await using var transaction = await Database.BeginTransactionAsync();
        await work();
        await transaction.CommitAsync();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseOpenIddict();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("clients");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("authorizations");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("tokens");
        modelBuilder.Entity<Revocation>().HasKey(revocation => revocation.Subject);
        modelBuilder.Entity<ClientSecret>().HasIndex(secret => secret.ClientId);
        modelBuilder.Entity<ClientUse>().HasKey(use => use.ClientId);
        modelBuilder.Entity<ShownAssertion>().HasIndex(assertion => assertion.ExpiresAt);
        modelBuilder.Entity<PushCadence>().HasKey(cadence => new { cadence.ClientId, cadence.Resource });
        modelBuilder.AddPersonTables();
        modelBuilder.AddAuditTrail();
        modelBuilder.Entity<IdentityKey>().HasKey(key => key.KeyId);
    }
}
