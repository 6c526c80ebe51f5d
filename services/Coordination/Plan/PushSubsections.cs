using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The office records the subsections (小节) of the themes.</summary>
public sealed class PushSubsections() : Push<Subsection, SubsectionRecorded>(
    "coordination", "subsections", [Key, Theme, Ordinal, Title, TitleEn], [])
{
    private static readonly TextField Key = new("key", "小节编号", "The subsection's number", MaxLength: 10);
    private static readonly TextField Theme = new("theme", "板块", "The theme", MaxLength: 10);
    private static readonly IntegerField Ordinal = new("ordinal", "次序", "The order", "", 1, 99);
    private static readonly TextField Title = new("title", "标题", "The title", MaxLength: 100);
    private static readonly TextField TitleEn = new("titleEn", "英文标题", "The English title", MaxLength: 200);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Subsection Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        Theme = row.Get(Theme),
        Ordinal = (int)row.Get(Ordinal),
        Title = row.Get(Title),
        TitleEn = row.Get(TitleEn),
    };

    public override SubsectionRecorded Describe(Subsection resource) =>
        new(resource.Key, resource.Theme, resource.Ordinal, resource.Title, resource.TitleEn);

    public override async Task<Func<Subsection, IEnumerable<Fault>>> Check(
        IReadOnlyList<Subsection> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var themes = await connection.ReadKeys("themes", cancellation);
        return row => themes.Contains(row.Theme) ? [] : [Fault.Of(Theme.Name, CoordinationRefusals.UnknownTheme, row.Theme).Allowing(themes)];
    }
}
