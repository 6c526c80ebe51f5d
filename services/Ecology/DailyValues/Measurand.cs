using System.Text;
using Cluster.Ecology.Stations;
using Cluster.Ingestion;

namespace Cluster.Ecology.DailyValues;

/// <summary>What can be measured (监测参数): the one unit of a parameter, its bounds and decimal places, and where it is measured.</summary>
public sealed record Measurand(
    Parameter Parameter, string Code, string Zh, string Unit, decimal Min, decimal Max, int Decimals, IReadOnlyList<StationKind> Kinds)
{
    private static readonly StationKind[] Water = [StationKind.DrinkingWaterSource, StationKind.RiverSection];
    private static readonly StationKind[] Air = [StationKind.Air];

    /// <summary>
    /// Water: the class by GB 3838-2002 (6 is 劣Ⅴ) and the parameters of an automatic station. Air: the index and the six pollutants of
    /// HJ 633, with one place more than it rounds to, so that a value may come as it was before the rounding.
    /// </summary>
    public static readonly IReadOnlyList<Measurand> All =
    [
        new(Parameter.WaterClass, "water-class", "水质类别", "类", 1, 6, 0, Water),
        new(Parameter.Ph, "ph", "pH", "无量纲", 0, 14, 2, Water),
        new(Parameter.DissolvedOxygen, "dissolved-oxygen", "溶解氧", "mg/L", 0, 30, 2, Water),
        new(Parameter.Permanganate, "permanganate-index", "高锰酸盐指数", "mg/L", 0, 500, 2, Water),
        new(Parameter.AmmoniaNitrogen, "ammonia-nitrogen", "氨氮", "mg/L", 0, 500, 3, Water),
        new(Parameter.TotalPhosphorus, "total-phosphorus", "总磷", "mg/L", 0, 100, 3, Water),
        new(Parameter.Aqi, "aqi", "空气质量指数", "无量纲", 0, 500, 0, Air),
        new(Parameter.Pm25, "pm25", "PM2.5", "µg/m³", 0, 2_000, 1, Air),
        new(Parameter.Pm10, "pm10", "PM10", "µg/m³", 0, 10_000, 1, Air),
        new(Parameter.SulphurDioxide, "so2", "二氧化硫", "µg/m³", 0, 5_000, 1, Air),
        new(Parameter.NitrogenDioxide, "no2", "二氧化氮", "µg/m³", 0, 5_000, 1, Air),
        new(Parameter.CarbonMonoxide, "co", "一氧化碳", "mg/m³", 0, 200, 2, Air),
        new(Parameter.Ozone, "o3-8h", "臭氧日最大8小时", "µg/m³", 0, 2_000, 1, Air),
    ];

    public static readonly Codes<Parameter> Codes = new([.. All.Select(m => (m.Parameter, m.Code, m.Zh))]);

    private static readonly Dictionary<Parameter, Measurand> ByParameter = All.ToDictionary(m => m.Parameter);

    private readonly DecimalField _value = new("value", "监测值", "The value", Unit, Min, Max, Decimals);

    public static Measurand Of(Parameter parameter) => ByParameter[parameter];

    public static IReadOnlyCollection<string> CodesAt(StationKind kind) => [.. All.Where(m => m.Kinds.Contains(kind)).Select(m => m.Code)];

    /// <summary>The row's value, held against this parameter's bounds.</summary>
    public decimal? ReadValue(Row row) => row.Find(_value);

    /// <summary>The micro sign and the Greek letter look alike, as do ³ and 3 to a keyboard without it; they name the same unit.</summary>
    public bool IsUnit(string text) => text.Normalize(NormalizationForm.FormKC) == Unit.Normalize(NormalizationForm.FormKC);
}

public enum Parameter
{
    WaterClass,
    Ph,
    DissolvedOxygen,
    Permanganate,
    AmmoniaNitrogen,
    TotalPhosphorus,
    Aqi,
    Pm25,
    Pm10,
    SulphurDioxide,
    NitrogenDioxide,
    CarbonMonoxide,
    Ozone,
}
