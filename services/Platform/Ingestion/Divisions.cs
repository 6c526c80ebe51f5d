using System.Globalization;
using Cluster.Contracts;
using CsvHelper;

namespace Cluster.Ingestion;

/// <summary>
/// Divisions (行政区划) that a field takes: of the seven cities that the plan reaches, by seeds/data/divisions.csv. One that was taken back
/// (divisions-retired.csv) is known too, so that a refusal can say until when it was there and name the one that replaced it. A place is one of
/// the list at the time of the report: whoever reports today says where it lies today, also of what was built before.
/// </summary>
public sealed class Divisions
{
    private const string PlanOwner = "plan-owner";

    private static readonly IReadOnlyList<Listing> All =
        [.. ReadFile("divisions.csv").Select(r => new Listing(DivisionCode.Parse(r[0]), r[1], IsCounty: r[2] == "county", r[5].Split('|'), Group: r[7]))];

    /// <summary>By code and by name.</summary>
    private static readonly Dictionary<string, RetiredListing> Retired = ReadFile("divisions-retired.csv")
        .Select(r => new RetiredListing(DivisionCode.Parse(r[0]), r[1], r[2].Length > 0 ? r[2] : null, int.Parse(r[3], CultureInfo.InvariantCulture)))
        .SelectMany(r => new[] { $"{r.Code}", r.Name }, (r, word) => (word, r)).ToDictionary(r => r.word, r => r.r);

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

    /// <summary>As a reader knows the place; null where the list does not have the code.</summary>
    public string? NameOf(string code) => Words.FirstOrDefault(w => w.Code == code)?.Zh;

    internal Fault Refuse(Field field, string word)
    {
        if (!Retired.TryGetValue(word, out var retired))
        {
            return Fault.Of(field.Name, IngestionRefusals.UnknownDivision, field.Zh, ServiceDefaults.Refusal.Repeat(word), Zh, field.En, En)
                .Allowing([.. Words.Select(w => w.Code)]);
        }

        return All.FirstOrDefault(d => d.Code.ToString() == retired.Successor) is { } now
            ? Fault.Of(field.Name, IngestionRefusals.RetiredDivision, field.Zh, retired.Code, retired.Name, now.Code, now.Name, field.En, retired.LastYear).Allowing([now.Code.ToString()])
            : Fault.Of(field.Name, IngestionRefusals.RetiredDivisionWithoutSuccessor, field.Zh, retired.Code, retired.Name, field.En, retired.LastYear);
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

    /// <param name="Successor">Its code; null where none replaced it.</param>
    /// <param name="LastYear">In which it was valid, if only for a part of it.</param>
    private sealed record RetiredListing(DivisionCode Code, string Name, string? Successor, int LastYear);

    private sealed record Listing(DivisionCode Code, string Name, bool IsCounty, IReadOnlyList<string> Aliases, string Group);
}
