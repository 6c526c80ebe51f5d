using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Adoption;

/// <param name="Kind">project or task: whose lights.</param>
/// <param name="Preset">The id of a known one, in its newest version, or else its rules.</param>
/// <param name="Rules">A preset as the list shows them.</param>
/// <param name="From">The first day; today or later.</param>
/// <param name="DecidedBy">Who decided, where a system of the office sends it; a person who has signed in is known.</param>
public sealed record AdoptionRequest(string Kind, string? Preset, JsonElement? Rules, DateOnly From, string Reason, string? DecidedBy);

/// <summary>The office decides by which rules lights are made from a day on. From that day all of them are judged again; those that were shown stay.</summary>
internal static class AdoptPreset
{
    private const int ReasonLengthMax = 500;

    private static readonly DateField From = new("from", "启用日", "The first day");
    private static readonly TextField Reason = new("reason", "理由", "The reason", ReasonLengthMax, Lines: true);
    private static readonly TextField DecidedBy = new("decidedBy", "决定人", "The person who decided", OrderEndpoints.NameLengthMax);

    /// <summary>One decision at a time; readers go on.</summary>
    private const string LockSql = "lock table light_adoptions in share row exclusive mode";

    private const string KeepSql = """
        insert into light_adoptions (number, kind, from_day, preset, version, rules, reason, decided_by, decided_at)
        values ($1, $2, $3, $4, $5, $6::json, $7, $8, $9)
        """;

    /// <summary>In the order of the keys, as packets touch them.</summary>
    private const string DueSql = """
        with held as (select kind, subject from light_clocks where kind = $1 order by kind, subject for update)
        update light_clocks c set due_at = least(c.due_at, $2) from held h where h.kind = c.kind and h.subject = c.subject
        """;

    public static void MapAdoptPreset(this RouteGroupBuilder presets) =>
        presets.MapPost("adoptions", async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var person = context.User.PersonName();
            Field[] fields =
                [SubjectKinds.Field, WrittenPreset.Id, WrittenPreset.Rules, From, Reason, .. person is null ? new Field[] { DecidedBy } : []];
            var (wanted, id, rules) = await RequestForm.Read(context, fields, form => (Build(form, person), form.Find(WrittenPreset.Id), form.Find(WrittenPreset.Rules)), cancellation);
            await using var transaction = await log.Begin(context.Caller(), cancellation);
            return AdoptionView.Of(await Adopt(wanted, id, rules, transaction, cancellation));
        }).WithSummary("启用亮灯方案 Adopt a preset").Accepts<AdoptionRequest>("application/json").Produces<AdoptionView>();

    private static LightAdoption Build(Row form, string? person) => new()
    {
        Kind = SubjectKinds.Codes.Write(form.Get(SubjectKinds.Field)),
        FromDay = form.Get(From),
        Preset = "",
        Rules = "",
        Reason = form.Get(Reason),
        DecidedBy = person ?? form.Get(DecidedBy),
    };

    private static async Task<LightAdoption> Adopt(
        LightAdoption wanted, string? id, string? rules, LogTransaction transaction, CancellationToken cancellation)
    {
        var (connection, at) = (transaction.Connection, InstantField.Kept(transaction.StartedAt));
        await using (var hold = new NpgsqlCommand(LockSql, connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        var adopted = await AdoptedPresets.Read(connection, cancellation);
        var (preset, text) = WrittenPreset.Resolve(id, rules, adopted);
        WrittenPreset.DemandNewVersion(preset, text, adopted);
        if (wanted.FromDay < at.CityDay())
        {
            throw RequestForm.Refuse(Fault.Of(From.Name, LightRefusals.AdoptedBackwards, $"{wanted.FromDay:yyyy-MM-dd}", $"{at.CityDay():yyyy-MM-dd}"));
        }

        var last = adopted.All.LastOrDefault(a => a.Kind == wanted.Kind && a.FromDay == wanted.FromDay);
        if (last is not null && (last.Preset, last.Version) == (preset.Id, preset.Version))
        {
            return (last.Reason, last.DecidedBy) == (wanted.Reason, wanted.DecidedBy)
                ? last
                : throw new RefusedException(Problem.Of(LightRefusals.AdoptedTwice, $"{wanted.FromDay:yyyy-MM-dd}", preset.Id, preset.Version));
        }

        var adoption = wanted with { Number = adopted.All.Count + 1, Preset = preset.Id, Version = preset.Version, Rules = text, DecidedAt = at };
        await Keep(adoption, connection, cancellation);
        transaction.Append($"coordination/{PresetEndpoints.Name}/{adoption.Number}", 1, new LightPresetAdopted(
            adoption.Number, adoption.Kind, adoption.FromDay, adoption.Preset, adoption.Version, JsonElement.Parse(text), adoption.Reason, adoption.DecidedBy));
        await transaction.Commit(cancellation);
        return adoption;
    }

    private static async Task Keep(LightAdoption adoption, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(KeepSql)
                {
                    Parameters =
                    {
                        new() { Value = adoption.Number }, new() { Value = adoption.Kind }, new() { Value = adoption.FromDay },
                        new() { Value = adoption.Preset }, new() { Value = adoption.Version }, new() { Value = adoption.Rules },
                        new() { Value = adoption.Reason }, new() { Value = adoption.DecidedBy }, new() { Value = adoption.DecidedAt },
                    },
                },
                new(DueSql) { Parameters = { new() { Value = adoption.Kind }, new() { Value = adoption.FromDay.StartsAt().ToUniversalTime() } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
