using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Bulletins.Documents;
using Cluster.Messaging;

namespace Cluster.Coordination.Bulletins.Templates;

/// <summary>
/// The templates of seeds/data/bulletin-templates.json, part of the assembly as the light presets are. A version that was used is never changed:
/// what is to be said otherwise is a new one.
/// </summary>
public static class BulletinTemplates
{
    private static readonly JsonSerializerOptions Options = new(EventJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static readonly IReadOnlyList<BulletinTemplate> Published = ReadPublished();

    /// <summary>The newest, with which drafts are made.</summary>
    public static BulletinTemplate Current => Published.MaxBy(t => t.Version)!;

    public static string Write(BulletinTemplate template) => JsonSerializer.Serialize(template, Options);

    public static BulletinTemplate Read(string text) => JsonSerializer.Deserialize<BulletinTemplate>(text, Options)!;

    /// <summary>Tried on figures of nothing: a name that there is none of is found here, and not when a bulletin is due.</summary>
    public static void Try(BulletinTemplate template)
    {
        var sum = new ProjectSum(0, 0, 0, 0, 0, 0, DonePercent: null);
        var nothing = new BulletinFigures(
            Quarter.Parse("2025Q1"), "2025-03", default, "", [], new ProjectFigures("", "straight", 0, sum, [], [], []), new TaskFigures("", 0, [], [], []),
            new IndicatorFigures("", 0, 0, 0, 0, []), new OrderFigures("", "", new OrderSum(0, 0, 0, 0, 0), []),
            new ReportFigures("", DueOn: null, new ReportSum(0, 0, 0, 0, 0, 0, 0, 0, 0, CompletePercent: null, InTimePercent: null), []),
            new LightFigures("", "", default, [], [], []), Note: "");
        ComposeDocument.From(template, nothing, [BulletinCheck.Of("", "", [0.1m], 0, step: 1)], new BulletinHead("", Number: null, IssuedOn: null));
    }

    private static List<BulletinTemplate> ReadPublished()
    {
        using var json = typeof(BulletinTemplates).Assembly.GetManifestResourceStream("bulletin-templates.json")!;
        var templates = JsonSerializer.Deserialize<List<BulletinTemplate>>(json, Options)!;
        templates.ForEach(Try);
        return templates;
    }
}
