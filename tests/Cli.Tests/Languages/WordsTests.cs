using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Cluster.Cli.Languages;
using Cluster.Fixtures;

namespace Cluster.Cli.Tests.Languages;

public sealed partial class WordsTests(RunningCity city)
{
    private static readonly ResourceManager Texts = new(typeof(Words));

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_particulars()
    {
        var (chinese, english) = (TextsOf(""), TextsOf("en"));

        english.Keys.ShouldBe(chinese.Keys, ignoreOrder: true);
        chinese.Where(t => Particulars(t.Value) != Particulars(english[t.Key])).Select(t => t.Key).ShouldBeEmpty();
        chinese.Where(t => t.Value == english[t.Key] && t.Key != "letters.still").Select(t => t.Key).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_that_is_asked_for_is_there_and_every_text_is_asked_for()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "gateway/Cli"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/")).Select(File.ReadAllText));
        var asked = Key().Matches(code).Select(m => m.Groups["key"].Value).ToHashSet();

        TextsOf("").Keys.Where(key => !asked.Contains(key) && !asked.Contains(key.Replace("failure.", ""))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task No_help_shows_the_key_of_a_text_instead_of_the_text(string language)
    {
        using var desk = city.OperatorsDesk();
        string[][] commands =
        [
            [], ["login"], ["logout"], ["whoami"], ["push"], ["template"], ["list"], ["get"], ["history"], ["changes"], ["audit"], ["audit", "verify"],
            ["dead-letters"], ["dead-letters", "list"], ["dead-letters", "replay"], ["completion"],
            ["webhooks"], ["webhooks", "list"], ["webhooks", "put"], ["webhooks", "delete"], ["webhooks", "test"], ["webhooks", "deliveries"],
            ["webhooks", "replay"], ["webhooks", "rotate"],
        ];

        foreach (var command in commands)
        {
            var help = await desk.Run([.. command, "--help", "--language", language]);
            help.Out.ShouldContain(language == "zh" ? "用法" : "USAGE", Case.Insensitive, string.Join(' ', command));
            TextsOf("").Keys.Where(key => key.Contains('.') && help.Out.Contains($" {key} ", StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("C.UTF-8", "用法")]
    [InlineData("zh_CN.GB18030", "用法")]
    [InlineData("de_DE.UTF-8", "USAGE")]
    public async Task The_language_is_the_systems_and_chinese_where_it_says_nothing(string lang, string heading)
    {
        using var desk = city.OperatorsDesk();
        desk.Environment["LANG"] = lang;

        (await desk.Run("--help")).Out.ShouldContain(heading);
    }

    private static Dictionary<string, string> TextsOf(string culture) =>
        Texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string Particulars(string text) => string.Join(' ', Particular().Matches(text).Select(m => m.Value).Distinct().Order());

    [GeneratedRegex("\"(?<key>[a-z][a-z0-9.-]*)\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 5_000)]
    private static partial Regex Particular();
}
