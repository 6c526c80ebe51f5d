using System.Text.Json;
using Cluster.Contracts;

namespace Cluster.Ingestion.Tests;

public sealed class DivisionsTests
{
    private static readonly DivisionCodeField Listed = new("division", "行政区划", "The division", Divisions.Listed);
    private static readonly DivisionCodeField County = new("county", "旗县区", "The county", Divisions.Counties);
    private static readonly DivisionCodeField PlanCounty = new("county", "旗县区", "The county", Divisions.PlanCounties);

    [Theory]
    [InlineData("150205", "150205")]
    [InlineData("１５０２０５", "150205")]
    [InlineData("石拐区", "150205")]
    [InlineData("白云矿区", "150206")]
    [InlineData("达茂旗", "150223")]
    [InlineData("150271", "150271")] // in statistics only
    public void A_county_is_known_by_its_code_its_name_and_what_it_is_called(string word, string code)
    {
        Read(PlanCounty, word).Value.ShouldBe(DivisionCode.Parse(code));
        Read(County, word).Value.ShouldBe(DivisionCode.Parse(code));
        Read(Listed, word).Value.ShouldBe(DivisionCode.Parse(code));
    }

    [Theory]
    [InlineData("610821", "610881", "2017")]
    [InlineData("610823", "610803", "2016")]
    [InlineData("神木县", "610881", "2017")]
    public void One_that_was_taken_back_is_refused_with_its_last_year_and_the_one_that_replaced_it(string retired, string now, string lastYear)
    {
        var fault = Read(County, retired).Fault!;

        (fault.Field, fault.Code, fault.Allowed!.Single()).ShouldBe(("county", "retired-division", now));
        fault.Message.Zh.ShouldContain($"有效至 {lastYear} 年，已撤销，现为 {now}");
        fault.Message.En.ShouldContain($"was valid until {lastYear} and taken back; it is {now}");
    }

    [Fact]
    public void A_code_that_nothing_replaced_is_refused_all_the_same()
    {
        var fault = Read(Listed, "150171").Fault!;

        (fault.Code, fault.Allowed).ShouldBe(("division-without-successor", null));
        fault.Message.Zh.ShouldContain("有效至 2022 年");
        fault.Message.En.ShouldContain("valid until 2022");
    }

    [Theory]
    [InlineData("150200")] // a city
    [InlineData("610881")] // of another city
    [InlineData("150208")] // of the right shape, and nowhere
    [InlineData("昆仑区")]
    public void What_is_no_county_of_the_city_is_refused_with_those_that_are(string word)
    {
        var fault = Read(PlanCounty, word).Fault!;

        (fault.Field, fault.Code).ShouldBe(("county", "unknown-division"));
        fault.Allowed!.Count.ShouldBe(10);
        fault.Allowed!.ShouldContain("150222");
        fault.Message.Zh.ShouldContain(word);
        fault.Message.En.ShouldContain(word);
    }

    [Fact]
    public void The_list_has_every_division_of_the_seven_cities()
    {
        Divisions.Listed.Words.Count.ShouldBe(71);
        Divisions.Counties.Words.Count.ShouldBe(62);
        Divisions.PlanRegions.Words.Select(w => w.Code).Except(Divisions.PlanCounties.Words.Select(w => w.Code)).ShouldBe(["150200"]);
        Divisions.Listed.Words.ShouldContain(w => w.Code == "150200" && w.Zh == "包头市");
    }

    private static (DivisionCode? Value, Fault? Fault) Read(DivisionCodeField field, string word) =>
        field.Read(JsonSerializer.SerializeToElement(word));
}
