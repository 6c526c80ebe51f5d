using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cluster.ServiceDefaults;

/// <summary>
/// Numbers that belong to a person: of the identity card (公民身份号码, GB 11643) and of a mobile telephone (手机号). They are found in any text, in digits
/// of any script, and masked: 150203********1234, 138****1234.
/// </summary>
public static partial class PersonalNumbers
{
    private const int IdLength = 18;
    private const int LengthMin = 11;

    /// <summary>So many digits as few keys, names or codes have: what is asked of each text of each row looks for them first.</summary>
    private const int IdentityDigits = 15;

    /// <summary>With blanks and hyphens between them.</summary>
    private const int MobileDigits = 11;
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>First two digits of a division code (GB/T 2260), and 83 of the cards of residents from Taiwan.</summary>
    private static readonly HashSet<int> Provinces =
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
    ];

    public static bool HoldsIdentity(string text) =>
        HasDigits(text, IdentityDigits) && Identity().Matches(text).Any(match => IsIdentity(match.Value));

    public static bool HoldsMobile(string text) =>
        HasDigits(text, MobileDigits) && Mobile().Matches(text).Any(match => IsMobile(match.Groups["number"].Value));

    public static string Mask(string text) => text.Length < LengthMin ? text : Mobile().Replace(
        Identity().Replace(text, match => IsIdentity(match.Value) ? Starred(match.Value, shown: 6) : match.Value),
        match => IsMobile(match.Groups["number"].Value)
            ? match.Groups["prefix"].Value + Starred(string.Concat(match.Groups["number"].Value.Where(char.IsDigit)), shown: 3)
            : match.Value);

    /// <summary>The texts in it; a figure is no number of a person.</summary>
    public static JsonElement Mask(JsonElement json)
    {
        var text = json.GetRawText();
        return text.Contains("\\u", StringComparison.Ordinal) || HoldsIdentity(text) || HoldsMobile(text) ? JsonSerializer.SerializeToElement(Masked(JsonNode.Parse(text))) : json;
    }

    /// <summary>
    /// Whether so many digits follow each other, with nothing but blanks and hyphens in between and not more in a row than a number of a person has. It costs a
    /// tenth of what the expressions do.
    /// </summary>
    private static bool HasDigits(string text, int count)
    {
        var (digits, inRow) = (0, 0);
        foreach (var character in text)
        {
            if (char.IsDigit(character))
            {
                inRow++;
                continue;
            }

            digits = inRow > IdLength ? 0 : digits + inRow;
            inRow = 0;
            if (digits >= count)
            {
                return true;
            }

            if (character is not (' ' or '-'))
            {
                digits = 0;
            }
        }

        return inRow <= IdLength && digits + inRow >= count;
    }

    private static JsonNode? Masked(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Masked(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Masked)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Mask(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static string Starred(string number, int shown) => $"{number[..shown]}{new string('*', number.Length - shown - 4)}{number[^4..]}";

    private static bool IsMobile(string number) =>
        number.Where(char.IsDigit).Select(Value).ToArray() is [1, >= 3, ..];

    private static bool IsIdentity(string number)
    {
        var digits = number.Where(char.IsDigit).Select(Value).ToArray();
        if (!Provinces.Contains((digits[0] * 10) + digits[1]))
        {
            return false;
        }

        if (number.Length < IdLength)
        {
            return IsDay(1900 + Figure(digits, 6, 2), Figure(digits, 8, 2), Figure(digits, 10, 2)); // of those born before 2000, as cards had them until then
        }

        var sum = Weights.Zip(digits, (weight, digit) => weight * digit).Sum();
        var last = number[^1] is 'X' or 'x' or 'Ｘ' or 'ｘ' ? 'X' : (char)('0' + digits[^1]);
        return CheckCharacters[sum % 11] == last && Figure(digits, 6, 4) is >= 1900 and < 2100
            && IsDay(Figure(digits, 6, 4), Figure(digits, 10, 2), Figure(digits, 12, 2));
    }

    private static bool IsDay(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Figure(int[] digits, int start, int length) => digits.AsSpan(start, length).ToArray().Aggregate(0, (sum, digit) => (sum * 10) + digit);

    private static int Value(char digit) => CharUnicodeInfo.GetDecimalDigitValue(digit);

    /// <summary>Not inside a longer word of letters and digits: one in a hundred random keys (UUID and the like) has such a run of digits in it.</summary>
    [GeneratedRegex(@"(?<![\dA-Za-z])(\d{17}[\dXxＸｘ]|\d{15})(?![\dA-Za-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identity();

    /// <summary>Eleven digits, grouped or not, and no part of a longer word either; with decimals or a unit of money behind it is an amount.</summary>
    [GeneratedRegex(
        @"(?<![\dA-Za-z]|\d\.)(?<prefix>((\+|00)?86[ -]?)?)(?<number>\d{3}[ -]?\d{4}[ -]?\d{4})(?![\dA-Za-z]|\.\d|\s*(万|亿)?元|\s*[万亿])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mobile();
}
