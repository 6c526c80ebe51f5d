using System.Security.Cryptography;
using System.Text;
using Cluster.Gateway.Identity.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Identity.Persons;

public enum SignInOutcome
{
    SignedIn,

    /// <summary>Name, password or code; which of them is nobody's business.</summary>
    Wrong,
    Locked,
}

/// <summary>
/// A person shows name and password, and a code where one is set up. Every try is counted before the password is looked at, so that any number
/// of tries at once, at any number of replicas, are still five.
/// </summary>
public sealed class SignIn(
    GatewayDb database, UserManager<Person> persons, IPasswordHasher<Person> hasher, IdentityEvents events, IOptions<SignInPolicy> policy, TimeProvider time)
{
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);
    private static string? hashOfNobody;

    public async Task<(SignInOutcome Outcome, Person? Person)> Try(string name, string password, string? code)
    {
        var key = KeyOf(persons.NormalizeName(name.Trim())!);
        if (!await Count(key))
        {
            await events.OfPerson((await persons.FindByNameAsync(name.Trim()))?.Id, new SignInLocked());
            return (SignInOutcome.Locked, null);
        }

        // Where nobody has the name the same work is done, so that the time of the answer does not tell.
        var person = await persons.FindByNameAsync(name.Trim());
        var hash = person?.PasswordHash ?? (hashOfNobody ??= hasher.HashPassword(Person.Nobody, Guid.NewGuid().ToString()));
        var isRight = hasher.VerifyHashedPassword(person ?? Person.Nobody, hash, password) != PasswordVerificationResult.Failed;
        if (person is null || person.Disabled || !isRight || !await HasRightCode(person, code))
        {
            await events.OfPerson(person?.Id, new SignInFailed());
            return (SignInOutcome.Wrong, null);
        }

        var forgotten = time.GetUtcNow() - AttemptsKept;
        await database.SignInAttempts.Where(one => one.Name == key || one.LastAt < forgotten).ExecuteDeleteAsync();
        return (SignInOutcome.SignedIn, person);
    }

    /// <summary>The password alone, of a person who is known already.</summary>
    public async Task<SignInOutcome> TryPassword(Person person, string password)
    {
        var key = KeyOf(person.NormalizedUserName!);
        if (!await Count(key))
        {
            await events.OfPerson(person.Id, new SignInLocked(), by: person);
            return SignInOutcome.Locked;
        }

        if (hasher.VerifyHashedPassword(person, person.PasswordHash!, password) == PasswordVerificationResult.Failed)
        {
            await events.OfPerson(person.Id, new PasswordNotConfirmed(), by: person);
            return SignInOutcome.Wrong;
        }

        await database.SignInAttempts.Where(one => one.Name == key).ExecuteDeleteAsync();
        return SignInOutcome.SignedIn;
    }

    public static string KeyOf(string normalizedName) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedName)));

    /// <summary>False while the name is locked. After the lock, or a lock's length without a try, counting begins anew.</summary>
    private async Task<bool> Count(string key)
    {
        var now = time.GetUtcNow();
        var lockedUntil = now.AddMinutes(policy.Value.LockMinutes);
        var forgotten = now.AddMinutes(-policy.Value.LockMinutes);
        var max = policy.Value.FailuresMax;
        return await database.Database.ExecuteSqlAsync($"""
            INSERT INTO sign_in_attempts AS known (name, failures, last_at, locked_until)
            VALUES ({key}, 1, {now}, CASE WHEN 1 >= {max} THEN {lockedUntil}::timestamptz END)
            ON CONFLICT (name) DO UPDATE SET
                failures = CASE WHEN known.locked_until IS NOT NULL OR known.last_at < {forgotten} THEN 1 ELSE known.failures + 1 END,
                last_at = {now},
                locked_until = CASE
                    WHEN (CASE WHEN known.locked_until IS NOT NULL OR known.last_at < {forgotten} THEN 1 ELSE known.failures + 1 END) >= {max}
                    THEN {lockedUntil}::timestamptz END
            WHERE known.locked_until IS NULL OR known.locked_until <= {now}
            """) == 1;
    }

    /// <summary>A code is good once: one that was read over a shoulder opens nothing.</summary>
    private async Task<bool> HasRightCode(Person person, string? given)
    {
        if (!person.TwoFactorEnabled)
        {
            return true;
        }

        var code = given?.Replace(" ", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(code) || code == person.LastCode
            || !await persons.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return false;
        }

        person.LastCode = code; // saved with the session
        return true;
    }
}
