using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Organisations;

/// <summary>The office registers organisations (单位) with their aliases.</summary>
public sealed class PushOrganisations() : Push<Organisation, OrganisationRegistered>(
    "coordination", "organisations", [Key, FullName, NameEn, Kind], [Aliases, ValidFrom, ValidUntil, Successor])
{
    private static readonly TextField Key = new("key", "简称", "The short name", MaxLength: 60);
    private static readonly TextField FullName = new("fullName", "全称", "The full name", MaxLength: 100);
    private static readonly TextField NameEn = new("nameEn", "英文名", "The English name", MaxLength: 200);
    private static readonly CodeField<OrganisationKind> Kind = new("kind", "类别", "The kind", Organisation.Kinds);
    private static readonly TextListField Aliases = new("aliases", "别名", "The aliases", MaxLength: 60, MaxCount: 20);

    private static readonly DateField ValidFrom = new("validFrom", "启用日", "The first day");
    private static readonly DateField ValidUntil = new("validUntil", "停用日", "The last day");
    private static readonly TextField Successor = new("successor", "承继单位", "The successor", MaxLength: 60);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Organisation Build(Row row)
    {
        var organisation = Read(row);
        if (organisation.ValidUntil < organisation.ValidFrom)
        {
            row.Refuse(Fault.Of(ValidUntil.Name, OrganisationRefusals.EndsFirst, $"{organisation.ValidUntil:yyyy-MM-dd}", $"{organisation.ValidFrom:yyyy-MM-dd}"));
        }

        if (organisation is { Successor: not null, ValidUntil: null })
        {
            row.Refuse(Fault.Of(ValidUntil.Name, OrganisationRefusals.SuccessorWithoutEnd, organisation.Successor));
        }

        return organisation;
    }

    private static Organisation Read(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        FullName = row.Get(FullName),
        NameEn = row.Get(NameEn),
        Kind = row.Get(Kind),
        Aliases = row.Find(Aliases) ?? [],
        ValidFrom = row.Find(ValidFrom),
        ValidUntil = row.Find(ValidUntil),
        Successor = row.Find(Successor),
    };

    public override OrganisationRegistered Describe(Organisation resource) => new(
        resource.Key, resource.FullName, resource.NameEn, Organisation.Kinds.Write(resource.Kind), resource.Aliases, resource.ValidFrom,
        resource.ValidUntil, resource.Successor);

    public override async Task<Func<Organisation, IEnumerable<Fault>>> Check(
        IReadOnlyList<Organisation> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation, OrganisationNames.AsRegistered);
        var inBatch = rows.SelectMany(r => r.Aliases.Append(r.Key).Select(name => (name, r.Key)))
            .GroupBy(x => x.name, x => x.Key).ToDictionary(g => g.Key, g => g.Distinct().ToList());
        var successors = await ReadSuccessors(connection, cancellation);
        foreach (var row in rows)
        {
            successors[row.Key] = row.Successor;
        }

        return row =>
        [
            .. from alias in row.Aliases
               let holder = names.OtherHolder(alias, row.Key) ?? inBatch[alias].Find(other => other != row.Key)
               where holder is not null
               select Fault.Of(Aliases.Name, CoordinationRefusals.AliasTaken, alias, holder),
            .. row.Successor is { } successor && FaultOf(row.Key, successor, successors) is { } fault ? new[] { fault } : [],
        ];
    }

    /// <summary>A name has to mean somebody in the end.</summary>
    private static Fault? FaultOf(string key, string successor, Dictionary<string, string?> successors)
    {
        if (!successors.ContainsKey(successor))
        {
            return Fault.Of(Successor.Name, CoordinationRefusals.UnknownOrganisation, successor);
        }

        var passed = new HashSet<string> { key };
        for (var next = successor; next is not null; next = successors.GetValueOrDefault(next))
        {
            if (!passed.Add(next))
            {
                return Fault.Of(Successor.Name, OrganisationRefusals.SuccessorCircle, string.Join(" → ", passed.Append(next)));
            }
        }

        return null;
    }

    private static async Task<Dictionary<string, string?>> ReadSuccessors(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select key, successor from organisations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var successors = new Dictionary<string, string?>();
        while (await reader.ReadAsync(cancellation))
        {
            successors.Add(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1));
        }

        return successors;
    }
}
