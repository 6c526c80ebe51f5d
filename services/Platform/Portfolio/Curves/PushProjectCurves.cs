using System.Globalization;
using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Curves;

/// <summary>A department pushes the monthly plans (月度计划曲线) of its projects. They wait for the office, whatever they say.</summary>
public sealed class PushProjectCurves(string service) : Push<ProjectCurve, ProjectCurveReported>(
    service, Name, [ProjectPart.Named, Year, .. Months], [FrozenMonths, Reason, PlannedStart])
{
    /// <summary>As in its address.</summary>
    public const string Name = "project-curves";

    private const int YearMin = 2000;
    private const int YearMax = 2100;

    private static readonly IntegerField Year = new("year", "年度", "The year", "", YearMin, YearMax);

    private static readonly DecimalField[] Months =
    [
        .. Enumerable.Range(1, ProjectCurve.Months).Select(m => Wan.Field(
            ProjectCurve.FieldOf(m), $"{m}月末累计", $"The plan to the end of {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(m)}")),
    ];

    private static readonly TextListField FrozenMonths =
        new("frozenMonths", "冻结月份", "The frozen months", MaxLength: 8, MaxCount: ProjectCurve.Months) { OfNumbers = true };

    private static readonly TextField Reason = new("reason", "变更原因", "The reason of the change", MaxLength: 500, Lines: true);

    private static readonly MonthField PlannedStart = new("plannedStart", "计划开工年月", "The planned month of the start");

    private static readonly CodeField<CurveState> State = new("state", "审定状态", "The state", CurveSteps.States);

    /// <summary>So that the office finds what waits for it.</summary>
    public override IReadOnlyList<Field> FoundBy => [State];

    public override ProjectCurve Build(Row row)
    {
        var months = Array.ConvertAll(Months, m => row.Get(m));
        var words = row.Find(FrozenMonths) ?? [];
        var (frozen, wrong) = CurveRules.MonthsIn(words);
        if (wrong is not null)
        {
            row.Refuse(Fault.Of(FrozenMonths.Name, CurveRefusals.FrozenMonthShape, Refusal.Repeat(wrong)).Allowing(["1 … 12"]));
        }

        var curve = new ProjectCurve
        {
            Key = "",
            Owner = row.Caller.Organisation,
            Project = row.Get(ProjectPart.Named),
            Year = (int)row.Get(Year),
            M01Wan = months[0],
            M02Wan = months[1],
            M03Wan = months[2],
            M04Wan = months[3],
            M05Wan = months[4],
            M06Wan = months[5],
            M07Wan = months[6],
            M08Wan = months[7],
            M09Wan = months[8],
            M10Wan = months[9],
            M11Wan = months[10],
            M12Wan = months[11],
            FrozenMonths = Array.ConvertAll(frozen, m => m.ToString(CultureInfo.InvariantCulture)),
            Reason = row.Find(Reason),
            PlannedStart = row.Find(PlannedStart),
        };
        if (!row.IsSound)
        {
            return curve;
        }

        foreach (var fault in CurveRules.OfRow(months, frozen).Concat(CurveRules.OfStart(curve, frozen)))
        {
            row.Refuse(fault);
        }

        return curve with { Key = ProjectCurve.KeyOf(curve.Project, curve.Year) };
    }

    public override ProjectCurveReported Describe(ProjectCurve resource) => Told(resource);

    public override async Task<Func<ProjectCurve, ProjectCurve>?> Resolve(
        IReadOnlyList<ProjectCurve> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var join = await ProjectParts.Join(rows, connection, cancellation);
        var stored = await StoredCurves.Read([.. rows.Select(r => KeyOf(join(r)))], connection, cancellation);
        return row => join(row) is var curve ? stored.Continue(curve with { Key = KeyOf(curve) }) : row;
    }

    public override Task<Func<ProjectCurve, IEnumerable<Fault>>> Check(
        IReadOnlyList<ProjectCurve> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<ProjectCurve, IEnumerable<Fault>>>(row => ProjectParts.FaultsOf(row, () => CurveRules.OfChange(row)));

    /// <summary>As others hear of it, whether the department or the office wrote it.</summary>
    internal static ProjectCurveReported Told(ProjectCurve curve) => new(
        curve.Key, curve.Owner, curve.Project, curve.Year, curve.M01Wan, curve.M02Wan, curve.M03Wan, curve.M04Wan, curve.M05Wan, curve.M06Wan,
        curve.M07Wan, curve.M08Wan, curve.M09Wan, curve.M10Wan, curve.M11Wan, curve.M12Wan, CurveRules.MonthsIn(curve.FrozenMonths).Months, curve.Reason,
        CurveSteps.States.Write(curve.State), ProjectCurve.Read(curve.AcceptedWan), curve.AcceptedBy, curve.AcceptedClient, curve.AcceptedAt,
        curve.ReturnedBy, curve.ReturnedClient, curve.ReturnedAt, curve.ReturnNote, MonthOf(curve.PlannedStart), MonthOf(curve.AcceptedStart));

    private static string? MonthOf(DateOnly? day) => day?.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string KeyOf(ProjectCurve row) => ProjectCurve.KeyOf(row.Project, row.Year);
}
