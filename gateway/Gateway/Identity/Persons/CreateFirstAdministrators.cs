using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>
/// The first three administrators (首批三员), while there is nobody yet: each alone could not bring the other two about, as one creates accounts
/// and another grants roles. None of them sees the plan, so the office gets its first account with them.
/// </summary>
public static class CreateFirstAdministrators
{
    private const string Office = "领导小组办公室";

    private static readonly (string UserName, string DisplayName, string? Organisation, string Role)[] Accounts =
    [
        ("sysadmin", "系统管理员", null, PersonRoles.SystemAdministrator),
        ("secadmin", "安全管理员", null, PersonRoles.SecurityAdministrator),
        ("auditadmin", "审计管理员", null, PersonRoles.AuditAdministrator),
        ("office", Office, Office, PersonRoles.Office),
    ];

    /// <param name="Administrators">None where there are accounts already.</param>
    public sealed record Answer(IReadOnlyList<First> Administrators);

    public sealed record First(string UserName, string Role, string OneTimePassword);

    public static async Task<IResult> Handle(GatewayDb database, Users users, HttpContext context)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Lock(nameof(PersonRoles));
        if (await database.Persons.AnyAsync())
        {
            return Results.Ok(new Answer([]));
        }

        List<First> created = [];
        foreach (var (userName, displayName, organisation, role) in Accounts)
        {
            var (_, password) = (await users.Add(userName, displayName, organisation, role))!.Value;
            created.Add(new First(userName, role, password));
        }

        await transaction.CommitAsync();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Created("/identity/users", new Answer(created));
    }
}
