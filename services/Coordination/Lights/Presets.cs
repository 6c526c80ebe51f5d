using System.Text.Json;

namespace Cluster.Coordination.Lights;

/// <summary>
/// The published presets, of seeds/data/light-presets.json. The file is part of the assembly, as the industry divisions are: a light says by which
/// version of which rule it was made, and that version is then the code's own, on every replica, before anything was pushed.
/// </summary>
public static class Presets
{
    public const string Default = "yinchuan-2025";

    private static readonly IReadOnlyList<(Preset Preset, string Text)> Texts = Read();

    public static readonly IReadOnlyList<Preset> Published = [.. Texts.Select(t => t.Preset)];

    public static Preset Of(string id) => Published.First(p => p.Id == id);

    /// <summary>As it is written; null of one that is not published.</summary>
    public static string? TextOf(Preset preset) => Texts.Where(t => (t.Preset.Id, t.Preset.Version) == (preset.Id, preset.Version)).Select(t => t.Text).FirstOrDefault();

    private static List<(Preset Preset, string Text)> Read()
    {
        using var json = typeof(Presets).Assembly.GetManifestResourceStream("light-presets.json")!;
        using var file = JsonDocument.Parse(json);
        var written = file.RootElement.GetProperty("presets").EnumerateArray().Select(one => one.GetRawText());
        json.Position = 0;
        return [.. PresetText.ReadAll(json).Zip(written, (text, raw) => text.Read() switch
        {
            ({ } preset, _) => (preset, raw),
            (_, var faults) => throw new InvalidDataException($"{text.Id}: {string.Join(' ', faults.Select(f => f.Message.En))}"),
        })];
    }
}
