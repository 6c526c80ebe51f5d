using Cluster.Portfolio.Curves;

namespace Cluster.Portfolio.Tests.Curves;

public sealed class CurveStepsTests
{
    [Theory]
    [InlineData("draft", "Change", "draft")]
    [InlineData("draft", "Accept", "accepted")]
    [InlineData("draft", "Return", "returned")]
    [InlineData("accepted", "Change", "draft")]
    [InlineData("accepted", "Accept", "curve-accepted-before")]
    [InlineData("accepted", "Return", "curve-frozen")]
    [InlineData("returned", "Change", "draft")]
    [InlineData("returned", "Accept", "curve-not-sent-again")]
    [InlineData("returned", "Return", "curve-returned-before")]
    public void Every_step_from_every_state_leads_somewhere_or_is_refused_with_a_code_of_its_own(string from, string step, string outcome)
    {
        var (to, refusal) = CurveSteps.Take(CurveSteps.States.Parse(from), Enum.Parse<CurveStep>(step));

        (refusal?.Code ?? CurveSteps.States.Write(to)).ShouldBe(outcome);
    }

    [Fact]
    public void No_pair_was_forgotten()
    {
        foreach (var from in Enum.GetValues<CurveState>())
        {
            foreach (var step in Enum.GetValues<CurveStep>())
            {
                Should.NotThrow(() => CurveSteps.Take(from, step));
            }
        }
    }
}
