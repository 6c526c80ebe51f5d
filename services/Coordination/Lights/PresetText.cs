using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>A preset as it is written, and the one way to make one: read with all its faults at once, or refused.</summary>
public sealed record PresetText(
    string? Id, int Version, BilingualText? Name, string? Source, int ReportDueDay, IReadOnlyList<RuleText>? Rules)
{
    private const int LastDayOfAnyMonth = 28;

    /// <summary>A word that nobody reads is a threshold that somebody misses.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static IReadOnlyList<PresetText> ReadAll(Stream json) => JsonSerializer.Deserialize<PresetFile>(json, Strict)!.Presets;

    /// <summary>One that somebody sends, or why it is none.</summary>
    /// <param name="field">Where it stands in what is sent.</param>
    public static (Preset? Preset, IReadOnlyList<Fault> Faults) Read(string json, string field)
    {
        try
        {
            var (preset, faults) = JsonSerializer.Deserialize<PresetText>(json, Strict)!.Read();
            return (preset, [.. faults.Select(f => f with { Field = $"{field}.{f.Field}" })]);
        }
        catch (JsonException failure)
        {
            return (null, [Fault.Of(field, LightRefusals.PresetUnreadable, failure.Path ?? "$")]);
        }
    }

    /// <returns>A preset without faults, or faults without a preset.</returns>
    public (Preset? Preset, IReadOnlyList<Fault> Faults) Read()
    {
        List<Fault> faults = [.. Missing().Select(field => Fault.Of(field, LightRefusals.PresetShape, Id, field))];
        List<LightRule> rules = [];
        foreach (var (index, text) in (Rules ?? []).Index())
        {
            if (text.Read($"rules[{index}]", faults) is not { } rule)
            {
                continue;
            }

            if (rules.Exists(r => r.Id == rule.Id || r.Dimension == rule.Dimension))
            {
                faults.Add(Fault.Of($"rules[{index}]", LightRefusals.RuleTwice, rule.Id));
            }

            rules.Add(rule);
        }

        return faults.Count > 0 ? (null, faults) : (new Preset(Id!, Version, Name!, Source!, ReportDueDay, rules), []);
    }

    private IEnumerable<string> Missing()
    {
        (string Field, bool IsThere)[] fields =
        [
            ("id", !string.IsNullOrWhiteSpace(Id)), ("version", Version >= 1), ("name", Name is { Zh: not null, En: not null }),
            ("source", !string.IsNullOrWhiteSpace(Source)), ("reportDueDay", ReportDueDay is >= 1 and <= LastDayOfAnyMonth), ("rules", Rules is { Count: > 0 }),
        ];
        return fields.Where(f => !f.IsThere).Select(f => f.Field);
    }

    private sealed record PresetFile(IReadOnlyList<PresetText> Presets);
}

public sealed record RuleText(
    string? Id, string? Dimension, string? Axis, string? Schedule, IReadOnlyList<BandText>? Bands, bool CountsForecast, int? RedAtRun, int? RedAtSlips,
    string? HeldAt)
{
    /// <summary>With one of a "run" every yellow would be red, and the yellow band a lie.</summary>
    private const int RunMin = 2;

    internal LightRule? Read(string field, List<Fault> faults)
    {
        var before = faults.Count;
        var dimension = Word(LightCodes.Dimensions, "dimension", Dimension);
        var axis = Word(PresetCodes.Axes, "axis", Axis);
        var schedule = Word(PresetCodes.Schedules, "schedule", Schedule ?? PresetCodes.Schedules.Write(RuleSchedule.Project));
        var heldAt = Word(LightCodes.Lights, "heldAt", HeldAt);
        if (faults.Count == before && !PresetCodes.AxesOf(dimension).Contains(axis))
        {
            Say(LightRefusals.UnknownWord, "axis", "axis", Axis)
                .Add([.. PresetCodes.AxesOf(dimension).Select(PresetCodes.Axes.Write)]);
        }

        (string Name, bool IsFine)[] shapes =
        [
            ("id", !string.IsNullOrWhiteSpace(Id)), ("redAtRun", RedAtRun is null or >= RunMin), ("redAtSlips", RedAtSlips is null or >= 1),
            ("heldAt", heldAt is not Light.Grey),
        ];
        faults.AddRange(shapes.Where(s => !s.IsFine).Select(s => Fault.Of($"{field}.{s.Name}", LightRefusals.PresetShape, Id, s.Name)));

        var bands = ReadBands();
        if (faults.Count == before)
        {
            faults.AddRange(BandCover.Faults(Id!, $"{field}.bands", [.. bands.Select(b => b.Range)], PresetCodes.IsWhole(axis)));
        }

        return faults.Count > before ? null : new LightRule(Id!, dimension, axis, schedule, bands, CountsForecast, RedAtRun, RedAtSlips, heldAt);

        List<Band> ReadBands()
        {
            List<Band> read = [];
            foreach (var (index, band) in (Bands ?? []).Index())
            {
                var light = Word(LightCodes.Lights, $"bands[{index}].light", band.Light);
                var reason = Word(LightCodes.Reasons, $"bands[{index}].reason", band.Reason);
                if (light == Light.Grey)
                {
                    Say(LightRefusals.UnknownWord, $"bands[{index}].light", "light", band.Light);
                }

                if (!Interval.TryParse(band.Range, out var range))
                {
                    Say(LightRefusals.RangeShape, $"bands[{index}].range", Refusal.Repeat(band.Range ?? ""));
                }

                read.Add(new Band(range, light, reason, band.Note));
            }

            return read;
        }

        TEnum Word<TEnum>(Codes<TEnum> codes, string name, string? code)
            where TEnum : struct, Enum
        {
            if (code is not null && codes.All.Contains(code))
            {
                return codes.Parse(code);
            }

            Say(LightRefusals.UnknownWord, name, name, Refusal.Repeat(code ?? "")).Add(codes.All);
            return default;
        }

        Allowed Say(Refusal refusal, string name, params object?[] particulars)
        {
            faults.Add(Fault.Of($"{field}.{name}", refusal, [Id, .. particulars]));
            return new Allowed(faults);
        }
    }

    private readonly record struct Allowed(List<Fault> Faults)
    {
        public void Add(IReadOnlyCollection<string> values) => Faults[^1] = Faults[^1].Allowing(values);
    }
}

public sealed record BandText(string? Range, string? Light, string? Reason, BilingualText? Note);
