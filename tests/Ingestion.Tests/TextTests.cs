using System.Text;

namespace Cluster.Ingestion.Tests;

public sealed class TextTests
{
    /// <summary>What is let through without a look has to be what a look would have left alone.</summary>
    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormKC)]
    public void A_printable_ascii_or_common_chinese_character_stays_as_it_is(NormalizationForm form)
    {
        foreach (var character in Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range('一', '龥' - '一' + 1)))
        {
            var text = ((char)character).ToString();
            Text.Read(text, form).ShouldBe(text);
            text.Normalize(form).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("  东河—固阳 ", NormalizationForm.FormC, "东河—固阳")]
    [InlineData("Ｇ６", NormalizationForm.FormKC, "G6")]
    [InlineData("Ｇ６", NormalizationForm.FormC, "Ｇ６")]
    [InlineData("e\u0301", NormalizationForm.FormC, "é")]
    [InlineData("\uF900", NormalizationForm.FormC, "豈")]
    [InlineData("东\u200B河", NormalizationForm.FormC, null)]
    [InlineData("a\u0007b", NormalizationForm.FormC, null)]
    [InlineData("a\nb", NormalizationForm.FormC, null)]
    public void Anything_else_is_trimmed_and_composed_or_refused(string given, NormalizationForm form, string? read) =>
        Text.Read(given, form).ShouldBe(read);
}
