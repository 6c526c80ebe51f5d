using System.Collections.Concurrent;
using Cluster.Coordination.Lights.Facts;
using Cluster.Ingestion.Past;
using Npgsql;

namespace Cluster.Coordination.Lights.Adoption;

/// <summary>A decision by which rules lights are made from a day on (方案启用). Of two from one day the later decision holds.</summary>
internal sealed record LightAdoption
{
    public long Number { get; init; }

    /// <summary>project or task.</summary>
    public required string Kind { get; init; }

    public DateOnly FromDay { get; init; }

    public required string Preset { get; init; }

    public int Version { get; init; }

    /// <summary>The preset as it was written.</summary>
    public required string Rules { get; init; }

    public required string Reason { get; init; }

    public required string DecidedBy { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Which preset holds on which day. Before the first decision projects have the published default, and tasks the one that is made for them.</summary>
internal sealed class AdoptedPresets(IReadOnlyList<LightAdoption> adoptions)
{
    public const string TasksDefault = "task";

    private const string Sql = "select number, kind, from_day, preset, version, rules::text, reason, decided_by, decided_at from light_adoptions order by number";

    /// <summary>An adopted text is read once; it never changes.</summary>
    private static readonly ConcurrentDictionary<string, Preset> ReadBefore = new();

    public IReadOnlyList<LightAdoption> All => adoptions;

    public static Task<AdoptedPresets> Read(NpgsqlConnection connection, CancellationToken cancellation) => Read(AsOfConnection.Now(connection), cancellation);

    public static async Task<AdoptedPresets> Read(AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var adoptions = new List<LightAdoption>();
        while (await reader.ReadAsync(cancellation))
        {
            adoptions.Add(new LightAdoption
            {
                Number = reader.GetInt64(0),
                Kind = reader.GetString(1),
                FromDay = reader.GetFieldValue<DateOnly>(2),
                Preset = reader.GetString(3),
                Version = reader.GetInt32(4),
                Rules = reader.GetString(5),
                Reason = reader.GetString(6),
                DecidedBy = reader.GetString(7),
                DecidedAt = reader.GetFieldValue<DateTimeOffset>(8),
            });
        }

        return new AdoptedPresets(adoptions);
    }

    public Preset On(string kind, DateOnly day) =>
        Decision(kind, day) is { } adopted ? PresetOf(adopted) : Presets.Of(kind == Clocks.Project ? Presets.Default : TasksDefault);

    /// <summary>Null where a published default holds.</summary>
    public LightAdoption? Decision(string kind, DateOnly day) =>
        adoptions.Where(a => a.Kind == kind && a.FromDay <= day).OrderBy(a => (a.FromDay, a.Number)).LastOrDefault();

    /// <summary>The next day on which other rules hold.</summary>
    public DateOnly? NextAfter(string kind, DateOnly day) =>
        adoptions.Where(a => a.Kind == kind && a.FromDay > day).Select(a => (DateOnly?)a.FromDay).Min();

    /// <summary>Those that are published, and beside them every other that was adopted once.</summary>
    public IEnumerable<Preset> Known() =>
        Presets.Published.Concat(adoptions.Select(PresetOf)).DistinctBy(p => (p.Id, p.Version));

    public string TextOf(Preset preset) =>
        Presets.TextOf(preset) ?? adoptions.First(a => (a.Preset, a.Version) == (preset.Id, preset.Version)).Rules;

    private static Preset PresetOf(LightAdoption adoption) => ReadBefore.GetOrAdd(
        adoption.Rules, text => PresetText.Read(text, "rules").Preset!);
}
