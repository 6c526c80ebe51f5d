using System.Globalization;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Every reason why a password cannot be taken, all at once. The list of common ones lies in this program: no site is asked.</summary>
public sealed class PasswordRules(IOptions<PasswordPolicy> policy, IPasswordHasher<Person> hasher)
{
    public const int LengthMax = 128;

    private static readonly string[] Common = ReadCommon();

    public IReadOnlyList<Refusal> Check(Person person, string password)
    {
        var rules = policy.Value;
        List<Refusal> faults = [];
        if (password.Length < rules.LengthMin || password.Length > LengthMax)
        {
            faults.Add(Refusals.PasswordLength);
        }

        if (Classes(password) < rules.ClassesMin)
        {
            faults.Add(Refusals.PasswordClasses);
        }

        if (Common.Any(word => password.Contains(word, StringComparison.OrdinalIgnoreCase))
            || password.Contains(person.UserName!, StringComparison.OrdinalIgnoreCase)
            || password.Distinct().Count() < 5)
        {
            faults.Add(Refusals.PasswordCommon);
        }

        // What is refused already is not worth the time of so many hashes.
        if (faults.Count == 0 && Earlier(person).Any(hash => hasher.VerifyHashedPassword(person, hash, password) != PasswordVerificationResult.Failed))
        {
            faults.Add(Refusals.PasswordEarlier);
        }

        return faults;
    }

    /// <summary>In the language of the page.</summary>
    public string Explain(Refusal refusal)
    {
        var text = refusal.Say(policy.Value.LengthMin, policy.Value.ClassesMin);
        return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? text.En : text.Zh;
    }

    public bool IsTooOld(Person person, DateTimeOffset now) =>
        policy.Value.AgeDaysMax > 0 && now >= person.PasswordChangedAt.AddDays(policy.Value.AgeDaysMax);

    /// <summary>The person's new password, and the old one among those that may not come again.</summary>
    public void Set(Person person, string password, bool mustChange, DateTimeOffset now)
    {
        person.EarlierPasswords = [.. Earlier(person).Take(policy.Value.EarlierKept)];
        person.PasswordHash = hasher.HashPassword(person, password);
        person.PasswordChangedAt = now;
        person.MustChangePassword = mustChange;
        person.SecurityStamp = Guid.NewGuid().ToString();
    }

    private static IEnumerable<string> Earlier(Person person) =>
        person.PasswordHash is { } current ? person.EarlierPasswords.Prepend(current) : person.EarlierPasswords;

    private static int Classes(string password) =>
        (password.Any(char.IsLower) ? 1 : 0) + (password.Any(char.IsUpper) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0)
        + (password.Any(character => !char.IsLower(character) && !char.IsUpper(character) && !char.IsDigit(character)) ? 1 : 0);

    private static string[] ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
