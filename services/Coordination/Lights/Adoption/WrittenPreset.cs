using System.Text.Json;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights.Adoption;

/// <summary>A preset as a caller names it or writes it.</summary>
internal static class WrittenPreset
{
    private const int RulesLengthMax = 30_000;
    private const int IdLengthMax = 60;

    public static readonly TextField Id = new("preset", "亮灯方案", "The preset", IdLengthMax);
    public static readonly ObjectField Rules = new("rules", "方案内容", "The rules", RulesLengthMax, """{"id":"my-city","version":1,"rules":[…]}""");

    /// <param name="known">By their ids; of one id the newest version counts.</param>
    public static (Preset Preset, string Text) Resolve(string? id, string? rules, AdoptedPresets known)
    {
        if ((id is null) == (rules is null))
        {
            throw RequestForm.Refuse(Fault.Of(Id.Name, LightRefusals.PresetOrRules));
        }

        if (rules is null)
        {
            var newest = known.Known().Where(p => p.Id == id).MaxBy(p => p.Version);
            return newest is not null
                ? (newest, known.TextOf(newest))
                : throw RequestForm.Refuse(Fault.Of(Id.Name, LightRefusals.UnknownPreset, Refusal.Repeat(id!)).Allowing(
                    [.. known.Known().Select(p => p.Id).Distinct()]));
        }

        var (preset, faults) = PresetText.Read(rules, Rules.Name);
        return preset is null ? throw RequestForm.Refuse([.. faults]) : (preset, rules);
    }

    /// <summary>One id and version never say two things: a light that names them could not be understood any more.</summary>
    public static void DemandNewVersion(Preset preset, string text, AdoptedPresets known)
    {
        if (known.Known().FirstOrDefault(p => (p.Id, p.Version) == (preset.Id, preset.Version)) is { } same && !IsSame(known.TextOf(same), text))
        {
            throw new RefusedException(Problem.Of(LightRefusals.PresetVersion, preset.Id, preset.Version).With("field", $"{Rules.Name}.version"));
        }
    }

    private static bool IsSame(string one, string other)
    {
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
