using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Messaging;

/// <summary>The event log as the audit trail (审计): for operators and for persons who are auditors.</summary>
public static class Audit
{
    public static void MapAudit(this RouteGroupBuilder routes)
    {
        var audit = routes.MapGroup("audit").RequireAuthorization(policy => policy.RequireAuditor());
        audit.MapVerification();
        audit.MapSearch();
    }
}
