namespace Cluster.Coordination.Reporting;

/// <summary>The rhythms that come with the program, of seeds/data/reporting-rhythms.json.</summary>
public static class Rhythms
{
    public const string Default = "plan-quarterly";

    public static readonly IReadOnlyList<ReportingRhythm> Published = Read();

    public static ReportingRhythm Of(string id) => Published.First(r => r.Id == id);

    private static List<ReportingRhythm> Read()
    {
        using var json = typeof(Rhythms).Assembly.GetManifestResourceStream("reporting-rhythms.json")!;
        return [.. RhythmText.ReadAll(json).Select(text => text.Read() switch
        {
            ({ } rhythm, _) => rhythm,
            (_, var faults) => throw new InvalidDataException($"{text.Id}: {string.Join(' ', faults.Select(f => f.Message.En))}"),
        })];
    }
}
