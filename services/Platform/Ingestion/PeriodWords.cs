using Cluster.Contracts;

namespace Cluster.Ingestion;

/// <summary>How rows write what a figure covers: its kind (数据性质) and the type of its period (期间类型).</summary>
public static class PeriodWords
{
    public static readonly Codes<MeasureKind> Kinds = new(
        (MeasureKind.PeriodValue, "period-value", "当期值"),
        (MeasureKind.CumulativeInYear, "cumulative-in-year", "本年累计"),
        (MeasureKind.CumulativeSinceStart, "cumulative-since-start", "自开始累计"),
        (MeasureKind.StateAtDate, "state-at-date", "时点值"));

    public static readonly Codes<PeriodType> Types = new(
        (PeriodType.Day, "day", "日"),
        (PeriodType.TenDays, "ten-days", "旬"),
        (PeriodType.Month, "month", "月"),
        (PeriodType.Quarter, "quarter", "季"),
        (PeriodType.HalfYear, "half-year", "半年"),
        (PeriodType.Year, "year", "年"));
}
