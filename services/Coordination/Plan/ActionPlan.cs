using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>An action plan (行动计划) with its period. Several live side by side; a theme says of which it is.</summary>
public sealed record ActionPlan : Resource
{
    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>发文字号, 包府发〔2020〕54号.</summary>
    public string? DocumentNumber { get; init; }

    public required DateOnly PeriodStart { get; init; }

    public required DateOnly PeriodEnd { get; init; }
}

/// <summary>The office records a plan and its period.</summary>
public sealed class PushActionPlans() : Push<ActionPlan, ActionPlanRecorded>("coordination", "plans", [Key, Title, TitleEn, PeriodStart, PeriodEnd], [DocumentNumber])
{
    public const int KeyMax = 20;

    private static readonly TextField Key = new("key", "计划编号", "The plan's key", KeyMax);
    private static readonly TextField Title = new("title", "名称", "The title", MaxLength: 200);
    private static readonly TextField TitleEn = new("titleEn", "英文名称", "The English title", MaxLength: 300);
    private static readonly DateField PeriodStart = new("periodStart", "计划期起", "The first day of the period");
    private static readonly DateField PeriodEnd = new("periodEnd", "计划期止", "The last day of the period");
    private static readonly TextField DocumentNumber = new("documentNumber", "发文字号", "The document's number", MaxLength: 60);

    /// <summary>Targets whose day a shorter period would leave out.</summary>
    private const string OutsideSql = """
        select p.key, min(g.key) from unnest($1, $2, $3) as p (key, first, last)
        join themes h on h.plan = p.key join tasks t on t.theme = h.key join targets g on g.task = t.key
        where g.due < p.first or g.due > p.last
        group by p.key
        """;

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override ActionPlan Build(Row row)
    {
        var plan = new ActionPlan
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Title = row.Get(Title),
            TitleEn = row.Get(TitleEn),
            DocumentNumber = row.Find(DocumentNumber),
            PeriodStart = row.Get(PeriodStart),
            PeriodEnd = row.Get(PeriodEnd),
        };
        if (row.IsSound && plan.PeriodEnd <= plan.PeriodStart)
        {
            row.Refuse(Fault.Of(PeriodEnd.Name, PlanRefusals.PeriodReversed, $"{plan.PeriodStart:yyyy-MM-dd}", $"{plan.PeriodEnd:yyyy-MM-dd}"));
        }

        return plan;
    }

    public override ActionPlanRecorded Describe(ActionPlan resource) =>
        new(resource.Key, resource.Title, resource.TitleEn, resource.DocumentNumber, resource.PeriodStart, resource.PeriodEnd);

    public override async Task<Func<ActionPlan, IEnumerable<Fault>>> Check(
        IReadOnlyList<ActionPlan> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OutsideSql, connection)
        {
            Parameters =
            {
                new() { Value = rows.Select(r => r.Key).ToArray() }, new() { Value = rows.Select(r => r.PeriodStart).ToArray() },
                new() { Value = rows.Select(r => r.PeriodEnd).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var outside = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellation))
        {
            outside[reader.GetString(0)] = reader.GetString(1);
        }

        return row => outside.TryGetValue(row.Key, out var target) ? [Fault.Of(PeriodEnd.Name, PlanRefusals.LeavesTargetOut, target)] : [];
    }
}
