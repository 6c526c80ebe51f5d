using System.Globalization;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Portfolio.Curves;

/// <summary>
/// A project's own monthly plan for a year (项目月度计划曲线): in which month it starts, and what is to be invested by the end of each, in 万元 and
/// cumulative. It counts once it is accepted; a change of it waits as a draft, and the accepted one counts until then.
/// </summary>
public sealed record ProjectCurve : ProjectPart
{
    public const int Months = 12;

    public required int Year { get; init; }

    public required decimal M01Wan { get; init; }

    public required decimal M02Wan { get; init; }

    public required decimal M03Wan { get; init; }

    public required decimal M04Wan { get; init; }

    public required decimal M05Wan { get; init; }

    public required decimal M06Wan { get; init; }

    public required decimal M07Wan { get; init; }

    public required decimal M08Wan { get; init; }

    public required decimal M09Wan { get; init; }

    public required decimal M10Wan { get; init; }

    public required decimal M11Wan { get; init; }

    public required decimal M12Wan { get; init; }

    /// <summary>冻结月份, 1 to 12, in order and each once.</summary>
    public required string[] FrozenMonths { get; init; }

    /// <summary>计划开工年月, as its first day; null where it does not start in the year.</summary>
    public DateOnly? PlannedStart { get; init; }

    /// <summary>变更原因, of a curve that had been accepted.</summary>
    public string? Reason { get; init; }

    /// <summary>Never sent: what follows from the push, and from the office's decision.</summary>
    public CurveState State { get; init; }

    /// <summary>The twelve values that were accepted last; null as long as none were.</summary>
    public string[]? AcceptedWan { get; init; }

    /// <summary>The planned start that was accepted with them.</summary>
    public DateOnly? AcceptedStart { get; init; }

    public string? AcceptedBy { get; init; }

    /// <summary>The credential, or the person.</summary>
    public string? AcceptedClient { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public string? ReturnedBy { get; init; }

    public string? ReturnedClient { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>退回意见.</summary>
    public string? ReturnNote { get; init; }

    /// <summary>What was stored while a row of it is judged; null for a new one.</summary>
    internal ProjectCurve? Stored { get; init; }

    /// <summary>The time of the stored value, where its sender said it.</summary>
    internal DateTimeOffset? StoredAsOf { get; init; }

    /// <summary>The year's plan while it is judged; null where there is none.</summary>
    internal YearPlan? Plan { get; init; }

    /// <summary>By month, January first.</summary>
    internal IReadOnlyList<decimal> CumulativeWan =>
        [M01Wan, M02Wan, M03Wan, M04Wan, M05Wan, M06Wan, M07Wan, M08Wan, M09Wan, M10Wan, M11Wan, M12Wan];

    /// <summary>It came when a newer one was there, and replaces nothing.</summary>
    internal bool IsLate => AsOf < StoredAsOf;

    internal bool SaysTheSameAs(ProjectCurve other) =>
        CumulativeWan.SequenceEqual(other.CumulativeWan) && FrozenMonths.SequenceEqual(other.FrozenMonths) && PlannedStart == other.PlannedStart
        && (Reason is null || Reason == other.Reason);

    public static string KeyOf(string project, int year) => $"{project}.{year:0000}";

    public static string FieldOf(int month) => $"m{month:00}Wan";

    internal static string[] Write(IEnumerable<decimal> values) => [.. values.Select(v => Places.Plain(v).ToString(CultureInfo.InvariantCulture))];

    internal static decimal[]? Read(string[]? values) =>
        values is null ? null : Array.ConvertAll(values, v => decimal.Parse(v, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
}

/// <summary>What the year says of a curve (年度计划).</summary>
internal sealed record YearPlan(decimal? PlannedWan, DateOnly? PlannedStart);

internal static class CurveTables
{
    public static ModelBuilder AddCurves(this ModelBuilder model) => model.Entity<ProjectCurve>(curve =>
    {
        curve.ToTable("project_curves");
        curve.HasKey(c => c.Key);
        curve.Property(c => c.State).HasCode(CurveSteps.States);
        curve.HasIndex(c => c.State).HasFilter("state = 'draft'"); // what waits for the office
    });
}
