using System.Text;
using System.Text.Json;
using Cluster.Coordination.Lights;
using Cluster.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Lights;

[Properties(MaxTest = 300, Arbitrary = [typeof(PresetTextTests)])]
public sealed class PresetTextTests
{
    [Fact]
    public void The_published_presets_are_read() =>
        Presets.Published.Select(p => p.Id).ShouldBe(["yinchuan-2025", "wuhan", "sanya-2022", "haikou", "task"]);

    [Theory]
    [InlineData("points-behind", new[] { "(-inf,10)", "(10,inf)" }, "light-bands-hole", "[10,10]")]
    [InlineData("points-behind", new[] { "(-inf,0]", "[10,30]", "(30,inf)" }, "light-bands-hole", "(0,10)")]
    [InlineData("points-behind", new[] { "(-inf,10]", "[10,inf)" }, "light-bands-overlap", "[10,10]")]
    [InlineData("points-behind", new[] { "(-inf,20]", "[10,30]", "(30,inf)" }, "light-bands-overlap", "[10,20]")]
    [InlineData("points-behind", new[] { "[0,inf)" }, "light-bands-hole", "(-inf,0)")]
    [InlineData("points-behind", new[] { "(-inf,30]" }, "light-bands-hole", "(30,inf)")]
    [InlineData("points-behind", new[] { "(-inf,inf)", "[10,30]" }, "light-bands-overlap", "[10,30]")]
    [InlineData("ratio", new[] { "(-inf,60)", "(60,80)", "[80,inf)" }, "light-bands-hole", "[60,60]")]
    [InlineData("points-behind", new string[0], "light-bands-hole", "(-inf,inf)")]
    public void What_is_in_no_band_or_in_two_is_named(string axis, string[] ranges, string code, string where) =>
        Faults(axis, ranges).ShouldHaveSingleItem().ShouldBe((code, where));

    [Theory]
    [InlineData(new[] { "(-inf,0]", "[1,30]", "[31,inf)" }, null, null)]
    [InlineData(new[] { "(-inf,0]", "(0,30]", "(30,inf)" }, null, null)]
    [InlineData(new[] { "(-inf,0]", "[1,30]", "[40,inf)" }, "light-bands-hole", "[31,39]")]
    [InlineData(new[] { "(-inf,1)", "[1,31]", "(30,inf)" }, "light-bands-overlap", "[31,31]")]
    public void Between_two_days_there_is_none(string[] ranges, string? code, string? where) =>
        Faults("days-late", ranges).ShouldBe(code is null ? [] : [(code, where!)]);

    [Theory]
    [InlineData("[10,10)")]
    [InlineData("[30,10]")]
    [InlineData("10-30")]
    [InlineData("[10;30]")]
    [InlineData("[-inf,10]")]
    [InlineData("[10,inf]")]
    [InlineData("[,10]")]
    [InlineData(null)]
    public void A_range_that_means_nothing_is_refused(string? range) =>
        Faults("points-behind", [range!]).ShouldContain(f => f.Code == "light-range-shape");

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var text = Text("months-passed", ["(-inf,0]"]) with { Version = 0, ReportDueDay = 31, Source = " " };
        var (preset, faults) = (text with { Rules = [text.Rules![0] with { RedAtRun = 1, HeldAt = "grey", Dimension = "weather" }] }).Read();

