namespace Cluster.Portfolio.Dispatch;

/// <summary>What a dispatch table has a row for (调度表的分组).</summary>
/// <param name="Name">As <c>by</c> has it.</param>
/// <param name="PartsSql">The parts that a project of the pool <c>p</c> belongs to, each with the share of its money; constant, never from outside.</param>
/// <param name="IsDivided">A project in several parts is divided among them, so that they add up; otherwise it counts whole in each.</param>
internal sealed record Dimension(string Name, string PartsSql, bool IsDivided)
{
    /// <summary>地区: the money of a project in several counties is divided by its shares; it is counted in each.</summary>
    private const string CountySql = "select x.part, x.share::numeric / 100 from unnest(p.counties, p.shares_percent) as x (part, share)";

    private const string TaskSql = "select x.part, 1::numeric from unnest(case p.tasks when '{}' then array[null] else p.tasks end) as x (part)";

    /// <summary>板块: a project that serves several tasks of one counts once in it. Only the office has the plan.</summary>
    private const string ThemeSql = """
        select x.part, 1::numeric
        from (select distinct t.theme as part from unnest(p.tasks) as k (task) left join tasks t on t.key = k.task union all select null where p.tasks = '{}') x
        """;

    public static readonly IReadOnlyDictionary<string, Dimension> All = new[]
    {
        new Dimension("county", CountySql, IsDivided: true),
        new Dimension("task", TaskSql, IsDivided: false),
        Whole("chain", "p.chain"),
        Whole("industry", "left(p.industry_class, 2)"),
        Whole("owner", "p.owner"),
        Whole("funding", "p.funding"),
        Whole("stage", "p.stage"),
    }.ToDictionary(d => d.Name);

    /// <summary>With what is only known where the plan is.</summary>
    public static readonly IReadOnlyDictionary<string, Dimension> OfPool =
        All.Values.Append(new Dimension("theme", ThemeSql, IsDivided: false)).ToDictionary(d => d.Name);

    private static Dimension Whole(string name, string column) => new(name, $"select {column}, 1::numeric", IsDivided: true);
}
