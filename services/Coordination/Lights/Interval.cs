using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cluster.Coordination.Lights;

/// <summary>
/// A stretch of an axis, written as mathematics does: <c>[10,30]</c> has both ends in, <c>(30,inf)</c> has 30 not. An end is a cut between two
/// numbers, so that "up to 30" and "from above 30" meet without a hole.
/// </summary>
public readonly record struct Interval(Cut From, Cut To)
{
    public static readonly Interval Everything = new(new Cut(decimal.MinValue, After: false), new Cut(decimal.MaxValue, After: true));

    private const NumberStyles NumberForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private const string Infinity = "inf";
    private const string MinusInfinity = "-inf";

    public bool IsEmpty => From.CompareTo(To) >= 0;

    public bool Contains(decimal value) => From.CompareTo(new Cut(value, After: false)) <= 0 && new Cut(value, After: true).CompareTo(To) <= 0;

    /// <summary>The same whole numbers with both ends in, on an axis of days or months: <c>(30,40)</c> is <c>[31,39]</c>.</summary>
    public Interval OverWholeNumbers()
    {
        var (from, to) = (From, To);
        return new(
            from.IsEnd ? from : new Cut(from.After ? decimal.Floor(from.Value) + 1 : decimal.Ceiling(from.Value), After: false),
            to.IsEnd ? to : new Cut(to.After ? decimal.Floor(to.Value) : decimal.Ceiling(to.Value) - 1, After: true));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Interval interval)
    {
        interval = default;
        if (text is not ['[' or '(', .., ']' or ')'] || text[1..^1].Split(',') is not [var first, var last])
        {
            return false;
        }

        var from = first == MinusInfinity ? Everything.From : Read(first) is { } low ? new Cut(low, After: text[0] == '(') : (Cut?)null;
        var to = last == Infinity ? Everything.To : Read(last) is { } high ? new Cut(high, After: text[^1] == ']') : (Cut?)null;
        if (from is null || to is null || (first == MinusInfinity && text[0] == '[') || (last == Infinity && text[^1] == ']'))
        {
            return false;
        }

        interval = new Interval(from.Value, to.Value);
        return !interval.IsEmpty;
    }

    public override string ToString() =>
        (From.IsEnd ? $"({MinusInfinity}," : $"{(From.After ? '(' : '[')}{From.Value},")
        + (To.IsEnd ? $"{Infinity})" : $"{To.Value}{(To.After ? ']' : ')')}");

    private static decimal? Read(string text) => decimal.TryParse(text, NumberForm, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>A place between numbers: right before a value, or right after it.</summary>
public readonly record struct Cut(decimal Value, bool After) : IComparable<Cut>
{
    /// <summary>Where the axis begins or ends.</summary>
    public bool IsEnd => Value is decimal.MinValue or decimal.MaxValue;

    public int CompareTo(Cut other) => (Value, After).CompareTo((other.Value, other.After));

    public static bool operator <(Cut left, Cut right) => left.CompareTo(right) < 0;

    public static bool operator >(Cut left, Cut right) => left.CompareTo(right) > 0;

    public static bool operator <=(Cut left, Cut right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Cut left, Cut right) => left.CompareTo(right) >= 0;
}
