using System.Diagnostics;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Writes what happened to accounts, in the transaction in which it happens.</summary>
public sealed class IdentityEvents(GatewayDb database, IHttpContextAccessor http, TimeProvider time)
{
    public void Add(string kind, string subject, string? detail = null, string? actor = null) => database.IdentityEvents.Add(new IdentityEvent(
        Id: 0, time.GetUtcNow(), kind, actor ?? http.HttpContext?.User.FindFirst("sub")?.Value ?? "", subject, detail,
        http.HttpContext?.Connection.RemoteIpAddress?.ToString(), Activity.Current?.Id));
}
