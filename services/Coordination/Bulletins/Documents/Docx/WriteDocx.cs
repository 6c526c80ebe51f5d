using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>
/// The bulletin as a DOCX in the official layout. It names the fonts of the standard (方正小标宋, 仿宋, 黑体, 楷体) and embeds none, as they are not free.
/// Two that are made of the same document are the same bytes: parts have ids of their own, and the package says no time but the bulletin's.
/// </summary>
internal static class WriteDocx
{
    private const string ContentId = "rId1";

    public static byte[] Of(BulletinDocument document)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            package.ChangeIdOfPart(main, ContentId);
            var content = new DocxContent(main);
            main.Document = new Document(new Body([.. content.Of(document), DocxPage.SectionOf(main)]));
            DocxStyles.AddTo(main);
            DocxProperties.AddTo(package, document);
        }

        return FixedPackage.Of(stream.ToArray());
    }
}
