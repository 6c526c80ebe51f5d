using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cluster.Messaging;

/// <summary>The event log as the audit trail (审计): sealed, searched, checked. It cannot be switched off.</summary>
public static class Audit
{
    /// <summary>For who keeps a log and has no part in the bus, too; it needs a data source and the tables of <see cref="EventLogTables.AddAuditTrail"/>.</summary>
    public static IHostApplicationBuilder AddAuditTrail(this IHostApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton(MessagingOptions.Read(service, builder.Configuration));
        builder.Services.AddHostedService<Sealer>();
        builder.Services.AddHostedService<Retention>();
        return builder;
    }

    /// <summary>For operators and for persons who are auditors.</summary>
    public static void MapAudit(this RouteGroupBuilder routes, Func<HttpContext, Caller> callerOf) =>
        routes.MapAudit(callerOf, policy => policy.RequireAuditor(), policy => policy.RequireAuditor());

    /// <param name="callerOf">Whose export it is.</param>
    /// <param name="readers">Who may look for events.</param>
    /// <param name="checkers">Who may check the seals, which tells nothing of what was written.</param>
    public static void MapAudit(
        this RouteGroupBuilder routes, Func<HttpContext, Caller> callerOf, Action<AuthorizationPolicyBuilder> readers,
        Action<AuthorizationPolicyBuilder> checkers)
    {
        routes.MapGroup("audit").RequireAuthorization(checkers).MapVerification();
        routes.MapGroup("audit").RequireAuthorization(readers).MapSearch(callerOf);
    }
}
