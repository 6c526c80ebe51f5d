using Microsoft.AspNetCore.Identity;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Somebody who signs in (用户): one account, one person, and at most one role.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int UserNameLengthMin = 2;
    public const int UserNameLengthMax = 64;

    public required string DisplayName { get; set; }

    /// <summary>Registered short name; departments' persons have one.</summary>
    public string? Organisation { get; set; }

    /// <summary>One of <see cref="PersonRoles"/>; null until the security administrator has granted one. As there is one column, nobody holds two.</summary>
    public string? Role { get; set; }

    public bool Disabled { get; set; }

    /// <summary>The password is one that somebody else has seen.</summary>
    public bool MustChangePassword { get; set; }

    public DateTimeOffset PasswordChangedAt { get; set; }

    /// <summary>Hashes of the passwords before, newest first.</summary>
    public string[] EarlierPasswords { get; set; } = [];

    /// <summary>What the person's one-time codes (动态口令) are computed from, encrypted; in force once <c>TwoFactorEnabled</c> says so.</summary>
    public string? ProtectedCodeKey { get; set; }

    /// <summary>The code that was accepted last; it is not accepted again.</summary>
    public string? LastCode { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public static readonly Person Nobody = new() { DisplayName = "" };
}

/// <summary>One signed-in browser (会话), known here and not only by its cookie, so that it can be ended.</summary>
public sealed record Session(Guid Id, Guid PersonId, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, string? Address);

/// <summary>Wrong passwords for a name, whether or not anybody has it, so that a lock tells nothing about who exists.</summary>
/// <param name="Name">A hash: people type their password where the name belongs.</param>
public sealed record SignInAttempts(string Name, int Failures, DateTimeOffset LastAt, DateTimeOffset? LockedUntil);
