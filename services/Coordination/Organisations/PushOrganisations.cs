using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Organisations;

/// <summary>The office registers organisations (单位) with their aliases.</summary>
public sealed class PushOrganisations() : Push<Organisation, OrganisationRegistered>(
    "coordination", "organisations", [Key, FullName, NameEn, Kind], [Aliases])
{
    private static readonly TextField Key = new("key", "简称", "The short name", MaxLength: 60);
    private static readonly TextField FullName = new("fullName", "全称", "The full name", MaxLength: 100);
    private static readonly TextField NameEn = new("nameEn", "英文名", "The English name", MaxLength: 200);
    private static readonly CodeField<OrganisationKind> Kind = new("kind", "类别", "The kind", Organisation.Kinds);
    private static readonly TextListField Aliases = new("aliases", "别名", "The aliases", MaxLength: 60, MaxCount: 20);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Organisation Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        FullName = row.Get(FullName),
        NameEn = row.Get(NameEn),
        Kind = row.Get(Kind),
        Aliases = row.Find(Aliases) ?? [],
    };

    public override OrganisationRegistered Describe(Organisation resource) => new(
        resource.Key, resource.FullName, resource.NameEn, Organisation.Kinds.Write(resource.Kind), resource.Aliases);

    public override async Task<Func<Organisation, IEnumerable<Fault>>> Check(
        IReadOnlyList<Organisation> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var inBatch = rows.SelectMany(r => r.Aliases.Append(r.Key).Select(name => (name, r.Key)))
            .GroupBy(x => x.name, x => x.Key).ToDictionary(g => g.Key, g => g.Distinct().ToList());
        return row =>
            from alias in row.Aliases
            let holder = names.OtherHolder(alias, row.Key) ?? inBatch[alias].Find(other => other != row.Key)
            where holder is not null
            select Fault.Of(Aliases.Name, CoordinationRefusals.AliasTaken, alias, holder);
    }
}
