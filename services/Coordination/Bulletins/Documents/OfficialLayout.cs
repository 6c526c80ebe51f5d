namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>
/// The measures of an official document (GB/T 9704-2012, government-standards §9): A4, the type area of 156 by 225 mm with 22 lines of 28 characters.
/// </summary>
internal static class OfficialLayout
{
    public const decimal PageWidthMm = 210;
    public const decimal PageHeightMm = 297;
    public const decimal TopMm = 37;
    public const decimal LeftMm = 28;
    public const decimal TypeWidthMm = 156;
    public const decimal TypeHeightMm = 225;
    public const int LinesOfPage = 22;
    public const int CharactersOfLine = 28;

    /// <summary>发文机关标志 begins so far below the upper edge of the type area.</summary>
    public const decimal MarkBelowTopMm = 35;

    /// <summary>The red line (版头分隔线) below the document's number.</summary>
    public const decimal RedLineBelowNumberMm = 4;

    /// <summary>页码 below the type area.</summary>
    public const decimal PageNumberBelowMm = 7;

    // Sizes of type in points: 2号, 3号, 4号; tables have 小五.
    public const decimal TitlePoints = 22;
    public const decimal BodyPoints = 16;
    public const decimal SmallPoints = 14;
    public const decimal TablePoints = 10.5m;

    /// <summary>The standard sets none; two lines of the issuer's name fit the type area with it.</summary>
    public const decimal MarkPoints = 30;

    public static decimal RightMm => PageWidthMm - LeftMm - TypeWidthMm;

    public static decimal BottomMm => PageHeightMm - TopMm - TypeHeightMm;

    public static decimal Points(decimal millimetres) => millimetres * 72 / 25.4m;

    /// <summary>Twentieths of a point.</summary>
    public static int Twips(decimal millimetres) => (int)Math.Round(Points(millimetres) * 20, MidpointRounding.AwayFromZero);
}
