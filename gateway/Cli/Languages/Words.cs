using System.ComponentModel;
using System.Globalization;
using System.Resources;
using Cluster.Client;

namespace Cluster.Cli.Languages;

/// <summary>Every text of the command line: Words.resx in Chinese, Words.en.resx in English.</summary>
internal static class Words
{
    private static readonly ResourceManager Texts = new(typeof(Words));
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static CultureInfo Culture => IsEnglish ? English : Chinese;

    /// <summary>In the reader's language.</summary>
    public static string Say(string key, params object?[] particulars) => In(Culture, key, particulars);

    public static BilingualText Both(string key, params object?[] particulars) =>
        new(In(Chinese, key, particulars), In(English, key, particulars));

    public static string Chosen(this BilingualText text) => IsEnglish ? text.En : text.Zh;

    /// <summary>As asked for, or as the system is set; Chinese where that says nothing.</summary>
    public static void Choose(string? asked, Func<string, string?> variable)
    {
        string?[] places = [asked, variable("LC_ALL"), variable("LC_MESSAGES"), variable("LANG")];
        var language = Array.Find(places, place => !string.IsNullOrEmpty(place)) ?? "";
        var saysNothing = language is "" or "C" or "POSIX" || language.StartsWith("C.", StringComparison.Ordinal);
        CultureInfo.CurrentUICulture = saysNothing || language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
    }

    private static string In(CultureInfo culture, string key, object?[] particulars)
    {
        var text = Texts.GetString(key, culture) ?? key;
        return particulars.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, particulars);
    }
}

/// <summary>An option's or an argument's line in the help.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DescribedAttribute(string key) : DescriptionAttribute
{
    public override string Description => Spectre.Console.Markup.Escape(Words.Say(key));
}
