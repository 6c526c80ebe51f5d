using System.Collections.Concurrent;
using Cluster.ServiceDefaults;
using SkiaSharp;

namespace Cluster.Coordination.Bulletins.Documents.Pdf;

/// <summary>
/// The free fonts that a PDF embeds: Noto Serif CJK for 小标宋 (bold), 仿宋 and 楷体, Noto Sans CJK for 黑体. There is no free font of the standard's own
/// shapes that comes with a distribution.
/// </summary>
internal sealed record PdfFonts(SKTypeface Title, SKTypeface Body, SKTypeface Heading)
{
    private const string Serif = "Noto Serif CJK SC";
    private const string Sans = "Noto Sans CJK SC";

    private static readonly ConcurrentDictionary<string, PdfFonts> Loaded = new();

    /// <summary>Refused where they are not there: what is drawn without them would be empty boxes.</summary>
    public static PdfFonts In(string folder) => Loaded.GetOrAdd(folder, Load);

    private static PdfFonts Load(string folder) => new(
        Find(folder, "NotoSerifCJK-Bold.ttc", Serif), Find(folder, "NotoSerifCJK-Regular.ttc", Serif), Find(folder, "NotoSansCJK-Regular.ttc", Sans));

    /// <summary>A collection holds the same font for several languages; the shapes of a character differ between them.</summary>
    private static SKTypeface Find(string folder, string file, string family)
    {
        var path = Path.Combine(folder, file);
        for (var index = 0; File.Exists(path) && SKTypeface.FromFile(path, index) is { } font; index++)
        {
            if (font.FamilyName == family)
            {
                return font;
            }

            font.Dispose();
        }

        throw new RefusedException(Problem.Of(BulletinRefusals.FontsMissing, file, folder));
    }
}
