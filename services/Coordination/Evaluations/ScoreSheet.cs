using System.Text.Json;
using Cluster.Ingestion;

namespace Cluster.Coordination.Evaluations;

/// <summary>A score sheet (考核评分表): what is looked at, and what it is worth. It is data; what was published with it keeps its own copy.</summary>
public sealed record ScoreSheet : Resource
{
    public static readonly Codes<SheetKind> Kinds = new((SheetKind.Units, "units", "单位"), (SheetKind.Projects, "projects", "项目"));

    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    public required SheetKind Kind { get; init; }

    /// <summary>基础分.</summary>
    public required decimal StartPoints { get; init; }

    /// <summary>A JSON object: each item by its name, as <see cref="ScoreItem"/> reads it.</summary>
    public required string Items { get; init; }

    public IReadOnlyDictionary<string, ScoreItem> Read() => ScoreItem.ReadAll(Items);
}

/// <summary>Who gets points.</summary>
public enum SheetKind
{
    Units,
    Projects,
}

/// <summary>An item (评分项).</summary>
/// <param name="Criterion">What it looks at: one of <see cref="Criteria"/>, or manual.</param>
/// <param name="Points">For each time; negative for a deduction. With manual the most, or the least, that a person may give.</param>
/// <param name="Cap">What all its lines together come to at most, without their sign; null where there is no limit.</param>
/// <param name="By">With annual-plan-missing: the last day, 03-31.</param>
/// <param name="Quarters">With those about reports: of which quarters; without it of all.</param>
/// <param name="Weights">What a quarter's lines are multiplied by: { "1": 0.5 }; a quarter that is not there counts once.</param>
/// <param name="Doubled">Counts twice for units that lead no task and have orders only.</param>
/// <param name="Category">With project-started: new or continued.</param>
/// <param name="FromWan">With project-planned: the year's plan is at least so much.</param>
/// <param name="ToWan">And less than this.</param>
public sealed record ScoreItem(
    string Criterion, string Zh, string En, decimal Points, decimal? Cap = null, string? By = null, IReadOnlyList<int>? Quarters = null,
    IReadOnlyDictionary<string, decimal>? Weights = null, bool Doubled = false, string? Category = null, decimal? FromWan = null, decimal? ToWan = null)
{
    /// <summary>Points that a person gives (领导评价、通报批评).</summary>
    public const string Manual = "manual";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <exception cref="JsonException">It is no object of items.</exception>
    public static IReadOnlyDictionary<string, ScoreItem> ReadAll(string items) => JsonSerializer.Deserialize<Dictionary<string, ScoreItem>>(items, Json)!;

    public decimal WeightOf(int quarter) => Weights?.GetValueOrDefault($"{quarter}", 1) ?? 1;
}
