using Cluster.Gateway.Identity.Persons;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;

namespace Cluster.Gateway.Identity;

/// <summary>What a token must say for its bearer to pass the door. Whose rows may be written is the services' to check.</summary>
public static class Access
{
    /// <summary>Reading needs a token; writing needs a role and a scope that write.</summary>
    public const string Api = "api";

    /// <summary>Registering and revoking clients.</summary>
    public const string Operators = "operators";

    public const string System = "system-administrators";
    public const string Security = "security-administrators";
    public const string SystemOrSecurity = "system-or-security-administrators";

    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    public const string RoleClaim = "role";
    public const string OrganisationClaim = "organisation";

    /// <summary>A person's role; systems have none.</summary>
    public const string PositionClaim = ServiceDefaults.Auditors.PositionClaim;

    public static void AddAccessPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Api, policy => policy.RequireRole(Roles.OfServices).AddRequirements(new WritersWrite()))
        .AddPolicy(System, policy => policy.RequireClaim(PositionClaim, PersonRoles.SystemAdministrator))
        .AddPolicy(Security, policy => policy.RequireClaim(PositionClaim, PersonRoles.SecurityAdministrator))
        .AddPolicy(SystemOrSecurity, policy => policy.RequireClaim(PositionClaim, PersonRoles.SystemAdministrator, PersonRoles.SecurityAdministrator))
        .AddPolicy(Operators, policy => policy.RequireRole(Roles.Operator).RequireWrite("identity", "clients"));

    /// <summary>The address names service and resource: /api/{service}/{resource}.</summary>
    private sealed class WritersWrite : AuthorizationHandler<WritersWrite>, IAuthorizationRequirement
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, WritersWrite requirement)
        {
            var request = ((HttpContext)context.Resource!).Request;
            if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            {
                context.Succeed(requirement);
                return Task.CompletedTask;
            }

            var path = request.Path.Value!.Split('/', 5);
            var (service, resource) = (path.ElementAtOrDefault(2) ?? "", path.ElementAtOrDefault(3) ?? "");
            if (context.User.FindFirst(RoleClaim)?.Value is not (Roles.Department or Roles.Office or Roles.Operator))
            {
                context.Fail();
            }
            else if (context.User.MayWrite(service, resource))
            {
                context.Succeed(requirement);
            }
            else
            {
                context.FailForScope(this, Scopes.WriteOf(service, resource));
            }

            return Task.CompletedTask;
        }
    }
}
