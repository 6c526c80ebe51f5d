using Microsoft.Extensions.Localization;

namespace Cluster.Dashboard.Languages;

/// <summary>Every text of the pages: Words.resx in Chinese, Words.en.resx in English.</summary>
public sealed class Words;

/// <summary>A unit of measure in the reader's language; the data has the Chinese one.</summary>
public sealed class Units;

internal static class Phrases
{
    private const string Nothing = "—";

    /// <summary>2025Q3 as 2025年三季度.</summary>
    public static string Quarter(this IStringLocalizer<Words> words, string? quarter) =>
        quarter is { Length: 6 } ? words[$"quarter.{quarter[5]}", quarter[..4]] : Nothing;

    /// <summary>A figure without the zeros that say nothing.</summary>
    public static string Figure(decimal? value) => value is { } figure ? $"{figure:#,0.######}" : Nothing;

    public static string Day(DateOnly? day) => day is { } some ? $"{some:yyyy-MM-dd}" : Nothing;
}
