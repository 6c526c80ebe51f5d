using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <summary>
/// C# told apart into code and comments, each with the other blanked out so that places stay the same. What a string says is in neither;
/// what an interpolated string computes is code.
/// </summary>
internal sealed partial class CSharpText
{
    private readonly string _text;
    private readonly char[] _code;
    private readonly char[] _comments;
    private int _at;

    private CSharpText(string text)
    {
        _text = text;
        _code = [.. text.Select(Blank)];
        _comments = [.. _code];
    }

    public string Code => new(_code);

    public string Comments => new(_comments);

    public static CSharpText Of(string text)
    {
        var parts = new CSharpText(text);
        parts.ReadCode(inHole: false);
        return parts;
    }

    /// <summary>The end of the bracket that opens at the place, in code: the place after its partner.</summary>
    public static int EndOfBracket(string code, int opening)
    {
        var depth = 0;
        for (var i = opening; i < code.Length; i++)
        {
            depth += code[i] switch { '(' or '{' or '[' => 1, ')' or '}' or ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return code.Length;
    }

    private static char Blank(char c) => c is '\n' or '\r' ? c : ' ';

    private void ReadCode(bool inHole)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (inHole && c == '}' && depth-- == 0)
            {
                return;
            }

            depth += c == '{' ? 1 : 0;
            if (Comment().Match(_text, _at) is { Success: true } comment)
            {
                _text.CopyTo(_at, _comments, _at, comment.Length);
                _at += comment.Length;
            }
            else if (Character().Match(_text, _at) is { Success: true } character)
            {
                _at += character.Length;
            }
            else if (Opening().Match(_text, _at) is { Success: true } opening)
            {
                ReadString(opening.Groups["prefix"].Value, opening.Groups["quotes"].Length);
            }
            else
            {
                _code[_at++] = c;
            }
        }
    }

    private void ReadString(string prefix, int quotes)
    {
        var dollars = prefix.Count(c => c == '$');
        var isVerbatim = prefix.Contains('@');
        var isRaw = quotes >= 3 && !isVerbatim;
        _at += prefix.Length + (isRaw ? quotes : 1);
        while (_at < _text.Length)
        {
            var (quoteRun, braceRun) = (Run('"'), dollars > 0 ? Run('{') : 0);
            if (isRaw && quoteRun >= quotes)
            {
                _at += quoteRun;
                return;
            }

            if (isVerbatim && quoteRun >= 2 || !isRaw && !isVerbatim && _text[_at] == '\\' || !isRaw && braceRun >= 2)
            {
                _at += 2;
            }
            else if (!isRaw && quoteRun >= 1)
            {
                _at++;
                return;
            }
            else if (braceRun >= (isRaw ? dollars : 1) && braceRun > 0)
            {
                _at += braceRun;
                ReadCode(inHole: true);
                _at += isRaw ? dollars : 1;
            }
            else
            {
                _at++;
            }
        }
    }

    private int Run(char c)
    {
        var end = _at;
        while (end < _text.Length && _text[end] == c)
        {
            end++;
        }

        return end - _at;
    }

    [GeneratedRegex(@"\G(//[^\n]*|/\*.*?\*/)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G'(\\[^'\n]+|\\'|[^'\\\n])'", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Character();

    [GeneratedRegex(@"\G(?<prefix>[$@]*)(?<quotes>""+)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Opening();
}
