using System.Text.Json.Serialization;
using Cluster.Gateway.Identity.Trail;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>
/// The security administrator's work (安全管理员): who may do what. An administrator's role excludes every other, so it is withdrawn before
/// another is granted; what was signed in with the old role ends.
/// </summary>
public sealed class GrantRole(GatewayDb database, Sessions sessions, Revocations revocations, IdentityEvents events)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(string? Role);

    public Task<IResult> Grant(Guid id, Body body, HttpContext context) => PersonRoles.All.Contains(body.Role)
        ? Save(id, body.Role, context)
        : Task.FromResult(Problem.Of(Refusals.UserInvalid)
            .With("errors", new[] { new FieldError("role", Refusals.NotOneOf) { Allowed = PersonRoles.All } }).AsResult());

    public Task<IResult> Withdraw(Guid id, HttpContext context) => Save(id, role: null, context);

    /// <summary>Whether nobody would be left to do this administrator's work.</summary>
    public static async Task<bool> IsLast(GatewayDb database, Person person) =>
        PersonRoles.IsAdministrator(person.Role) && !person.Disabled
        && !await database.Persons.AnyAsync(other => other.Role == person.Role && other.Id != person.Id && !other.Disabled);

    private async Task<IResult> Save(Guid id, string? role, HttpContext context)
    {
        Person? person;
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            await database.Lock(nameof(PersonRoles));
            person = await database.Persons.FindAsync(id);
            if (person is null)
            {
                return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
            }

            if (await Refuse(person, role, context) is { } refusal)
            {
                return Problem.Of(refusal, person.Role ?? role).AsResult();
            }

            if (person.Role != role)
            {
                await (role is null
                    ? events.OfPerson(id, new RoleWithdrawn(role), new RoleWithdrawn(person.Role))
                    : events.OfPerson(id, new RoleGranted(role), new RoleGranted(person.Role)));
                person.Role = role;
                await sessions.EndAll(id);
                await database.SaveChangesAsync();
                await transaction.CommitAsync();
            }
        }

        await revocations.Refresh();
        return Results.Ok(Users.User.Of(person));
    }

    private async Task<Refusal?> Refuse(Person person, string? role, HttpContext context)
    {
        if (person.Id.ToString() == context.User.FindFirst("sub")?.Value)
        {
            return Refusals.OwnRole;
        }

        if (role is null)
        {
            return await IsLast(database, person) ? Refusals.LastAdministrator : null;
        }

        if (person.Role is { } held && held != role && (PersonRoles.IsAdministrator(held) || PersonRoles.IsAdministrator(role)))
        {
            return Refusals.RoleConflict;
        }

        return PersonRoles.NeedsOrganisation(role) && person.Organisation is null ? Refusals.OrganisationMissing : null;
    }
}
