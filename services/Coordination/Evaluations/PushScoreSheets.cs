using System.Globalization;
using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Evaluations;

/// <summary>The office defines score sheets (考核评分表).</summary>
public sealed class PushScoreSheets() : Push<ScoreSheet, ScoreSheetDefined>(
    "coordination", "score-sheets", [Key, Title, TitleEn, Kind, StartPoints, Items], [])
{
    private const int ItemsMax = 20_000;
    private const decimal PointsMax = 1_000m;

    private static readonly TextField Key = new("key", "评分表编号", "The sheet's key", MaxLength: 40);
    private static readonly TextField Title = new("title", "名称", "The title", MaxLength: 100);
    private static readonly TextField TitleEn = new("titleEn", "英文名称", "The English title", MaxLength: 200);
    private static readonly CodeField<SheetKind> Kind = new("kind", "考核对象", "The kind", ScoreSheet.Kinds);
    private static readonly DecimalField StartPoints = new("startPoints", "基础分", "The starting points", "", 0, PointsMax, 2);

    private static readonly ObjectField Items = new(
        "items", "评分项", "The items", ItemsMax, """{"no-plan":{"criterion":"annual-plan-missing","zh":"未编制计划","en":"No plan","points":-10,"by":"03-31"}}""");

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override ScoreSheet Build(Row row)
    {
        var sheet = new ScoreSheet
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Title = row.Get(Title),
            TitleEn = row.Get(TitleEn),
            Kind = row.Get(Kind),
            StartPoints = row.Get(StartPoints),
            Items = row.Get(Items),
        };
        if (row.IsSound)
        {
            foreach (var fault in FaultsOf(sheet))
            {
                row.Refuse(fault);
            }
        }

        return sheet;
    }

    public override ScoreSheetDefined Describe(ScoreSheet resource)
    {
        using var items = JsonDocument.Parse(resource.Items);
        return new(
            resource.Key, resource.Title, resource.TitleEn, ScoreSheet.Kinds.Write(resource.Kind), resource.StartPoints, items.RootElement.Clone());
    }

    private static IEnumerable<Fault> FaultsOf(ScoreSheet sheet)
    {
        IReadOnlyDictionary<string, ScoreItem> items;
        try
        {
            items = sheet.Read();
        }
        catch (JsonException unread)
        {
            return [Fault.Of(Items.Name, EvaluationRefusals.ItemsUnread, unread.Path)];
        }

        var criteria = Criteria.Of(sheet.Kind);
        return from item in items
               let wrong = WrongIn(item.Value, criteria)
               where wrong is not null
               select Fault.Of($"items.{item.Key}.{wrong}", EvaluationRefusals.ItemWrong, item.Key, wrong)
                   .Allowing(wrong == "criterion" ? [.. criteria] : []);
    }

    /// <summary>The member that does not fit its criterion.</summary>
    private static string? WrongIn(ScoreItem item, IReadOnlyCollection<string> criteria) => item switch
    {
        _ when !criteria.Contains(item.Criterion) => "criterion",
        _ when item.Points == 0 || Math.Abs(item.Points) > PointsMax => "points",
        _ when item.Cap <= 0 => "cap",
        { Criterion: Criteria.AnnualPlanMissing } when !IsDay(item.By) => "by",
        _ when item.Quarters?.Any(q => q is < 1 or > 4) == true => "quarters",
        _ when item.Weights?.Any(w => w.Key is not ("1" or "2" or "3" or "4") || w.Value < 0) == true => "weights",
        { Criterion: Criteria.ProjectStarted, Category: not ("new" or "continued") } => "category",
        { Criterion: Criteria.ProjectPlanned, FromWan: null } => "fromWan",
        { Criterion: Criteria.ProjectPlanned } when item.ToWan <= item.FromWan => "toWan",
        _ => null,
    };

    private static bool IsDay(string? by) => DateOnly.TryParseExact($"2024-{by}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
