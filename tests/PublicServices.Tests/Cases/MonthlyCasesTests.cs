using Cluster.PublicServices.Cases;

namespace Cluster.PublicServices.Tests.Cases;

public sealed class MonthlyCasesTests
{
    [Fact]
    public void The_key_names_item_month_and_direction() =>
        MonthlyCases.KeyOf("marriage-registration", new DateOnly(2025, 9, 1), City.Hohhot, City.Baotou)
            .ShouldBe("marriage-registration.2025-09.150100-150200");

    [Fact]
    public void The_cities_are_the_prefectures_of_the_division_list() =>
        MonthlyCases.Cities.All.ShouldBe(
            from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "divisions.csv"))
            let fields = line.Split(',')
            where fields[2] == "prefecture"
            select fields[0]);
}
