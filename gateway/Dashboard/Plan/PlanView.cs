using Cluster.Client;
using Cluster.Dashboard.Languages;
using Cluster.Dashboard.Answers;
using Microsoft.Extensions.Localization;

namespace Cluster.Dashboard.Plan;

/// <summary>What the page has to show, and what it says about it.</summary>
public sealed record PlanView(
    Reading<Overview> Overview, Reading<IReadOnlyList<TaskView>> Tasks, TaskFilter Filter, DateTimeOffset Now)
{
    private const int SoonSeconds = 3;
    private const int LaterSeconds = 15;

    public static PlanView Of(
        Reading<Overview> overview, Reading<IReadOnlyList<TaskView>> tasks, string? theme, string? state, DateTimeOffset now) =>
        new(overview, tasks, TaskFilter.Of(theme, state, overview.Value?.Themes ?? []), now);

    /// <summary>A page without its content loads itself again, without a script; a reader in the middle of one is left alone.</summary>
    public int? ReloadAfter => Overview switch
    {
        { Value: null, Trouble: Trouble.Slow } => SoonSeconds,
        { Value: null } => LaterSeconds,
        { Value.Tasks: 0 } => SoonSeconds,
        _ => null,
    };

    /// <summary>Said once: where the page as a whole is an older one, its list is too.</summary>
    public Trouble TroubleWithTasks => Overview.Trouble != Trouble.None && Tasks.Value is not null ? Trouble.None : Tasks.Trouble;

    /// <summary>The worst that can be said of a service's data.</summary>
    public ServiceFreshness Freshness => Services.ContainsKey(ServiceFreshness.Stale) ? ServiceFreshness.Stale
        : Services.ContainsKey(ServiceFreshness.NeverHeard) ? ServiceFreshness.NeverHeard
        : ServiceFreshness.Fresh;

    public string FreshnessInShort(IStringLocalizer<Words> words) =>
        Freshness == ServiceFreshness.Fresh ? words["page.all-fresh"] : words[$"page.{Freshness.Code}-services", Services[Freshness]];

    private Dictionary<ServiceFreshness, int> Services =>
        Overview.Value!.Freshness.CountBy(service => ServiceFreshness.Of(service, Now)).ToDictionary();
}
