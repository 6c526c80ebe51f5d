using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <summary>A meeting (联席会议): on its day what is on its agenda can be decided.</summary>
public sealed record Conference : Resource
{
    public required string Series { get; init; }

    public required int Number { get; init; }

    public required DateOnly HeldOn { get; init; }

    public string? Place { get; init; }

    public string? Chair { get; init; }
}

/// <summary>The office plans and records the meetings of the joint conference. Once one has decided something its day stands.</summary>
public sealed class PushConferences() : Push<Conference, ConferenceRecorded>("coordination", Name, [Key, Series, Number, HeldOn], [Place, Chair])
{
    public const string Name = "joint-conferences";

    private static readonly TextField Key = new("key", "会议编号", "The meeting's key", MaxLength: 20);
    private static readonly TextField Series = new("series", "会议名称", "The series", MaxLength: 60);
    private static readonly IntegerField Number = new("number", "次数", "The number", "", 1, 9_999);
    private static readonly DateField HeldOn = new("heldOn", "召开日期", "The day");
    private static readonly TextField Place = new("place", "地点", "The place", MaxLength: 100);
    private static readonly TextField Chair = new("chair", "主持人", "The chair", MaxLength: 60);

    /// <summary>Held, so that nothing is decided while the day moves.</summary>
    private const string DecidedSql = """
        with held as (select key, held_on from joint_conferences where key = any($1) order by key for update)
        select h.key, h.held_on, min(m.number) from held h join matters m on m.conference = h.key and m.decided_on is not null group by h.key, h.held_on
        """;

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override Conference Build(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        Series = row.Get(Series),
        Number = (int)row.Get(Number),
        HeldOn = row.Get(HeldOn),
        Place = row.Find(Place),
        Chair = row.Find(Chair),
    };

    public override ConferenceRecorded Describe(Conference resource) =>
        new(resource.Key, resource.Series, resource.Number, resource.HeldOn, resource.Place, resource.Chair);

    public override async Task<Func<Conference, IEnumerable<Fault>>> Check(
        IReadOnlyList<Conference> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DecidedSql, connection) { Parameters = { new() { Value = rows.Select(r => r.Key).ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var decided = new Dictionary<string, (DateOnly Day, string Matter)>();
        while (await reader.ReadAsync(cancellation))
        {
            decided.Add(reader.GetString(0), (reader.GetFieldValue<DateOnly>(1), reader.GetString(2)));
        }

        return row => decided.TryGetValue(row.Key, out var held) && held.Day != row.HeldOn
            ? [Fault.Of(HeldOn.Name, MatterRefusals.ConferenceDecided, held.Matter, $"{held.Day:yyyy-MM-dd}", $"{row.HeldOn:yyyy-MM-dd}")]
            : [];
    }
}