        preset.ShouldBeNull();
        faults.Select(f => (f.Field, f.Code)).ShouldBe(
            [
                ("version", "light-preset-shape"), ("source", "light-preset-shape"), ("reportDueDay", "light-preset-shape"),
                ("rules[0].dimension", "light-unknown-word"), ("rules[0].redAtRun", "light-preset-shape"), ("rules[0].heldAt", "light-preset-shape"),
            ], ignoreOrder: true);
        faults.Single(f => f.Field == "rules[0].dimension").Allowed!.ShouldContain("milestone");
    }

    [Fact]
    public void A_dimension_is_judged_once_and_by_an_axis_that_fits_it()
    {
        var text = Text("points-behind", ["(-inf,inf)"]);

        (text with { Rules = [text.Rules![0], text.Rules[0] with { Id = "other" }] }).Read().Faults.ShouldHaveSingleItem().Code.ShouldBe("light-rule-twice");
        (text with { Rules = [text.Rules[0] with { Axis = "days-late" }] }).Read().Faults.ShouldHaveSingleItem().Allowed.ShouldBe(["points-behind", "ratio"]);
        (text with { Rules = [] }).Read().Faults.ShouldHaveSingleItem().Field.ShouldBe("rules");
    }

    [Fact]
    public void Grey_is_no_threshold()
    {
        var text = Text("points-behind", ["(-inf,inf)"]);
        var rule = text.Rules![0] with { Bands = [new BandText("(-inf,inf)", "grey", "late", null)] };

        (text with { Rules = [rule] }).Read().Faults.ShouldHaveSingleItem().Code.ShouldBe("light-unknown-word");
    }

    [Fact]
    public void A_word_that_nobody_reads_is_not_taken_for_a_rule()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("""{ "presets": [{ "id": "trial", "rules": [{ "id": "r", "redAtRuns": 2 }] }] }"""));

        Should.Throw<JsonException>(() => PresetText.ReadAll(json)).Message.ShouldContain("redAtRuns");
    }

    /// <summary>Cut an axis anywhere, each cut on either side: it is covered once. Take a part away or say it twice, and just that is named.</summary>
    [Property]
    public void Whatever_the_thresholds_only_a_whole_axis_is_taken(Cuts cuts)
    {
        var ranges = cuts.Ranges;
        var one = cuts.Pick % ranges.Length;

        Faults("points-behind", ranges).ShouldBeEmpty();
        Faults("points-behind", [.. ranges.Reverse()]).ShouldBeEmpty();
        Faults("points-behind", [.. ranges.Where((_, i) => i != one)]).ShouldBe([("light-bands-hole", ranges[one])]);
        Faults("points-behind", [.. ranges, ranges[one]]).ShouldBe([("light-bands-overlap", ranges[one])]);
    }

    public static Arbitrary<Cuts> AnyCuts() => Arb.From(
        from values in Gen.Choose(-400, 400).NonEmptyListOf()
        from afters in Gen.Elements(true, false).ListOf(values.Count)
        from pick in Gen.Choose(0, 1_000)
        select new Cuts([.. values.Distinct().Order().Zip(afters, (v, after) => (v / 4m, after))], pick));

    public sealed record Cuts((decimal Value, bool After)[] At, int Pick)
    {
        public string[] Ranges =>
        [
            .. At.Select((cut, i) => (i == 0 ? "(-inf" : $"{(At[i - 1].After ? '(' : '[')}{At[i - 1].Value}") + $",{cut.Value}{(cut.After ? ']' : ')')}"),
            $"{(At[^1].After ? '(' : '[')}{At[^1].Value},inf)",
        ];
    }

    private static IEnumerable<(string Code, string Where)> Faults(string axis, string[] ranges) =>
        Text(axis, ranges).Read().Faults.Select(f => (f.Code, Where(f.Message)));

    /// <summary>What the sentence names is the last that looks like a range.</summary>
    private static string Where(BilingualText message)
    {
        var words = message.En.Split(' ').Where(w => w[0] is '(' or '[' && w[^1] is ')' or ']').ToList();
        return words.Count > 0 && message.Zh.Contains(words[0]) ? words[0] : "";
    }

    private static PresetText Text(string axis, string[] ranges) => new(
        "trial", 1, new BilingualText("试", "Trial"), "tests", 5,
        [
            new RuleText(
                "r", axis == "days-late" ? "milestone" : "investment", axis, Schedule: null, [.. ranges.Select(r => new BandText(r, "yellow", "late", null))],
                CountsForecast: false, RedAtRun: null, RedAtSlips: null, "yellow"),
        ]);
}
