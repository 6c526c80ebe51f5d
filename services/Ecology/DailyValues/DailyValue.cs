using Cluster.Ingestion;

namespace Cluster.Ecology.DailyValues;

/// <summary>A station's value of one parameter for one day (日值); its unit is the parameter's.</summary>
public sealed record DailyValue : Reading
{
    public static readonly Codes<DataQuality> Qualities = new(
        (DataQuality.Valid, "valid", "有效"),
        (DataQuality.Doubtful, "doubtful", "存疑"),
        (DataQuality.Maintenance, "maintenance", "维护"),
        (DataQuality.Missing, "missing", "缺测"));

    public required string Station { get; init; }

    public required Parameter Parameter { get; init; }

    public required DateOnly Date { get; init; }

    public decimal? Value { get; init; }

    public required DataQuality Quality { get; init; }

    /// <summary>Invented for a demonstration (演示): not a fact.</summary>
    public required bool Demonstration { get; init; }

    public static string KeyOf(string station, Parameter parameter, DateOnly date) =>
        $"{station}.{Measurand.Codes.Write(parameter)}.{date:yyyy-MM-dd}";
}

/// <summary>Data quality flag (数据标识): only valid values count in a figure.</summary>
public enum DataQuality
{
    Valid,
    Doubtful,
    Maintenance,
    Missing,
}
