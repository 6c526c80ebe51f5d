using Cluster.Contracts;

namespace Cluster.Portfolio.Tests.Projects;

/// <summary>Real codes and the rules that they fit (GB/T 40058-2021; 发改投资〔2020〕1439号).</summary>
public sealed class ProjectCodeTests
{
    [Theory]
    [InlineData("2110-420118-89-01-577085")]
    [InlineData("2110-420118-89-01-564265")]
    [InlineData("2309-420683-04-01-318196")]
    [InlineData("2309-420683-04-01-106139")]
    public void A_real_code_of_the_new_format_passes_its_check(string text)
    {
        ProjectCode.Read(text, out var code).ShouldBeNull();

        (code.Format, code.Doubt, code.ToString()).ShouldBe((ProjectCodeFormat.New, null, text));
    }

    [Theory]
    [InlineData("2019-150203-32-03-012345", null)]
    [InlineData("2015-150200-97-01-000001", null)]
    [InlineData("2017-130000-01-01-00001", ProjectCodeDoubt.ShortSerial)]
    public void A_code_of_the_old_format_has_its_industry_and_no_check_digit(string text, ProjectCodeDoubt? doubt)
    {
        ProjectCode.Read(text, out var code).ShouldBeNull();

        (code.Format, code.Doubt, code.Region, code.Industry).ShouldBe((ProjectCodeFormat.Old, doubt, text[5..11], text[12..14]));
    }

    [Theory]
    [InlineData("", ProjectCodeFault.Shape)]
    [InlineData("2309-420683-04-01-31819", ProjectCodeFault.Shape)]
    [InlineData("2309-420683-04-01-3181966", ProjectCodeFault.Shape)]
    [InlineData("2309–420683–04–01–318196", ProjectCodeFault.Shape)]
    [InlineData("2014-150203-32-03-012345", ProjectCodeFault.Month)]
    [InlineData("2021-150203-32-03-012345", ProjectCodeFault.Month)]
    [InlineData("2009-420683-04-01-318196", ProjectCodeFault.Month)]
    [InlineData("2300-420683-04-01-318196", ProjectCodeFault.Month)]
    [InlineData("2313-420683-04-01-318196", ProjectCodeFault.Month)]
    [InlineData("2309-920683-04-01-318196", ProjectCodeFault.Region)]
    [InlineData("2019-150203-00-03-012345", ProjectCodeFault.Industry)]
    [InlineData("2019-150203-98-03-012345", ProjectCodeFault.Industry)]
    public void What_is_no_code_says_which_check_it_fails(string text, ProjectCodeFault fault) =>
        ProjectCode.Read(text, out _).ShouldBe(fault);

    [Theory]
    [InlineData("2010-150203-04-01-000000", ProjectCodeFormat.New)]
    [InlineData("2012-150203-04-01-000000", ProjectCodeFormat.New)]
    [InlineData("2015-150203-04-01-000000", ProjectCodeFormat.Old)]
    [InlineData("2020-150203-04-01-000000", ProjectCodeFormat.Old)]
    public void The_two_formats_are_told_apart_by_a_month_that_no_year_has(string text, ProjectCodeFormat format)
    {
        ProjectCode.Read(text, out var code).ShouldBeNull();
        code.Format.ShouldBe(format);
    }

    [Fact]
    public void A_code_without_hyphens_is_the_code() =>
        ProjectCode.Parse(" 23094206830401318196 ").ShouldBe(ProjectCode.Parse("2309-420683-04-01-318196"));

    /// <summary>MOD 11,10 finds every wrong digit and nearly every exchange of neighbours.</summary>
    [Fact]
    public void Any_one_wrong_digit_of_the_random_part_is_doubted()
    {
        const string Right = "2309-420683-04-01-318196";
        foreach (var place in Enumerable.Range(18, 5))
        {
            foreach (var digit in "0123456789".Where(d => d != Right[place]))
            {
                ProjectCode.Parse($"{Right[..place]}{digit}{Right[(place + 1)..]}").Doubt.ShouldBe(ProjectCodeDoubt.CheckDigit);
            }
        }
    }
}
