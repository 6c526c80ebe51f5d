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

    public const string Read = "cluster.read";
    public const string Write = "cluster.write";

    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    public const string RoleClaim = "role";
    public const string OrganisationClaim = "organisation";
    private const string ScopeClaim = "scope";

    public static void AddAccessPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Api, policy => policy.RequireAuthenticatedUser().RequireAssertion(IsReadOrMayWrite))
        .AddPolicy(Operators, policy => policy.RequireRole(Roles.Operator).RequireAssertion(MayWrite));

    private static bool IsReadOrMayWrite(AuthorizationHandlerContext context)
    {
        var method = ((HttpContext)context.Resource!).Request.Method;
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || MayWrite(context);
    }

    private static bool MayWrite(AuthorizationHandlerContext context) =>
        context.User.FindFirst(RoleClaim)?.Value is Roles.Department or Roles.Office or Roles.Operator
        && context.User.FindFirst(ScopeClaim)?.Value.Split(' ').Contains(Write) == true;
}
