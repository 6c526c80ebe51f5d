using Cluster.Contracts;
using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Months;

/// <summary>A department pushes the monthly figures (月报) of its projects.</summary>
public sealed class PushProjectMonths(string service, PortfolioOptions options, TimeProvider time)
    : PushReadings<ProjectMonth, ProjectMonthReported, ProjectMonthsRecorded>(
        service, "project-months", [ProjectPart.Named, Month, YearToDate],
        [SinceStart, Construction, Equipment, OtherCosts, InPlace, Paid, Progress, Variance, Correction])
{
    internal static readonly DecimalField YearToDate = Wan.Field("yearToDateWan", "本年累计完成投资", "The investment of the year to date");
    private static readonly MonthField Month = new("month", "月份", "The month") { Across = YearToDate };
    private static readonly DecimalField SinceStart = Wan.Field("sinceStartWan", "自开工累计完成投资", "The investment since the start");
    private static readonly DecimalField Construction = Wan.Field("constructionWan", "建筑安装工程", "Construction and installation");
    private static readonly DecimalField Equipment = Wan.Field("equipmentWan", "设备工器具购置", "Equipment");
    private static readonly DecimalField OtherCosts = Wan.Field("otherCostsWan", "其他费用", "Other costs");
    private static readonly DecimalField InPlace = Wan.Field("inPlaceWan", "本年到位资金", "The funds in place");
    private static readonly DecimalField Paid = Wan.Field("paidWan", "本年支付资金", "The funds paid");
    private static readonly TextField Progress = new("progress", "形象进度", "The progress in words", MaxLength: 500, Lines: true);
    private static readonly TextField Variance = new("variance", "偏差说明", "The reason of the variance", MaxLength: 500, Lines: true);
    private static readonly TextField Correction = new("correction", "更正原因", "The reason of the correction", MaxLength: 500, Lines: true);

    public override ProjectMonth Build(Row row)
    {
        var month = new ProjectMonth
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Project = row.Get(ProjectPart.Named),
            Month = row.Get(Month),
            YearToDateWan = row.Get(YearToDate),
            SinceStartWan = row.Find(SinceStart),
            ConstructionWan = row.Find(Construction),
            EquipmentWan = row.Find(Equipment),
            OtherCostsWan = row.Find(OtherCosts),
            InPlaceWan = row.Find(InPlace),
            PaidWan = row.Find(Paid),
            Progress = row.Find(Progress),
            Variance = row.Find(Variance),
            Correction = row.Find(Correction),
        };
        if (!row.IsSound)
        {
            return month;
        }

        foreach (var fault in MonthRules.OfRow(month, time.Today()))
        {
            row.Refuse(fault);
        }

        return month with { Key = ProjectMonth.KeyOf(month.Project, month.Month) };
    }

    public override ProjectMonthReported Describe(ProjectMonth resource) => new(
        resource.Key, resource.Owner, resource.Project, $"{resource.Month:yyyy-MM}", resource.YearToDateWan, resource.SinceStartWan,
        resource.ConstructionWan, resource.EquipmentWan, resource.OtherCostsWan, resource.InPlaceWan, resource.PaidWan, resource.Progress,
        resource.Variance, resource.Correction);

    protected override ProjectMonthsRecorded Record(IReadOnlyList<ProjectMonthReported> readings) => new(
        readings[0].Owner,
        [
            .. readings.Select(r => new RecordedMonth(
                r.Project, r.Month, r.YearToDateWan, r.SinceStartWan, r.ConstructionWan, r.EquipmentWan, r.OtherCostsWan, r.InPlaceWan, r.PaidWan,
                r.Progress, r.Variance, r.Correction)),
        ]);

    public override async Task<Func<ProjectMonth, ProjectMonth>?> Resolve(
        IReadOnlyList<ProjectMonth> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var known = await NamedProjects.Hold(rows.Select(r => r.Project), connection, cancellation);
        var found = rows.ToDictionary(r => r.Key, r => WithProject(r, known));
        var stored = await StoredMonths.Read([.. found.Values.Where(r => r.Of?.Owner == r.Owner)], connection, cancellation);
        return row => stored.Continue(found[row.Key]) with { Stored = stored } is var month && MonthRules.Doubts(month).ToList() is { Count: > 0 } doubts
            ? doubts.Aggregate(month, (m, doubt) => m.Noting(doubt))
            : month;
    }

    public override Task<Func<ProjectMonth, IEnumerable<Fault>>> Check(
        IReadOnlyList<ProjectMonth> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var faults = rows.ToDictionary(r => r.Key, r => ProjectParts.FaultOf(r.Of, r.Project, r.Owner) is { } fault
            ? [fault]
            : MonthRules.OfProject(r, options).ToList());
        foreach (var project in rows.Where(r => faults[r.Key].Count == 0).GroupBy(r => r.Project))
        {
            RefuseFalls(project, [.. project.First().Stored!.Of(project.Key)], faults);
        }

        return Task.FromResult<Func<ProjectMonth, IEnumerable<Fault>>>(row => faults[row.Key]);
    }

    private static ProjectMonth WithProject(ProjectMonth row, NamedProjects known)
    {
        var project = known.Find(row.Project, row.Owner);
        return ProjectParts.Mapped(project, row.Project, row.Owner) is { } note
            ? (row with { Of = project, Project = project!.Key, Key = ProjectMonth.KeyOf(project.Key, row.Month) }).Noting(note)
            : row with { Of = project };
    }

    /// <summary>Only rows that would be written are counted: those that come late change nothing in the series.</summary>
    private static void RefuseFalls(IEnumerable<ProjectMonth> rows, List<StoredMonth> stored, Dictionary<string, List<Fault>> faults)
    {
        var said = stored.ToDictionary(s => s.Month);
        var counted = rows.Where(r => !said.TryGetValue(r.Month, out var there) || !(r.AsOf < there.AsOf)).ToList();
        Refuse(
            "yearToDateWan", new CumulativeNeverFalls(beginsEachYear: true, stored.Select(s => (s.Period, s.YearToDateWan)), counted.Select(r => r.YearToDate)),
            r => r.YearToDateWan);
        Refuse(
            "sinceStartWan",
            new CumulativeNeverFalls(
                beginsEachYear: false, stored.Where(s => s.SinceStartWan is not null).Select(s => (s.Period, s.SinceStartWan!.Value)),
                counted.Select(r => r.SinceStart).OfType<CumulativeValue>()),
            r => r.SinceStartWan);

        void Refuse(string field, CumulativeNeverFalls rule, Func<ProjectMonth, decimal?> value)
        {
            foreach (var (key, against) in rule.Judge())
            {
                var row = counted.Find(r => r.Key == key)!;
                faults[key].Add(Fault.Of(
                    field, against.IsLater ? PortfolioRefusals.AboveLaterMonth : PortfolioRefusals.BelowEarlierMonth, value(row), against.Period, against.Value));
            }
        }
    }
}
