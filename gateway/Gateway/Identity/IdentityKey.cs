using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Gateway.Identity;

/// <summary>
/// A key pair that every replica shares and that outlives restarts, so that a token issued by one is valid at all.
/// The private half is stored under Data Protection, whose ring the deployment's certificate protects: one secret outside
/// the database guards everything in it.
/// </summary>
public sealed record IdentityKey(string KeyId, string Use, string ProtectedPem, DateTimeOffset CreatedAt);

/// <summary>The keys as loaded at start; nothing on a request's way reads them from the database.</summary>
public sealed class IdentityKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider time)
{
    private const int KeySizeBits = 2048;
    private const string SigningUse = "signing";
    private const string EncryptionUse = "encryption";

    private readonly IDataProtector protector = protection.CreateProtector(nameof(IdentityKeys));

    /// <summary>Sign and validate access tokens; the newest signs.</summary>
    public IReadOnlyList<RsaSecurityKey> Signing { get; private set; } = [];

    /// <summary>For what only the gateway itself reads again, such as authorization codes.</summary>
    public IReadOnlyList<RsaSecurityKey> Encryption { get; private set; } = [];

    /// <summary>Makes the keys that are missing; safe when several run at once.</summary>
    public async Task Create()
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Lock(nameof(IdentityKey));

        var present = await database.IdentityKeys.Select(key => key.Use).ToListAsync();
        foreach (var use in new[] { SigningUse, EncryptionUse }.Except(present))
        {
            using var rsa = RSA.Create(KeySizeBits);
            database.IdentityKeys.Add(
                new IdentityKey($"{use}-{Guid.CreateVersion7():N}", use, protector.Protect(rsa.ExportPkcs8PrivateKeyPem()), time.GetUtcNow()));
        }

        await database.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    public async Task Load()
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var stored = await database.IdentityKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync();

        Signing = [.. stored.Where(key => key.Use == SigningUse).Select(Open)];
        Encryption = [.. stored.Where(key => key.Use == EncryptionUse).Select(Open)];
        if (Signing.Count == 0 || Encryption.Count == 0)
        {
            throw new InvalidOperationException("The gateway's database has no identity keys: they were deleted after they had been made.");
        }
    }

    private RsaSecurityKey Open(IdentityKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(protector.Unprotect(key.ProtectedPem));
        return new RsaSecurityKey(rsa) { KeyId = key.KeyId };
    }
}
