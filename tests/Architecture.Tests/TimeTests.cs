namespace Cluster.Architecture.Tests;

/// <summary>Time comes from a TimeProvider and is never waited for.</summary>
public sealed class TimeTests
{
    private static readonly HouseRule<TextFile> NoRealClock = new(HouseRule.NoCode(@"\bDateTime(Offset)?\s*\.\s*(Utc)?(Now|Today)\b"))
    {
        Advice = "Ask a TimeProvider (TimeProvider.System where none is given), so that a test can say what time it is.",
        Breaks =
        [
            TextFile.Sample("var now = DateTimeOffset.UtcNow;"),
            TextFile.Sample("return System.DateTime.Today;"),
            TextFile.Sample("""throw new Late($"It is {DateTime.Now:t}");"""),
        ],
        Keeps =
        [
            TextFile.Sample("var now = time.GetUtcNow(); // not DateTime.UtcNow"),
            TextFile.Sample("""Say("DateTime.Now"); var watch = new Stopwatch();"""),
        ],
    };

    private static readonly HouseRule<TextFile> NoSleep = new(HouseRule.NoCode(@"\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\s*\((?!\s*Timeout\.Infinite)"))
    {
        Advice = "Wait for a condition with a limit (tests/Fixtures/Eventually.cs), or move a FakeTimeProvider.",
        Breaks = [TextFile.Sample("await Task.Delay(100);"), TextFile.Sample("Thread.Sleep(pause);")],
        Keeps = [TextFile.Sample("await Eventually.True(Arrived);"), TextFile.Sample("await Task.Delay(Timeout.Infinite, aborted);")],
    };

    [Fact]
    public void Nothing_asks_the_real_clock() => NoRealClock.ShouldHoldFor(Repository.Code);

    [Fact]
    public void No_test_sleeps() => NoSleep.ShouldHoldFor(Repository.TestCode);
}
