using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Lights.Facts;
using Cluster.Coordination.Lights.Shown;
using Cluster.Ingestion;
using Cluster.Portfolio;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Adoption;

/// <param name="Kind">project or task: whose lights.</param>
/// <param name="Preset">The id of a known one, in its newest version, or else its rules.</param>
/// <param name="Rules">A preset as the list shows them.</param>
public sealed record TrialRequest(string Kind, string? Preset, JsonElement? Rules);

/// <summary>What today's lights would be by another preset (试算). Nothing is changed by it.</summary>
/// <param name="Subjects">How many were judged.</param>
/// <param name="Changes">How many lights would be another colour or state, those of dimensions included.</param>
/// <param name="Overall">How many overall lights would go from which to which, changed or not.</param>
/// <param name="IsWhole">Whether all lights that would change are here; the first in the order of their keys are.</param>
public sealed record PresetTrial(
    string Preset, int Version, DateOnly On, int Subjects, int Changes, IReadOnlyList<TrialMove> Overall, IReadOnlyList<TriedLight> Lights, bool IsWhole);

public sealed record TrialMove(string? From, string? To, int Subjects);

/// <param name="Now">What is shown; null where none is.</param>
/// <param name="Then">What would be; null where the preset judges no such dimension.</param>
public sealed record TriedLight(string Kind, string Key, string Name, string Dimension, LightShown? Now, LightShown? Then);

internal static class TryPreset
{
    private const int AtOnce = 500;
    private const int LightsMax = 1_000;

    private const string SubjectsSql = "select subject from light_subjects where kind = $1 and subject > $2 order by subject limit $3";

    public static void MapTryPreset(this RouteGroupBuilder presets) =>
        presets.MapPost("trial", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, IConfiguration configuration, CancellationToken cancellation) =>
        {
            var options = configuration.GetSection("Portfolio").Get<PortfolioOptions>() ?? new PortfolioOptions();
            var (kind, id, rules) = await RequestForm.Read(
                context, [SubjectKinds.Field, WrittenPreset.Id, WrittenPreset.Rules],
                form => (SubjectKinds.Codes.Write(form.Get(SubjectKinds.Field)), form.Find(WrittenPreset.Id), form.Find(WrittenPreset.Rules)), cancellation);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var (preset, _) = WrittenPreset.Resolve(id, rules, await AdoptedPresets.Read(connection, cancellation));
            return await Try(kind, preset, time.Today(), options, connection, cancellation);
        }).WithSummary("试算亮灯方案：列出会变的灯，不作改动 Try a preset: which lights would change").Accepts<TrialRequest>("application/json")
            .Produces<PresetTrial>();

    private static async Task<PresetTrial> Try(
        string kind, Preset preset, DateOnly today, PortfolioOptions options, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (subjects, changes, lights) = (0, 0, new List<TriedLight>());
        var overall = new Dictionary<(string?, string?), int>();
        var last = "";
        while (await Next(kind, last, connection, cancellation) is { Count: > 0 } keys)
        {
            var stored = await StoredFacts.Read(connection, keys.ConvertAll(key => (kind, key)), cancellation);
            var shown = await StoredLights.Last(connection, keys.ConvertAll(key => new ClockRow { Kind = kind, Subject = key }), cancellation);
            foreach (var subject in keys.Select(key => stored.Subject(kind, key)).OfType<SubjectRow>())
            {
                var then = ShownText.Of(new LightCourse(stored.Of(subject), preset, options.Schedule).Judged(today), preset);
                var now = shown[(kind, subject.Subject)].ToDictionary(i => i.Dimension, i => i.Shown);
                foreach (var dimension in ShownText.InOrder(now.Keys.Union(then.Keys)))
                {
                    var (before, after) = (now.GetValueOrDefault(dimension), then.GetValueOrDefault(dimension));
                    var isOther = LightOf(before) != LightOf(after);
                    changes += isOther ? 1 : 0;
                    if (isOther && lights.Count < LightsMax)
                    {
                        lights.Add(new TriedLight(kind, subject.Subject, subject.Name, dimension, before, after));
                    }
                }

                var move = (LightOf(now.GetValueOrDefault(ShownText.Overall)), LightOf(then[ShownText.Overall]));
                overall[move] = overall.GetValueOrDefault(move) + 1;
                subjects++;
            }

            last = keys[^1];
        }

        return new PresetTrial(
            preset.Id, preset.Version, today, subjects, changes,
            [.. overall.OrderByDescending(o => o.Value).Select(o => new TrialMove(o.Key.Item1, o.Key.Item2, o.Value))], lights, changes <= LightsMax);
    }

    private static string? LightOf(LightShown? shown) => shown?.Light ?? shown?.State;

    private static async Task<List<string>> Next(string kind, string last, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SubjectsSql, connection)
        {
            Parameters = { new() { Value = kind }, new() { Value = last }, new() { Value = AtOnce } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }
}
