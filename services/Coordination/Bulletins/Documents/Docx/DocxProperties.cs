using System.Globalization;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Cluster.Coordination.Bulletins.Documents.Docx;

/// <summary>Title, issuer and date of the document; written by hand, as the package's own writer invents a name for the part.</summary>
internal static class DocxProperties
{
    private const string CoreId = "rIdCore";

    private static readonly XNamespace Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public static void AddTo(WordprocessingDocument package, BulletinDocument document)
    {
        var part = package.AddCoreFilePropertiesPart();
        package.ChangeIdOfPart(part, CoreId);
        var properties = new XElement(
            Core + "coreProperties", new XAttribute(XNamespace.Xmlns + "dcterms", Terms), new XAttribute(XNamespace.Xmlns + "xsi", Instance),
            new XElement(Dublin + "title", document.Title), new XElement(Dublin + "creator", document.Issuer), new XElement(Dublin + "identifier", document.NumberShown));
        if (document.Date is { } date)
        {
            var moment = $"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00Z";
            properties.Add(Moment("created", moment), Moment("modified", moment));
        }

        using var content = new MemoryStream(Encoding.UTF8.GetBytes(properties.ToString(SaveOptions.DisableFormatting)));
        part.FeedData(content);
    }

    private static XElement Moment(string name, string moment) => new(Terms + name, new XAttribute(Instance + "type", "dcterms:W3CDTF"), moment);
}
