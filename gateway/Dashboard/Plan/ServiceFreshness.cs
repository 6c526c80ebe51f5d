using Cluster.Client;
using MudBlazor;

namespace Cluster.Dashboard.Plan;

/// <summary>
/// Whether a service's part of the view is fresh. A service says every few seconds that everything was sent; one that is down or cut off
/// stops saying so, and its part is true only as of then.
/// </summary>
public sealed record ServiceFreshness(string Code, string Symbol)
{
    public static readonly ServiceFreshness Fresh = new("fresh", Icons.Material.Filled.CheckCircle);
    public static readonly ServiceFreshness Stale = new("stale", Icons.Material.Filled.History);
    public static readonly ServiceFreshness NeverHeard = new("never-heard", Icons.Material.Filled.HelpOutline);

    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    public string WordKey => $"freshness.{Code}";

    public static ServiceFreshness Of(Freshness service, DateTimeOffset now) =>
        service.AsOf is not { } asOf ? NeverHeard : now - asOf > SilenceMax ? Stale : Fresh;
}
