using System.Text.Json;

namespace Cluster.Load.DailyValues;

/// <summary>One value of a river section that nobody measured.</summary>
internal sealed record DailyValueRow(string Station, string Parameter, string Unit, DateOnly Date, decimal Value)
{
    public string Key => $"{Station}.{Parameter}.{Date:yyyy-MM-dd}";

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("station", Station);
        writer.WriteString("parameter", Parameter);
        writer.WriteString("date", Date.ToString("yyyy-MM-dd"));
        writer.WriteNumber("value", Value);
        writer.WriteString("unit", Unit);
        writer.WriteString("quality", "valid");
        writer.WriteBoolean("demonstration", true);
        writer.WriteEndObject();
    }
}

/// <summary>Calls of 5,000 values, all of them new: two hundred stations with five parameters, five days a call, back in time from the end of 2025.</summary>
internal sealed class DailyValueBatches
{
    public const int RowsPerCall = 5_000;
    public const int Stations = 200;

    private const int DaysPerCall = RowsPerCall / (Stations * 5);
    private static readonly DateOnly LastDay = new(2025, 12, 31);
    private static readonly (string Code, string Unit, decimal Value)[] Parameters =
    [
        ("ph", "无量纲", 7.42m), ("dissolved-oxygen", "mg/L", 8.16m), ("permanganate-index", "mg/L", 2.35m),
        ("ammonia-nitrogen", "mg/L", 0.127m), ("total-phosphorus", "mg/L", 0.048m),
    ];

    private int _days;

    public static string StationOf(int number) => $"bench-section-{number:000}";

    public IReadOnlyList<DailyValueRow> Next()
    {
        var first = _days;
        _days += DaysPerCall;
        return
        [
            .. from day in Enumerable.Range(first, DaysPerCall)
               from station in Enumerable.Range(0, Stations)
               from parameter in Parameters
               select new DailyValueRow(StationOf(station), parameter.Code, parameter.Unit, LastDay.AddDays(-day), parameter.Value + (day % 7 * 0.01m)),
        ];
    }
}
