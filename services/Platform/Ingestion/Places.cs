using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cluster.Ingestion;

/// <summary>The decimal places of a figure.</summary>
public static class Places
{
    /// <summary>1.50 and 1.5 are one figure and are stored as one.</summary>
    public static decimal Plain(decimal value) => value / 1.000000000000000000000000000000000m;

    /// <summary>As it is written: what a decimal cannot hold it rounds away, 1e-400 to 0.</summary>
    internal static bool Exceed(JsonElement number, int max)
    {
        var text = JsonMarshal.GetRawUtf8Value(number);
        var mark = text.IndexOfAny("eE"u8);
        var digits = mark < 0 ? text : text[..mark];
        var last = digits.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        if (last < 0)
        {
            return false; // zero, however it is written
        }

        var point = digits.IndexOf((byte)'.');
        var places = point < 0 ? last + 1 - digits.Length : last > point ? last - point : last + 1 - point;
        if (mark < 0)
        {
            return places > max;
        }

        var exponentText = text[(mark + 1)..];
        return Utf8Parser.TryParse(exponentText, out int exponent, out _)
            ? places - (long)exponent > max
            : exponentText[0] == (byte)'-';
    }
}
