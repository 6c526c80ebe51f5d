using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Contracts;

/// <summary>
/// A unified social credit code (统一社会信用代码): 18 characters whose last one checks the others by GB 32100-2015, around an
/// organisation code whose own last one checks it by GB 11714.
/// </summary>
[JsonConverter(typeof(CreditCodeJsonConverter))]
public readonly record struct CreditCode
{
    private const int Length = 18;
    private const int OrganisationStart = 8;
    private const int OrganisationCheck = 16;

    /// <summary>GB 32100-2015: no I, O, S, V, Z; a character's value is its place.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] OuterWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] InnerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    private readonly string _text;

    private CreditCode(string text) => _text = text;

    /// <summary>Reads a code as people write it: blanks around it go, lower case becomes upper case.</summary>
    /// <returns>Null when it is one; otherwise the first check that it fails.</returns>
    public static CreditCodeFault? Read(string text, out CreditCode code)
    {
        var folded = text.Trim().ToUpperInvariant();
        var fault = FirstFault(folded);
        code = fault is null ? new CreditCode(folded) : default;
        return fault;
    }

    public static CreditCode Parse(string text) =>
        Read(text, out var code) is { } fault ? throw new FormatException($"'{text}' is not a credit code: {fault}.") : code;

    public override string ToString() => _text;

    private static CreditCodeFault? FirstFault(string code) =>
        code.Length != Length ? CreditCodeFault.Length
        : code.Any(c => !Alphabet.Contains(c)) ? CreditCodeFault.Alphabet
        : code[^1] != OuterCharacter(code) ? CreditCodeFault.OuterCheck
        : code[OrganisationCheck] != InnerCharacter(code.AsSpan(OrganisationStart, InnerWeights.Length)) ? CreditCodeFault.InnerCheck
        : null;

    private static char OuterCharacter(string code)
    {
        var rest = OuterWeights.Select((weight, i) => weight * Alphabet.IndexOf(code[i])).Sum() % Alphabet.Length;
        return Alphabet[(Alphabet.Length - rest) % Alphabet.Length];
    }

    /// <summary>Here A is 10 and Z is 35, whatever the outer alphabet leaves out.</summary>
    private static char InnerCharacter(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            sum += InnerWeights[i] * (char.IsAsciiDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10);
        }

        return (11 - (sum % 11)) switch
        {
            10 => 'X',
            11 => '0',
            var digit => (char)('0' + digit),
        };
    }
}

/// <summary>The checks of a credit code, in the order in which they are made.</summary>
public enum CreditCodeFault
{
    Length,
    Alphabet,
    OuterCheck,
    InnerCheck,
}

internal sealed class CreditCodeJsonConverter : JsonConverter<CreditCode>
{
    public override CreditCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CreditCode.Read(reader.GetString() ?? "", out var code) is null ? code : throw new JsonException("This is not a credit code.");

    public override void Write(Utf8JsonWriter writer, CreditCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
