namespace Cluster.Coordination.Lights;

/// <summary>
/// The published presets, of seeds/data/light-presets.json. The file is part of the assembly, as the industry divisions are: a light says by which
/// version of which rule it was made, and that version is then the code's own, on every replica, before anything was pushed.
/// </summary>
public static class Presets
{
    public const string Default = "yinchuan-2025";

    public static readonly IReadOnlyList<Preset> Published = Read();

    public static Preset Of(string id) => Published.First(p => p.Id == id);

    private static List<Preset> Read()
    {
        using var json = typeof(Presets).Assembly.GetManifestResourceStream("light-presets.json")!;
        return [.. PresetText.ReadAll(json).Select(text => text.Read() switch
        {
            ({ } preset, _) => preset,
            (_, var faults) => throw new InvalidDataException($"{text.Id}: {string.Join(' ', faults.Select(f => f.Message.En))}"),
        })];
    }
}
