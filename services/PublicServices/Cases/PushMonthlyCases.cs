using Cluster.Contracts.PublicServices;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.PublicServices.Cases;

/// <summary>A department pushes how many cases it handled (办件量), by month and direction.</summary>
public sealed class PushMonthlyCases(TimeProvider time) : Push<MonthlyCases, MonthlyCasesReported>(
    "public-services", "monthly-cases", [ServiceItem, Month, FromCity, AtCity, Cases], [Demonstration])
{
    private const string KnownItemsSql = "select key from service_items where key = any($1)";

    private static readonly TextField ServiceItem = new("serviceItem", "事项", "The service item", MaxLength: 100) { RefersTo = Items.ServiceItem.Referred };
    private static readonly MonthField Month = new("month", "月份", "The month");
    private static readonly CodeField<City> FromCity = new("fromCity", "申请人所在市", "The applicants' city", MonthlyCases.Cities);
    private static readonly CodeField<City> AtCity = new("atCity", "办理市", "The handling city", MonthlyCases.Cities);
    private static readonly IntegerField Cases = new("cases", "当月办件量", "The cases of the month", "件", 0, 100_000_000);
    private static readonly FlagField Demonstration = new("demonstration", "演示数据", "The demonstration flag");

    public override MonthlyCases Build(Row row)
    {
        var cases = new MonthlyCases
        {
            Key = "",
            Owner = row.Caller.Organisation,
            ServiceItem = row.Get(ServiceItem),
            Month = row.Get(Month),
            FromCity = row.Get(FromCity),
            AtCity = row.Get(AtCity),
            Cases = row.Get(Cases),
            Demonstration = row.Find(Demonstration) ?? false,
        };
        if (!row.IsSound)
        {
            return cases;
        }

        if (cases.Month > time.Today())
        {
            row.Refuse(Fault.Of(Month.Name, PublicServicesRefusals.PeriodInFuture, $"{cases.Month:yyyy-MM}"));
        }

        if (cases.FromCity == cases.AtCity)
        {
            row.Refuse(Fault.Of(AtCity.Name, PublicServicesRefusals.WithinOneCity));
        }

        return cases with { Key = MonthlyCases.KeyOf(cases.ServiceItem, cases.Month, cases.FromCity, cases.AtCity) };
    }

    public override MonthlyCasesReported Describe(MonthlyCases resource) => new(
        resource.Key, resource.Owner, resource.ServiceItem, $"{resource.Month:yyyy-MM}", MonthlyCases.Cities.Write(resource.FromCity),
        MonthlyCases.Cities.Write(resource.AtCity), resource.Cases, resource.Demonstration);

    public override async Task<Func<MonthlyCases, IEnumerable<Fault>>> Check(
        IReadOnlyList<MonthlyCases> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KnownItemsSql, connection)
        {
            Parameters = { new() { Value = rows.Select(r => r.ServiceItem).Distinct().ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = new HashSet<string>();
        while (await reader.ReadAsync(cancellation))
        {
            known.Add(reader.GetString(0));
        }

        return cases => known.Contains(cases.ServiceItem)
            ? []
            : [Fault.Of(ServiceItem.Name, PublicServicesRefusals.UnknownServiceItem, cases.ServiceItem)];
    }
}
