using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Gateway.Identity.Trail;

/// <summary>The gateway's own log: kept, sealed, searched and checked as every service's, without a part in the bus.</summary>
public static class TrailSetup
{
    public static void AddTrail(this WebApplicationBuilder builder)
    {
        builder.AddDataSource();
        builder.AddAuditTrail(IdentityEvents.Service);
        builder.Services.AddScoped<IdentityEvents>();
        builder.Services.AddScoped<NoteRefusedTokens>();
        builder.Services.AddSingleton<NoteRefusedTokens.Recent>();
    }

    /// <summary>What was written is for the audit administrator and auditors; that it was not touched may be checked by operators, too.</summary>
    public static void MapTrail(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGroup("/identity").WithTags("audit").MapAudit(
            IdentityEvents.CallerOf, RequireReader, policy => policy.RequireAssertion(context => IsReader(context) || context.User.IsInRole(Roles.Operator)));
        endpoints.MapGet("/identity/events", GetIdentityEvents.Handle).RequireAuthorization(RequireReader)
            .WithTags("audit").WithSummary("身份事件 Sign-ins and changes of accounts, in few words");
    }

    private static void RequireReader(AuthorizationPolicyBuilder policy) => policy.RequireAssertion(IsReader);

    private static bool IsReader(AuthorizationHandlerContext context) =>
        context.User.FindFirst(Access.PositionClaim)?.Value is Persons.PersonRoles.AuditAdministrator or Persons.PersonRoles.Auditor;
}
