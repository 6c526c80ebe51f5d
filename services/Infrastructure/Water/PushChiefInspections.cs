using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Statistics;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Water;

/// <summary>
/// The inspection rounds of the chiefs of a river or lake (河湖长巡查) in a period: counts of that period alone. Who a chief is stays in the
/// department's own system.
/// </summary>
public sealed record ChiefInspection : Statistic
{
    public static readonly Codes<ChiefLevel> Levels = new(
        (ChiefLevel.City, "city", "市级"),
        (ChiefLevel.County, "county", "旗县级"),
        (ChiefLevel.Township, "township", "苏木乡镇级"),
        (ChiefLevel.Village, "village", "嘎查村级"));

    /// <summary>The river or lake (河湖).</summary>
    public required string Water { get; init; }

    public required ChiefLevel Level { get; init; }

    /// <summary>Rounds that the rules ask for in the period, in 次.</summary>
    public required long RoundsDue { get; init; }

    /// <summary>Of the rounds due: what is done beyond them is not counted.</summary>
    public required long RoundsDone { get; init; }

    public required long ProblemsFound { get; init; }

    /// <summary>Of the problems found in the period, however late they were solved.</summary>
    public required long ProblemsSolved { get; init; }
}

public enum ChiefLevel
{
    City,
    County,
    Township,
    Village,
}

/// <summary>A department pushes the inspection rounds of river and lake chiefs (河湖长巡查) by water, level and period.</summary>
public sealed class PushChiefInspections(TimeProvider time) : PushStatistics<ChiefInspection, ChiefInspectionReported>(
    time, "chief-inspections",
    new Meaning(Divisions.PlanRegions, MeasureKind.PeriodValue, Unit: null, PeriodType.Month, PeriodType.Quarter, PeriodType.HalfYear, PeriodType.Year),
    [Water, Level, RoundsDue, RoundsDone, ProblemsFound, ProblemsSolved], [])
{
    private static readonly TextField Water = new("water", "河湖", "The river or lake", MaxLength: 60);
    private static readonly CodeField<ChiefLevel> Level = new("level", "河湖长级别", "The chief's level", ChiefInspection.Levels);
    private static readonly IntegerField RoundsDue = new("roundsDue", "应巡次数", "The rounds due", "次", 0, 1_000_000);
    private static readonly IntegerField RoundsDone = new("roundsDone", "实巡次数", "The rounds done", "次", 0, 1_000_000);
    private static readonly IntegerField ProblemsFound = new("problemsFound", "发现问题数", "The problems found", "个", 0, 1_000_000);
    private static readonly IntegerField ProblemsSolved = new("problemsSolved", "其中已解决", "The problems solved", "个", 0, 1_000_000);

    protected override ChiefInspection BuildOwn(Row row)
    {
        var inspection = new ChiefInspection
        {
            Key = "", Owner = row.Caller.Organisation, Water = row.Get(Water), Level = row.Get(Level), RoundsDue = row.Get(RoundsDue),
            RoundsDone = row.Get(RoundsDone), ProblemsFound = row.Get(ProblemsFound), ProblemsSolved = row.Get(ProblemsSolved),
        };
        if (row.IsSound && inspection.RoundsDone > inspection.RoundsDue)
        {
            row.Refuse(PartOf.Exceeds(RoundsDone, inspection.RoundsDone, RoundsDue, inspection.RoundsDue));
        }

        if (row.IsSound && inspection.ProblemsSolved > inspection.ProblemsFound)
        {
            row.Refuse(PartOf.Exceeds(ProblemsSolved, inspection.ProblemsSolved, ProblemsFound, inspection.ProblemsFound));
        }

        return inspection;
    }

    protected override ChiefInspectionReported DescribeOwn(ChiefInspection statistic) => new(
        statistic.Water, ChiefInspection.Levels.Write(statistic.Level), statistic.RoundsDue, statistic.RoundsDone, statistic.ProblemsFound,
        statistic.ProblemsSolved);

    protected override string KeyOf(ChiefInspection statistic) =>
        $"{statistic.Water}.{ChiefInspection.Levels.Write(statistic.Level)}.{base.KeyOf(statistic)}";
}
