using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Portfolio.Curves;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Years;

/// <summary>A department pushes the yearly plans of its projects.</summary>
public sealed class PushProjectYears(string service, TimeProvider time) : Push<ProjectYear, ProjectYearReported>(
    service, "project-years", [ProjectPart.Named, Year], [Category, Planned, PlannedStart, EnteredOn, RemovedOn, RemovalReason, ResumedOn])
{
    private const int YearMin = 2000;
    private const int YearMax = 2100;

    private static readonly IntegerField Year = new("year", "年度", "The year", "", YearMin, YearMax);
    private static readonly CodeField<YearCategory> Category = new("category", "年度类别", "The category", ProjectYear.Categories);
    private static readonly DecimalField Planned = Wan.Field("plannedWan", "年度计划投资", "The planned investment");
    private static readonly MonthField PlannedStart = new("plannedStart", "计划开工年月", "The planned month of the start");
    private static readonly DateField EnteredOn = new("enteredOn", "入库日期", "The day of entry into the pool");
    private static readonly DateField RemovedOn = new("removedOn", "出库日期", "The day of removal from the pool");
    private static readonly TextField RemovalReason = new("removalReason", "出库原因", "The reason of the removal", MaxLength: 500, Lines: true);

    private static readonly DateField ResumedOn = new("resumedOn", "复工日期", "The day of the resumption");

    public override ProjectYear Build(Row row)
    {
        var year = new ProjectYear
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Project = row.Get(ProjectPart.Named),
            Year = (int)row.Get(Year),
            Category = row.Find(Category),
            PlannedWan = row.Find(Planned),
            PlannedStart = row.Find(PlannedStart),
            EnteredOn = row.Find(EnteredOn),
            RemovedOn = row.Find(RemovedOn),
            RemovalReason = row.Find(RemovalReason),
            ResumedOn = row.Find(ResumedOn),
        };
        if (year.RemovedOn is null != year.RemovalReason is null)
        {
            row.Refuse(Fault.Of(year.RemovedOn is null ? RemovedOn.Name : RemovalReason.Name, PortfolioRefusals.RemovalIncomplete));
        }

        if (year.RemovedOn < year.EnteredOn)
        {
            row.Refuse(Fault.Of(RemovedOn.Name, PortfolioRefusals.RemovedBeforeEntry, $"{year.RemovedOn:yyyy-MM-dd}", $"{year.EnteredOn:yyyy-MM-dd}"));
        }

        if (row.IsSound && year.PlannedStart is { } start && start.Year != year.Year)
        {
            row.Refuse(Fault.Of(PlannedStart.Name, PortfolioRefusals.StartOfOtherYear, $"{start:yyyy-MM}", year.Year));
        }

        foreach (var fault in row.IsSound ? FaultsOfResumption(year) : [])
        {
            row.Refuse(fault);
        }

        return row.IsSound ? year with { Key = ProjectYear.KeyOf(year.Project, year.Year) } : year;
    }

    public override ProjectYearReported Describe(ProjectYear resource) => new(
        resource.Key, resource.Owner, resource.Project, resource.Year, ProjectYear.Categories.Write(resource.Category), resource.PlannedWan,
        resource.PlannedStart is { } start ? $"{start:yyyy-MM}" : null, resource.EnteredOn, resource.RemovedOn, resource.RemovalReason,
        resource.ResumedOn);

    public override async Task<Func<ProjectYear, ProjectYear>?> Resolve(
        IReadOnlyList<ProjectYear> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var join = await ProjectParts.Join(rows, connection, cancellation);
        var curves = await StoredCurves.ReadAccepted([.. rows.Select(r => WithKey(join(r)).Key)], connection, cancellation);
        return row =>
        {
            var year = WithKey(join(row));
            return DoubtOf(year, curves.GetValueOrDefault(year.Key)) is { } doubt ? year.Noting(doubt) : year;
        };
    }

    public override Task<Func<ProjectYear, IEnumerable<Fault>>> Check(
        IReadOnlyList<ProjectYear> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<ProjectYear, IEnumerable<Fault>>>(row => ProjectParts.FaultsOf(row, () =>
            row.PlannedWan > row.Of!.LimitWan ? [Fault.Of(Planned.Name, PortfolioRefusals.AboveTotal, row.PlannedWan, row.Of.LimitWan)] : []));

    /// <summary>Only what was begun in a year before can go on in this one.</summary>
    private IEnumerable<Fault> FaultsOfResumption(ProjectYear year)
    {
        if (year.ResumedOn is not { } resumed)
        {
            yield break;
        }

        if (year.Category != YearCategory.Continued)
        {
            yield return Fault.Of(ResumedOn.Name, PortfolioRefusals.ResumedButNotContinued);
        }

        if (resumed.Year != year.Year)
        {
            yield return Fault.Of(ResumedOn.Name, PortfolioRefusals.ResumedInOtherYear, $"{resumed:yyyy-MM-dd}", year.Year);
        }
        else if (resumed > time.Today())
        {
            yield return Fault.Of(ResumedOn.Name, PortfolioRefusals.DayInFuture, $"{resumed:yyyy-MM-dd}");
        }
    }

    private static ProjectYear WithKey(ProjectYear year) => year with { Key = ProjectYear.KeyOf(year.Project, year.Year) };

    /// <summary>The plan moves in mid-year and its curve follows with a reason; until then the curve counts in proportion.</summary>
    private static RowNote? DoubtOf(ProjectYear year, decimal[]? accepted) =>
        year.Of?.Owner == year.Owner && accepted is [.., var december] && year.PlannedWan is { } planned && planned != december
            ? RowNote.Doubt(Fault.Of(Planned.Name, CurveRefusals.AcceptedOffPlan, december, planned), $"{planned}")
            : null;
}
