using System.Text.RegularExpressions;

namespace Cluster.Infrastructure.Segments;

/// <summary>
/// A route code (路线编号) by its shape in GB/T 917-2017: G and S with one, two or four digits for expressways and three for highways, X (county) and Z
/// (special) with three digits, Y (township) and C (village) with three digits or letters. Which of them exist only the register knows.
/// </summary>
internal static partial class RouteCode
{
    public static bool IsOne(string text) => Shape().IsMatch(text);

    [GeneratedRegex(@"^(?:[GS][1-9]\d?|[GS]\d{3,4}|[XZ]\d{3}|[YC][0-9A-Z]{3})$", RegexOptions.ECMAScript, 1_000)]
    private static partial Regex Shape();
}
