using System.Globalization;
using System.Resources;
using Cluster.Dashboard.Languages;

namespace Cluster.Dashboard.Tests.Languages;

public sealed class WordsTests
{
    private static readonly ResourceManager Words = new(typeof(Words));

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        KeysOf("en").ShouldBe(KeysOf(""));
        KeysOf("").Count.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task No_page_shows_the_key_of_a_text_instead_of_the_text(string culture)
    {
        await using var office = await Office.Open();
        var keys = KeysOf("");
        var pages = new List<string> { (await office.Visit($"/?culture={culture}&theme=3")).Body!.TextContent };
        office.Api.OnOverview = StubApi.Down;
        pages.Add((await office.Visit()).Body!.TextContent);
        pages.Add((await Office.Parse(await office.Browser.GetAsync("/nowhere"))).Body!.TextContent);

        pages.ShouldAllBe(page => !keys.Any(page.Contains) && !page.Contains("{0}"));
    }

    private static List<string> KeysOf(string culture)
    {
        var texts = Words.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        return [.. texts.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal)];
    }
}
