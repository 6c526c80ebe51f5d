using Cluster.Contracts;
using CsvHelper;

namespace Cluster.Ingestion;

/// <summary>
/// Divisions (行政区划) that a field takes: of the seven cities that the plan reaches, by seeds/data/divisions.csv. A code that was taken back
/// (divisions-retired.csv) is known too, so that a refusal can name the one that replaced it.
/// </summary>
public sealed class Divisions
{
    private const string PlanOwner = "plan-owner";

    private static readonly IReadOnlyList<Listing> All =
        [.. ReadFile("divisions.csv").Select(r => new Listing(DivisionCode.Parse(r[0]), r[1], IsCounty: r[2] == "county", r[5].Split('|'), Group: r[7]))];

    private static readonly Dictionary<DivisionCode, (string Name, string? Successor)> Retired =
        ReadFile("divisions-retired.csv").ToDictionary(r => DivisionCode.Parse(r[0]), r => (r[1], r[2].Length > 0 ? r[2] : null));

    /// <summary>Every one, of whatever level.</summary>
    public static readonly Divisions Listed = new("名录中的行政区划", "a division of the list", _ => true);

    /// <summary>The counties, banners and districts (旗县区) of the seven cities; a development zone that has a code of its own in statistics is one.</summary>
    public static readonly Divisions Counties = new("旗县区", "a county", d => d.IsCounty);

    /// <summary>Those of the city whose plan it is.</summary>
    public static readonly Divisions PlanCounties = new("本市的旗县区", "a county of the city", d => d.IsCounty && d.Group == PlanOwner);

    /// <summary>The city whose plan it is, and its counties: never to be added up.</summary>
    public static readonly Divisions PlanRegions = new("本市或其旗县区", "the city or a county of it", d => d.Group == PlanOwner);

    private readonly Dictionary<string, DivisionCode> _byWord;

    private Divisions(string zh, string en, Func<Listing, bool> isOne)
    {
        var ones = All.Where(isOne).ToList();
        (Zh, En) = (zh, en);
        Words = [.. ones.Select(d => new CodeWord(d.Code.ToString(), d.Name))];
        _byWord = ones.SelectMany(d => d.Aliases.Append(d.Name).Append(d.Code.ToString()).Where(word => word.Length > 0), (d, word) => (word, d.Code))
            .Distinct().ToLookup(d => d.word, d => d.Code).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single());
    }

    internal string Zh { get; }

    internal string En { get; }

    internal IReadOnlyList<CodeWord> Words { get; }

    /// <param name="word">The code, the name or a name that is used for it (昆区); one that could mean two is none.</param>
    internal DivisionCode? Find(string word) => _byWord.TryGetValue(word, out var code) ? code : null;

    internal Fault Refuse(Field field, string word)
    {
        if (!DivisionCode.TryParse(word, out var code) || !Retired.TryGetValue(code, out var retired))
        {
            return Fault.Of(field.Name, IngestionRefusals.UnknownDivision, field.Zh, ServiceDefaults.Refusal.Repeat(word), Zh, field.En, En)
                .Allowing([.. Words.Select(w => w.Code)]);
        }

        return All.FirstOrDefault(d => d.Code.ToString() == retired.Successor) is { } now
            ? Fault.Of(field.Name, IngestionRefusals.RetiredDivision, field.Zh, code, retired.Name, now.Code, now.Name, field.En).Allowing([now.Code.ToString()])
            : Fault.Of(field.Name, IngestionRefusals.RetiredDivisionWithoutSuccessor, field.Zh, code, retired.Name, field.En);
    }

    private static IEnumerable<string[]> ReadFile(string name)
    {
        using var text = new StreamReader(typeof(Divisions).Assembly.GetManifestResourceStream(name)!);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false });
        reader.Read(); // the names of the columns
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i) ?? "")];
        }
    }

    private sealed record Listing(DivisionCode Code, string Name, bool IsCounty, IReadOnlyList<string> Aliases, string Group);
}
