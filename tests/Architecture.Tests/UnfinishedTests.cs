namespace Cluster.Architecture.Tests;

/// <summary>What is in the repository is finished: nothing is put off in a comment, no test is left out.</summary>
public sealed class UnfinishedTests
{
    private static readonly HouseRule<TextFile> NothingPutOff = new(HouseRule.NoComment(@"\b(TODO|FIXME|HACK|XXX)\b"))
    {
        Advice = "Do it, or leave it out.",
        Breaks = [TextFile.Sample("Go(); // TODO: faster"), TextFile.Sample("# FIXME\n", "eng/sample")],
        Keeps = [TextFile.Sample("""Say("TODO");"""), TextFile.Sample("// Nothing is left to do.")],
    };

    private static readonly HouseRule<TextFile> NoSkippedTest = new(HouseRule.NoCode(
        @"\[\s*(Fact|Theory|Property|InlineData|MemberData)\b[^\]]*\b(Skip|SkipUnless|SkipWhen|SkipType|Explicit)\b|\bAssert\s*\.\s*Skip\w*"))
    {
        Advice = "A test that cannot run says nothing: make it run, or remove it.",
        Breaks =
        [
            TextFile.Sample("""[Fact(Skip = "slow")] public void Works() { }"""),
            TextFile.Sample("[Theory(Explicit = true)] public void Works(int x) { }"),
            TextFile.Sample("""Assert.SkipUnless(HasServers, "no servers");"""),
        ],
        Keeps = [TextFile.Sample("[Fact] public void Works() => rows.Skip(1).ShouldBeEmpty();")],
    };

    [Fact]
    public void Nothing_is_put_off() => NothingPutOff.ShouldHoldFor(Repository.Files);

    [Fact]
    public void No_test_is_skipped() => NoSkippedTest.ShouldHoldFor(Repository.TestCode);
}
