using System.Text.Json;
using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>The files of seeds/data, as they lie beside the program.</summary>
internal static class DataFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Rows that have the shape in which they are pushed.</summary>
    public static IReadOnlyList<TRow> ReadRows<TRow>(string file) => Read<List<TRow>>(file);

    public static OrganisationsFile ReadOrganisations() => Read<OrganisationsFile>("organisations.json");

    public static string ReadPlanText() => File.ReadAllText(Path.Combine(Folder, "action-plan.txt"));

    public static PlanFile ReadPlan() => Read<PlanFile>("plan.json");

    public static IReadOnlyList<PortStatistic> ReadPortStatistics() => Read<PortStatisticsFile>("port-statistics.json").Rows;

    /// <summary>An enterprise is known by its credit code, which the file does not repeat as a key.</summary>
    public static IReadOnlyList<Enterprise> ReadEnterprises() =>
        [.. Read<List<EnterpriseEntry>>("enterprises.json").Select(e => new Enterprise
        {
            Key = e.CreditCode, CreditCode = e.CreditCode, Name = e.Name, Nodes = e.Nodes, Active = e.Active,
        })];

    /// <summary>The key of a value follows from the value; the service makes it.</summary>
    public static IReadOnlyList<DailyValue> ReadDailyValues() =>
        [.. Read<List<DailyValue>>("daily-values.json").Select(v => v with { Key = null })];

    private static T Read<T>(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, file));
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }

    private sealed record PortStatisticsFile(IReadOnlyList<PortStatistic> Rows);

    private sealed record EnterpriseEntry(string CreditCode, string Name, IReadOnlyList<string> Nodes, bool Active);
}

/// <summary>organisations.json: who takes part in the plan, and the office that coordinates it.</summary>
internal sealed record OrganisationsFile(
    IReadOnlyList<OrganisationsFile.Entry> Organisations, IReadOnlyList<OrganisationsFile.OfficeEntry> Offices)
{
    public OfficeEntry Office => Offices[0];

    public IReadOnlyList<Organisation> Rows =>
        [.. Organisations.Select(o => new Organisation(o.ShortName, o.FullName, o.NameEn, o.Kind, o.Aliases))];

    public sealed record Entry(string ShortName, string FullName, string NameEn, string Kind, IReadOnlyList<string> Aliases);

    public sealed record OfficeEntry(string ShortName);
}

/// <summary>demo-office.json: the same of any service.</summary>
internal sealed record ServiceRows(string Service, string Resource, string Organisation, IReadOnlyList<JsonElement> Rows);

/// <summary>demo-infrastructure.json: rows as they are pushed, of resources that the client knows by name only.</summary>
internal sealed record NamedRows(string Resource, string Organisation, IReadOnlyList<JsonElement> Rows);
