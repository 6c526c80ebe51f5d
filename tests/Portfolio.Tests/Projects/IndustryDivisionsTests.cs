using Cluster.Contracts;
using Cluster.Portfolio.Projects;

namespace Cluster.Portfolio.Tests.Projects;

public sealed class IndustryDivisionsTests
{
    /// <summary>The contracts know no list; an old code is read by its bounds.</summary>
    [Fact]
    public void An_old_code_takes_exactly_the_divisions_of_the_list()
    {
        var taken = Enumerable.Range(0, 100).Select(n => $"{n:00}").Where(n => ProjectCode.Read($"2019-150203-{n}-03-012345", out _) is null);

        IndustryDivisions.Codes.Order().ShouldBe(taken);
    }

    /// <summary>GB/T 4754-2017 has 97.</summary>
    [Fact]
    public void The_list_has_every_division_of_the_standard() => IndustryDivisions.Codes.Count.ShouldBe(97);
}
