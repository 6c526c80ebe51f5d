using Cluster.Contracts.Cooperation;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <summary>A resolution between cities (城市间议定事项), built from events alone.</summary>
internal sealed class CooperationResolution
{
    /// <summary>That of the cooperation service, with the service before it: cooperation/mayors-8-1.</summary>
    public required string Key { get; init; }

    public required string Series { get; init; }

    public int Number { get; init; }

    public DateOnly AdoptedOn { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>As it was sent; who it is, is asked when it is read.</summary>
    public required string Lead { get; init; }

    public DateOnly Due { get; init; }
}

/// <summary>The office tracks what was adopted between cities. The inbox lets no older version come here.</summary>
internal sealed class OnResolutionAdopted : IHandle<ResolutionAdopted>
{
    private const string KeepSql = """
        insert into cooperation_resolutions (key, series, number, adopted_on, title, text, lead, due)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (key) do update
        set series = excluded.series, number = excluded.number, adopted_on = excluded.adopted_on, title = excluded.title, text = excluded.text,
            lead = excluded.lead, due = excluded.due
        """;

    public async Task Handle(IReadOnlyList<Received<ResolutionAdopted>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => e.Event.Key).Select(g => g.MaxBy(e => e.Version)!).OrderBy(e => e.Event.Key, StringComparer.Ordinal).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = newest.ConvertAll(e => $"{e.Source}/{e.Event.Key}").ToArray() }, new() { Value = newest.ConvertAll(e => e.Event.Series).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Number).ToArray() }, new() { Value = newest.ConvertAll(e => e.Event.AdoptedOn).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Title).ToArray() }, new() { Value = newest.ConvertAll(e => e.Event.Text).ToArray() },
                new() { Value = newest.ConvertAll(e => e.Event.Lead).ToArray() }, new() { Value = newest.ConvertAll(e => e.Event.Due).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
