using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Bulletins.Documents;
using Cluster.Coordination.Bulletins.Documents.Docx;
using Cluster.Coordination.Bulletins.Documents.Pdf;
using Cluster.Coordination.Bulletins.Templates;
using Cluster.Messaging;

namespace Cluster.Coordination.Bulletins;

/// <summary>The files of a bulletin, each made of what is stored of it: the content, and who issued it when under which number.</summary>
internal static class BulletinFormats
{
    public const string Text = "text";
    public const string Docx = "docx";
    public const string Pdf = "pdf";
    public const string Json = "json";
    public const string Signature = "signature";

    /// <summary>With the media type and the ending of the file.</summary>
    public static readonly IReadOnlyDictionary<string, (string Type, string Ending)> All = new Dictionary<string, (string, string)>
    {
        [Text] = ("text/plain; charset=utf-8", "txt"),
        [Docx] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        [Pdf] = ("application/pdf", "pdf"),
        [Json] = ("application/json", "json"),
        [Signature] = ("application/jose", "jws"),
    };

    /// <param name="format">Any but the signature, which is not made of the content alone.</param>
    public static byte[] Make(string format, Bulletin bulletin, BulletinContent content, BulletinOptions options) => format switch
    {
        Json => JsonOf(bulletin, content),
        Text => WriteText.Of(DocumentOf(bulletin, content)),
        Docx => WriteDocx.Of(DocumentOf(bulletin, content)),
        _ => WritePdf.Of(DocumentOf(bulletin, content), options.FontFolder),
    };

    public static BulletinDocument DocumentOf(Bulletin bulletin, BulletinContent content)
    {
        var figures = FiguresIn(content.Figures);
        return ComposeDocument.From(
            BulletinTemplates.Read(content.Template), figures, BulletinChecks.Of(figures), new BulletinHead(bulletin.Key, bulletin.Number, bulletin.IssuedOn));
    }

    public static string Write(BulletinFigures figures) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(JsonSerializer.SerializeToNode(figures, EventJson.Options)));

    public static BulletinFigures FiguresIn(string json) => JsonSerializer.Deserialize<BulletinFigures>(json, EventJson.Options)!;

    /// <summary>The figures, and which bulletin they are of: a signature on figures alone would fit any number.</summary>
    private static byte[] JsonOf(Bulletin bulletin, BulletinContent content) => CanonicalJson.Write(new JsonObject
    {
        ["bulletin"] = new JsonObject
        {
            ["key"] = bulletin.Key,
            ["quarter"] = bulletin.Quarter.ToString(),
            ["title"] = bulletin.Title,
            ["issuer"] = BulletinTemplates.Read(content.Template).Issuer,
            ["number"] = bulletin.Number,
            ["issuedOn"] = bulletin.IssuedOn is { } day ? $"{day:yyyy-MM-dd}" : null,
            ["issuedBy"] = bulletin.IssuedBy,
            ["template"] = bulletin.TemplateName,
            ["templateVersion"] = bulletin.TemplateVersion,
        },
        ["figures"] = JsonSerializer.SerializeToNode(FiguresIn(content.Figures), EventJson.Options),
    });
}
