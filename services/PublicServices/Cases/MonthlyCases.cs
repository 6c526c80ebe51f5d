using Cluster.Ingestion;

namespace Cluster.PublicServices.Cases;

/// <summary>
/// Cases handled (办件量) of one service item in one month, for applicants of one city in another: a period value, of that month alone.
/// It is a count; who applied stays in the department's own system.
/// </summary>
public sealed record MonthlyCases : Resource
{
    /// <summary>The seven cities of the plan, by GB/T 2260.</summary>
    public static readonly Codes<City> Cities = new(
        (City.Hohhot, "150100", "呼和浩特市"),
        (City.Baotou, "150200", "包头市"),
        (City.Wuhai, "150300", "乌海市"),
        (City.Ordos, "150600", "鄂尔多斯市"),
        (City.Bayannur, "150800", "巴彦淖尔市"),
        (City.Ulanqab, "150900", "乌兰察布市"),
        (City.Yulin, "610800", "榆林市"));

    public required string ServiceItem { get; init; }

    /// <summary>The month's first day.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Where the applicants belong.</summary>
    public required City FromCity { get; init; }

    /// <summary>Where the cases were handled.</summary>
    public required City AtCity { get; init; }

    public required long Cases { get; init; }

    /// <summary>Invented for a demonstration; belongs in no statistics.</summary>
    public required bool Demonstration { get; init; }

    /// <summary>One count for an item, a month and a direction: <c>marriage-registration.2025-09.150100-150200</c>.</summary>
    public static string KeyOf(string serviceItem, DateOnly month, City fromCity, City atCity) =>
        $"{serviceItem}.{month:yyyy-MM}.{Cities.Write(fromCity)}-{Cities.Write(atCity)}";
}

public enum City
{
    Hohhot,
    Baotou,
    Wuhai,
    Ordos,
    Bayannur,
    Ulanqab,
    Yulin,
}
