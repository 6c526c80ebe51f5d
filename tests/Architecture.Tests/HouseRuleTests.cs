namespace Cluster.Architecture.Tests;

public sealed class HouseRuleTests
{
    private const string Rule = "rule";

    private static readonly TextFile Good = TextFile.Sample("good();", "good.cs");
    private static readonly TextFile Bad = TextFile.Sample("bad();", "bad.cs");
    private static readonly Exemption BadIsFine = new(Rule, "bad.cs", "It shows what an exemption does.");

    private static readonly HouseRule<TextFile> NoBad = new(HouseRule.NoCode("bad")) { Advice = "Be good.", Breaks = [Bad], Keeps = [Good] };

    [Fact]
    public void A_rule_fails_with_its_advice_and_the_place() =>
        Should.Throw<ShouldAssertException>(() => NoBad.ShouldHoldFor([Good, Bad], [], Rule)).Message
            .ShouldSatisfyAllConditions(m => m.ShouldContain("Be good."), m => m.ShouldContain("bad.cs: line 1: bad"));

    [Fact]
    public void An_exemption_holds_for_its_file_and_its_rule_only()
    {
        NoBad.ShouldHoldFor([Good, Bad], [BadIsFine], Rule);
        Should.Throw<ShouldAssertException>(() => NoBad.ShouldHoldFor([Bad], [BadIsFine with { Where = "other.cs" }], Rule));
        Should.Throw<ShouldAssertException>(() => NoBad.ShouldHoldFor([Bad], [BadIsFine with { Rule = "other" }], Rule));
    }

    [Fact]
    public void An_exemption_that_is_no_longer_needed_fails() =>
        Should.Throw<ShouldAssertException>(() => NoBad.ShouldHoldFor([Good], [BadIsFine], Rule)).Message.ShouldContain("no longer");

    [Fact]
    public void A_rule_that_does_not_see_its_own_sample_fails() =>
        Should.Throw<ShouldAssertException>(() => (NoBad with { Breaks = [Good], Keeps = [] }).ShouldHoldFor([Good], [], Rule));

    [Fact]
    public void A_rule_without_a_sample_fails() =>
        Should.Throw<ShouldAssertException>(() => (NoBad with { Breaks = [] }).ShouldHoldFor([Good], [], Rule));

    [Fact]
    public void Every_exemption_says_why() => Exemptions.All.ShouldAllBe(e => e.Reason.Length > 20);
}
