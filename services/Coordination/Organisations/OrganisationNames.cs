using Npgsql;

namespace Cluster.Coordination.Organisations;

/// <summary>From any way a document writes an organisation to its registered short name.</summary>
internal sealed class OrganisationNames
{
    /// <summary>From the day after its last one a name means the successor, and that one's in its turn.</summary>
    private const string NamesSql = """
        with recursive called as (
            select key as name, key, successor, valid_until from organisations
            union
            select c.name, o.key, o.successor, o.valid_until
            from called c join organisations o on o.key = c.successor
            where c.valid_until < coalesce($1, (now() at time zone 'Asia/Shanghai')::date)),
        meant as (
            select name, key from called
            where successor is null or not (valid_until < coalesce($1, (now() at time zone 'Asia/Shanghai')::date)))
        select name, key from meant
        union all
        select unnest(o.aliases), m.key from organisations o join meant m on m.name = o.key
        """;

    /// <summary>Before any succession: whose a name is, whoever is meant by it.</summary>
    public static readonly DateOnly AsRegistered = DateOnly.MinValue;

    private readonly Dictionary<string, string> _registered = [];

    /// <param name="on">The day on which it is asked who is meant; today if left out.</param>
    public static async Task<OrganisationNames> Read(NpgsqlConnection connection, CancellationToken cancellation, DateOnly? on = null)
    {
        await using var command = new NpgsqlCommand(NamesSql, connection) { Parameters = { new NpgsqlParameter<DateOnly?> { TypedValue = on } } };
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
