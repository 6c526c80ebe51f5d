using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The office records the plan's themes (任务板块).</summary>
public sealed class PushThemes() : Push<Theme, ThemeRecorded>("coordination", "themes", [Key, Ordinal, Title, TitleEn], [Plan])
{
    private static readonly TextField Key = new("key", "板块编号", "The theme's number", MaxLength: 10);
    private static readonly IntegerField Ordinal = new("ordinal", "次序", "The order", "", 1, 99);
    private static readonly TextField Title = new("title", "标题", "The title", MaxLength: 100);
    private static readonly TextField TitleEn = new("titleEn", "英文标题", "The English title", MaxLength: 200);
    private static readonly TextField Plan = new("plan", "计划", "The plan", PushActionPlans.KeyMax);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Theme Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        Plan = row.Find(Plan),
        Ordinal = (int)row.Get(Ordinal),
        Title = row.Get(Title),
        TitleEn = row.Get(TitleEn),
    };

    public override ThemeRecorded Describe(Theme resource) => new(resource.Key, resource.Ordinal, resource.Title, resource.TitleEn, resource.Plan);

    public override async Task<Func<Theme, IEnumerable<Fault>>> Check(
        IReadOnlyList<Theme> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var plans = await connection.ReadKeys("plans", cancellation);
        return theme => theme.Plan is null || plans.Contains(theme.Plan)
            ? [] : [Fault.Of(Plan.Name, PlanRefusals.UnknownPlan, Refusal.Repeat(theme.Plan)).Allowing(plans)];
    }
}
