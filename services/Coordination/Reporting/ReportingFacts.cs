namespace Cluster.Coordination.Reporting;

/// <summary>All that is known of roles, owed items, reports and allowances. Neither the order nor a fact that comes twice says anything.</summary>
public sealed record ReportingFacts
{
    public IReadOnlyList<RoleChange> Roles { get; init; } = [];

    public IReadOnlyList<OwedItem> Items { get; init; } = [];

    public IReadOnlyList<ReceivedPart> Parts { get; init; } = [];

    public IReadOnlyList<Allowance> Allowances { get; init; } = [];

    /// <summary>The last day of the plan that a task is of: nothing is owed for what lies after it, as nothing is taken for it either.</summary>
    public IReadOnlyDictionary<string, DateOnly> PlanEnds { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>What had been received by a moment, for questions of the past.</summary>
    public ReportingFacts KnownAt(DateTimeOffset moment) => new()
    {
        Roles = [.. Roles.Where(r => r.KnownAt <= moment)],
        Items = [.. Items.Where(i => i.KnownAt <= moment && !(i.ReplacedAt <= moment))],
        Parts = [.. Parts.Where(p => p.ReceivedAt <= moment)],
        Allowances = [.. Allowances.Where(a => a.GrantedAt <= moment)], PlanEnds = PlanEnds,
    };
}
