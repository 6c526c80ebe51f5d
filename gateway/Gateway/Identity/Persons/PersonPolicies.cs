namespace Cluster.Gateway.Identity.Persons;

/// <summary>
/// What a password must be (Identity:Password). The defaults are what assessors of classified protection, level 3, look for; ASVS 5.0 asks for
/// the opposite in two of them (no classes, no rotation), so they are settings.
/// </summary>
public sealed class PasswordPolicy
{
    public int LengthMin { get; set; } = 12;

    /// <summary>Of lower case, upper case, digits and others.</summary>
    public int ClassesMin { get; set; } = 3;

    /// <summary>0 for no rotation.</summary>
    public int AgeDaysMax { get; set; } = 90;

    /// <summary>How many earlier ones may not come again.</summary>
    public int EarlierKept { get; set; } = 5;
}

/// <summary>How signing in is limited (Identity:SignIn).</summary>
public sealed class SignInPolicy
{
    public int FailuresMax { get; set; } = 5;

    public int LockMinutes { get; set; } = 30;

    public int IdleMinutes { get; set; } = 15;

    public int SessionHoursMax { get; set; } = 8;

    public int TriesPerMinuteOfAddressMax { get; set; } = 60;
}
