using Npgsql;

namespace Cluster.Coordination.Organisations;

/// <summary>From any way a document writes an organisation to its registered short name.</summary>
internal sealed class OrganisationNames
{
    private const string NamesSql = "select key, key from organisations union all select unnest(aliases), key from organisations";

    private readonly Dictionary<string, string> _registered = [];

    public static async Task<OrganisationNames> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NamesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new OrganisationNames();
        while (await reader.ReadAsync(cancellation))
        {
            names._registered.TryAdd(reader.GetString(0), reader.GetString(1));
        }

        return names;
    }

    /// <summary>The short name, or the text as it came where nobody is registered under it.</summary>
    public string Resolve(string text) => _registered.GetValueOrDefault(text, text);

    public string[] Resolve(string[] texts) => [.. texts.Select(Resolve).Distinct()];

    public bool IsRegistered(string shortName) => _registered.ContainsKey(shortName);

    /// <summary>Who is known under the name already, unless it is the given organisation itself.</summary>
    public string? OtherHolder(string name, string organisation) =>
        _registered.GetValueOrDefault(name) is { } holder && holder != organisation ? holder : null;
}
