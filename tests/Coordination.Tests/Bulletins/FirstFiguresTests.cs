using System.Security.Cryptography;
using Cluster.Coordination.Bulletins;
using Cluster.Coordination.Bulletins.Templates;

namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>Bulletins that were issued before there were reports, lights and the districts of chains in them.</summary>
public sealed class FirstFiguresTests
{
    /// <summary>The digests are of the files as the first version of figures and template gave them out; they do not change any more.</summary>
    [Theory]
    [InlineData(BulletinFormats.Json, "f6b1cd992af6b7e2475970b08e024c7e82b285f6dcab0f5773a23ddcde1ca346")]
    [InlineData(BulletinFormats.Text, "e1d302a91744cff88b0686db915f4a7bb2048ec413ebc95329e259620acd9070")]
    public void What_was_issued_with_the_first_figures_and_the_first_template_comes_out_as_then(string format, string sha256)
    {
        var bulletin = new Bulletin
        {
            Key = "2026Q3-1", Quarter = PublishedFigures.First.Quarter, Title = "关于2026年第三季度行动计划推进情况的通报", TemplateName = "quarterly", TemplateVersion = 1,
            CollectedAt = PublishedFigures.First.CollectedAt, State = BulletinState.Issued, EnteredBy = "王主任", NumberSign = "包协办", NumberYear = 2026,
            NumberSerial = 3, IssuedOn = new DateOnly(2026, 10, 15), IssuedBy = "王主任",
        };
        var template = BulletinTemplates.Published.Single(t => t.Version == 1);
        var content = new BulletinContent(bulletin.Key, BulletinTemplates.Write(template), BulletinFormats.Write(PublishedFigures.First));

        Convert.ToHexStringLower(SHA256.HashData(BulletinFormats.Make(format, bulletin, content, new BulletinOptions()))).ShouldBe(sha256);
    }
}
