using Cluster.ServiceDefaults;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>The roles of persons (角色). The three administrators (三员) are apart: none has a look at the plan's data or does another's work.</summary>
public static class PersonRoles
{
    public const string Office = "office";
    public const string DepartmentOfficer = "department-officer";
    public const string DepartmentHead = "department-head";
    public const string Leader = "leader";
    public const string Operator = "operator";
    public const string Auditor = Auditors.Auditor;

    /// <summary>系统管理员: creates accounts, and ends them.</summary>
    public const string SystemAdministrator = "system-administrator";

    /// <summary>安全管理员: grants and withdraws roles.</summary>
    public const string SecurityAdministrator = "security-administrator";

    /// <summary>审计管理员: reads what the other two did.</summary>
    public const string AuditAdministrator = "audit-administrator";

    public static readonly IReadOnlyList<string> All =
        [Office, DepartmentOfficer, DepartmentHead, Leader, Operator, Auditor, SystemAdministrator, SecurityAdministrator, AuditAdministrator];

    public static bool IsAdministrator(string? role) => role is SystemAdministrator or SecurityAdministrator or AuditAdministrator;

    public static bool NeedsOrganisation(string role) => role is DepartmentOfficer or DepartmentHead or Office;

    /// <summary>The role by which services know the bearer of a person's token. An administrator's is no role of theirs.</summary>
    public static string InServices(string role) => role switch
    {
        DepartmentOfficer or DepartmentHead => Roles.Department,
        Leader or Auditor => Roles.Reader,
        _ => role,
    };
}
