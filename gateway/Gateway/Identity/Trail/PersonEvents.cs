namespace Cluster.Gateway.Identity.Trail;

// What can happen to an account (账户事件). Each is a fact in the past; what the same fact was before stands beside it in the log.

/// <summary>A session began.</summary>
/// <param name="WithCode">A one-time code was shown, too.</param>
public sealed record SignedIn(Guid Session, bool WithCode);

/// <summary>Name, password or code were wrong. The name is not kept: people type their password where it belongs.</summary>
public sealed record SignInFailed;

/// <summary>A try while the name was locked.</summary>
public sealed record SignInLocked;

public sealed record SignedOut(Guid Session);

/// <summary>A new password was to be set, and the present one was not known.</summary>
public sealed record PasswordNotConfirmed;

public sealed record PasswordChanged;

/// <summary>An administrator gave a one-time password.</summary>
/// <param name="HasCode">Whether one-time codes are needed: a reset takes them away.</param>
public sealed record PasswordReset(bool HasCode);

public sealed record CodeSetUp;

public sealed record UserCreated(string UserName, string DisplayName, string? Organisation, string? Role);

public sealed record UserChanged(string DisplayName, string? Organisation);

public sealed record UserDisabled;

public sealed record UserEnabled;

public sealed record RoleGranted(string? Role);

public sealed record RoleWithdrawn(string? Role);
