using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Plan;

/// <summary>The office records the plan's themes (任务板块).</summary>
public sealed class PushThemes() : Push<Theme, ThemeRecorded>("coordination", "themes", [Key, Ordinal, Title, TitleEn], [])
{
    private static readonly TextField Key = new("key", "板块编号", "The theme's number", MaxLength: 10);
    private static readonly IntegerField Ordinal = new("ordinal", "次序", "The order", "", 1, 99);
    private static readonly TextField Title = new("title", "标题", "The title", MaxLength: 100);
    private static readonly TextField TitleEn = new("titleEn", "英文标题", "The English title", MaxLength: 200);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Theme Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        Ordinal = (int)row.Get(Ordinal),
        Title = row.Get(Title),
        TitleEn = row.Get(TitleEn),
    };

    public override ThemeRecorded Describe(Theme resource) => new(resource.Key, resource.Ordinal, resource.Title, resource.TitleEn);
}
