using System.Security.Claims;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Who is signed in at the gateway. The cookie names a row; without the row it is worth nothing, whoever kept a copy of it.</summary>
public sealed class Sessions(GatewayDb database, Revocations revocations, IdentityEvents events, IOptions<SignInPolicy> policy, TimeProvider time)
{
    public const string Scheme = "person";

    /// <summary>Longer than any session or token lasts, so that every token can be revoked by its session.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Always a new one: an identifier that was in the browser before the sign-in is not taken over.</summary>
    public async Task Start(HttpContext context, Person person)
    {
        await End(context);
        var now = time.GetUtcNow();
        var forgotten = now - Kept;
        await database.Sessions.Where(session => session.StartedAt < forgotten).ExecuteDeleteAsync();
        var session = new Session(Guid.NewGuid(), person.Id, now, now, context.Connection.RemoteIpAddress?.ToString());
        database.Sessions.Add(session);
        person.LastSignInAt = now;
        await database.InTransaction(async () =>
        {
            await events.OfPerson(person.Id, new SignedIn(session.Id, person.TwoFactorEnabled), by: person);
            await database.SaveChangesAsync();
        });

        var identity = new ClaimsIdentity(
            [new("sub", person.Id.ToString()), new(RevocationList.CredentialClaim, session.Id.ToString())], Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Ends the session of this browser, if there is one, and the tokens that were given for it.</summary>
    public async Task End(HttpContext context)
    {
        if ((await context.AuthenticateAsync(Scheme)).Principal is { } principal && Id(principal) is { } id)
        {
            await database.InTransaction(async () =>
            {
                await revocations.Add(database, id.ToString(), includingThisSecond: true);
                if (await database.Sessions.Where(session => session.Id == id).ExecuteDeleteAsync() == 1
                    && await database.Persons.FindAsync(Guid.Parse(principal.FindFirstValue("sub")!)) is { } person)
                {
                    await events.OfPerson(person.Id, new SignedOut(id), by: person);
                }
            });
            await revocations.Refresh();
        }

        await context.SignOutAsync(Scheme);
    }

    /// <summary>
    /// All sessions of a person and their tokens; the caller refreshes the revocations once its transaction has ended. Each by its own id, so
    /// that one which starts in the same second is not meant.
    /// </summary>
    public async Task EndAll(Guid personId)
    {
        var all = database.Sessions.Where(session => session.PersonId == personId);
        foreach (var id in await all.Select(session => session.Id).ToListAsync())
        {
            await revocations.Add(database, id.ToString(), includingThisSecond: true);
        }

        await all.ExecuteDeleteAsync();
    }

    /// <summary>The person behind this browser's cookie; null when there is none, or when its session has ended, been idle or grown too old.</summary>
    public async Task<(Person Person, Session Session)?> Find(HttpContext context) =>
        (await context.AuthenticateAsync(Scheme)).Principal is { } principal && Id(principal) is { } id
        && await Touch(id) is { } session
        && await database.Persons.FirstOrDefaultAsync(person => person.Id == session.PersonId && !person.Disabled) is { } person
            ? (person, session)
            : null;

    public DateTimeOffset EndOf(Session session) => session.StartedAt.AddHours(policy.Value.SessionHoursMax);

    private async Task<Session?> Touch(Guid id)
    {
        var now = time.GetUtcNow();
        var seenAfter = now.AddMinutes(-policy.Value.IdleMinutes);
        var startedAfter = now.AddHours(-policy.Value.SessionHoursMax);
        var live = database.Sessions.Where(session => session.Id == id && session.LastSeenAt > seenAfter && session.StartedAt > startedAfter);
        return await live.ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now)) == 1
            ? await database.Sessions.AsNoTracking().FirstOrDefaultAsync(session => session.Id == id)
            : null;
    }

    private static Guid? Id(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(RevocationList.CredentialClaim), out var id) ? id : null;
}
