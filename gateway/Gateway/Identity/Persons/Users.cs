using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>The system administrator's work (系统管理员): accounts come, change their name or organisation, lose their password, end. No roles.</summary>
public sealed partial class Users(
    GatewayDb database, UserManager<Person> persons, PasswordRules rules, Sessions sessions, Revocations revocations, IdentityEvents events, TimeProvider time)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewUser(string? UserName, string? DisplayName, string? Organisation);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ChangedUser(string? DisplayName, string? Organisation);

    public sealed record User(
        Guid Id, string UserName, string DisplayName, string? Organisation, string? Role, bool Disabled, bool MustChangePassword, bool HasCode,
        DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
    {
        public static User Of(Person person) => new(
            person.Id, person.UserName!, person.DisplayName, person.Organisation, person.Role, person.Disabled, person.MustChangePassword,
            person.TwoFactorEnabled, person.CreatedAt, person.LastSignInAt);
    }

    /// <param name="OneTimePassword">Shown here and nowhere else; it has to be changed at the first sign-in.</param>
    public sealed record WithPassword(User User, string OneTimePassword);

    public static async Task<IResult> Create(NewUser body, Users users, HttpContext context)
    {
        List<FieldError> errors = [.. Check(body.DisplayName, body.Organisation)];
        if (!UserName().IsMatch(body.UserName ?? ""))
        {
            errors.Insert(0, new FieldError("userName", Refusals.NotAUserName));
        }

        if (errors.Count > 0)
        {
            return Problem.Of(Refusals.UserInvalid).With("errors", errors).AsResult();
        }

        if (await users.Add(body.UserName!, body.DisplayName!, body.Organisation, role: null) is not var (person, password))
        {
            return Problem.Of(Refusals.UserNameTaken, body.UserName).With("field", "userName").AsResult();
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Created($"/identity/users/{person.Id}", new WithPassword(User.Of(person), password));
    }

    public static async Task<IResult> Change(Guid id, ChangedUser body, GatewayDb database, Sessions sessions, Revocations revocations, IdentityEvents events)
    {
        List<FieldError> errors = [.. Check(body.DisplayName, body.Organisation)];
        if (await database.Persons.FindAsync(id) is not { } person)
        {
            return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }

        if (body.Organisation is null && person.Role is { } role && PersonRoles.NeedsOrganisation(role))
        {
            errors.Add(new FieldError("organisation", Refusals.Required));
        }

        if (errors.Count > 0)
        {
            return Problem.Of(Refusals.UserInvalid).With("errors", errors).AsResult();
        }

        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            if (person.Organisation != body.Organisation)
            {
                await sessions.EndAll(id); // its tokens say the organisation that it was
            }

            await events.OfPerson(
                id, new UserChanged(body.DisplayName!, body.Organisation), before: new UserChanged(person.DisplayName, person.Organisation));
            (person.DisplayName, person.Organisation) = (body.DisplayName!, body.Organisation);
            await database.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        await revocations.Refresh();
        return Results.Ok(User.Of(person));
    }

    /// <summary>Also the way back for somebody who has lost the device with the codes, or has locked the account.</summary>
    public async Task<IResult> ResetPassword(Guid id, HttpContext context)
    {
        if (await database.Persons.FindAsync(id) is not { } person)
        {
            return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }

        var password = OneTimePassword.New();
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            rules.Set(person, password, mustChange: true, time.GetUtcNow());
            await events.OfPerson(id, new PasswordReset(HasCode: false), before: new PasswordReset(person.TwoFactorEnabled));
            (person.TwoFactorEnabled, person.ProtectedCodeKey, person.LastCode) = (false, null, null);
            var attempts = SignIn.KeyOf(person.NormalizedUserName!);
            await database.SignInAttempts.Where(one => one.Name == attempts).ExecuteDeleteAsync();
            await sessions.EndAll(id);
            await database.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        await revocations.Refresh();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new WithPassword(User.Of(person), password));
    }

    /// <summary>Ends an account, or lets it in again; what it did stays under its name, so it is not deleted.</summary>
    public async Task<IResult> SetDisabled(Guid id, bool disabled)
    {
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            await database.Lock(nameof(PersonRoles));
            if (await database.Persons.FindAsync(id) is not { } person)
            {
                return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
            }

            if (disabled && await GrantRole.IsLast(database, person))
            {
                return Problem.Of(Refusals.LastAdministrator, person.Role).AsResult();
            }

            person.Disabled = disabled;
            await (disabled ? events.OfPerson(id, new UserDisabled()) : events.OfPerson(id, new UserEnabled()));
            await sessions.EndAll(id);
            await database.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        await revocations.Refresh();
        return Results.NoContent();
    }

    /// <summary>Null where the name is taken.</summary>
    public async Task<(Person Person, string OneTimePassword)?> Add(string userName, string displayName, string? organisation, string? role)
    {
        var now = time.GetUtcNow();
        var password = OneTimePassword.New();
        var person = new Person
        {
            Id = Guid.CreateVersion7(), UserName = userName, NormalizedUserName = persons.NormalizeName(userName), DisplayName = displayName,
            Organisation = organisation, Role = role, CreatedAt = now,
        };
        rules.Set(person, password, mustChange: true, now);
        if (await database.Persons.AnyAsync(other => other.NormalizedUserName == person.NormalizedUserName))
        {
            return null;
        }

        database.Persons.Add(person);
        await database.InTransaction(async () =>
        {
            await events.OfPerson(person.Id, new UserCreated(userName, displayName, organisation, role));
            await database.SaveChangesAsync();
        });
        return (person, password);
    }

    private static IEnumerable<FieldError> Check(string? displayName, string? organisation)
    {
        if (string.IsNullOrWhiteSpace(displayName))
        {
            yield return new("displayName", Refusals.Required);
        }
        else if (Client.CheckText("displayName", displayName, Client.DisplayNameLengthMax) is { } fault)
        {
            yield return fault;
        }

        if (Client.CheckText("organisation", organisation, Client.OrganisationLengthMax) is { } wrong)
        {
            yield return wrong;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{2,64}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex UserName();
}
