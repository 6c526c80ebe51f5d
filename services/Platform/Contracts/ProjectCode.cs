using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Cluster.Contracts;

/// <summary>
/// The code of an investment project (投资项目统一代码), given once for its whole life. Two formats live side by side: since November 2020
/// YYMM-region-department-type-random and check digit (GB/T 40058-2021, 发改投资〔2020〕1439号), before it year-region-industry-kind-serial.
/// Which one a code has needs no guess: the years 2015 to 2020 would be months 15 to 20.
/// </summary>
[JsonConverter(typeof(ProjectCodeJsonConverter))]
public readonly partial record struct ProjectCode
{
    private const int OldestYear = 2015;
    private const int LastOldYear = 2020;
    private const int FirstNewMonth = 2010; // YYMM: October 2020
    private const int MonthsOfYear = 12;
    private const int IndustryDivisions = 97; // GB/T 4754-2017: 01 to 97, without a gap
    private const int FullLength = 24;

    private readonly string _text;

    private ProjectCode(string text) => _text = text;

    public ProjectCodeFormat Format => int.Parse(_text.AsSpan(2, 2), CultureInfo.InvariantCulture) > MonthsOfYear ? ProjectCodeFormat.Old : ProjectCodeFormat.New;

    /// <summary>
    /// Where it was given, which is not the only place where it may be built; by the divisions of that time.
    /// </summary>
    public string Region => _text[5..11];

    /// <summary>GB/T 4754 division of an old code; a new one has none.</summary>
    public string? Industry => Format == ProjectCodeFormat.Old ? _text[12..14] : null;

    /// <summary>What is not wrong for certain.</summary>
    public ProjectCodeDoubt? Doubt =>
        Format == ProjectCodeFormat.New ? (_text[^1] == CheckDigit(_text) ? null : ProjectCodeDoubt.CheckDigit)
        : _text.Length < FullLength ? ProjectCodeDoubt.ShortSerial
        : null;

    /// <summary>Reads a code as people write it: with or without hyphens, of any width, blanks around it.</summary>
    /// <returns>Null when it is one; otherwise the first check that it fails.</returns>
    public static ProjectCodeFault? Read(string text, out ProjectCode code)
    {
        code = default;
        var match = Parts().Match(text.Trim());
        if (!match.Success)
        {
            return ProjectCodeFault.Shape;
        }

        var written = string.Join('-', match.Groups.Values.Skip(1).Select(g => g.Value));
        var head = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var isOld = head is >= OldestYear and <= LastOldYear;
        if (!isOld && (head < FirstNewMonth || head % 100 is < 1 or > MonthsOfYear))
        {
            return ProjectCodeFault.Month;
        }

        if (!DivisionCode.TryParse(match.Groups[2].Value, out _))
        {
            return ProjectCodeFault.Region;
        }

        if (isOld && int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture) is < 1 or > IndustryDivisions)
        {
            return ProjectCodeFault.Industry;
        }

        if (!isOld && written.Length < FullLength)
        {
            return ProjectCodeFault.Shape; // a serial of five digits was only ever seen in old codes
        }

        code = new ProjectCode(written);
        return null;
    }

    public static ProjectCode Parse(string text) =>
        Read(text, out var code) is { } fault ? throw new FormatException($"'{text}' is not a project code: {fault}.") : code;

    public override string ToString() => _text;

    /// <summary>
    /// ISO 7064 (GB/T 17710) MOD 11,10 over the 19 digits before the last. No public text of the standard says so: real codes of four provinces
    /// fit, so a failure is a doubt.
    /// </summary>
    private static char CheckDigit(string code)
    {
        var product = 10;
        foreach (var digit in code[..^1].Where(char.IsAsciiDigit))
        {
            var sum = (product + (digit - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + ((11 - product) % 10));
    }

    [GeneratedRegex(@"^(\d{4})-?(\d{6})-?(\d{2})-?(\d{2})-?(\d{5,6})$", RegexOptions.ECMAScript, 1_000)]
    private static partial Regex Parts();
}

public enum ProjectCodeFormat
{
    /// <summary>Since November 2020, with a check digit.</summary>
    New,

    /// <summary>Of the years 2015 to 2020.</summary>
    Old,
}

/// <summary>The checks of a project code, in the order in which they are made.</summary>
public enum ProjectCodeFault
{
    Shape,
    Month,
    Region,
    Industry,
}

/// <summary>What a project code may have and still be one.</summary>
public enum ProjectCodeDoubt
{
    CheckDigit,

    /// <summary>An old code with a serial of five digits, as one form of the environment ministry has it.</summary>
    ShortSerial,
}

internal sealed class ProjectCodeJsonConverter : JsonConverter<ProjectCode>
{
    public override ProjectCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ProjectCode.Read(reader.GetString() ?? "", out var code) is null ? code : throw new JsonException("This is not a project code.");

    public override void Write(Utf8JsonWriter writer, ProjectCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
