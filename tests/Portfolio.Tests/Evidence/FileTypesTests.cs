using System.IO.Compression;
using System.Text;
using Cluster.Portfolio.Evidence;

namespace Cluster.Portfolio.Tests.Evidence;

public sealed class FileTypesTests
{
    public static TheoryData<string, string> Known => new()
    {
        { "FFD8FFE000104A464946", "image/jpeg" },
        { "89504E470D0A1A0A0000000D49484452", "image/png" },
        { "524946461A000000574542505650384C", "image/webp" },
        { "255044462D312E370A25", "application/pdf" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task The_first_bytes_tell_what_it_is(string hex, string type) =>
        (await Find(Convert.FromHexString(hex))).ShouldBe(type);

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "a program of Windows", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { "a program of Linux", [0x7F, .. "ELF"u8, 2, 1, 1, 0] },
        { "a script", [.. "#!/bin/sh\nrm -rf /"u8] },
        { "a page", [.. "<html><script>alert(1)</script>"u8] },
        { "a drawing that may hold scripts", [.. "<svg xmlns='http://www.w3.org/2000/svg'>"u8] },
        { "a GIF", [.. "GIF89a"u8] },
        { "sound in the envelope of WebP", [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8] },
        { "two bytes of a photograph", [0xFF, 0xD8] },
        { "what only begins like an archive", [.. "PK"u8, 3, 4, 0, 0, 0, 0] },
        { "an archive of other things", Package(("a.exe", "MZ")) },
        { "a document without its main part", Package(("[Content_Types].xml", Word)) },
        { "a document of another kind", Package(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "")) },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task What_is_none_of_them_is_refused(string what, byte[] bytes) =>
        (await Find(bytes)).ShouldBe("evidence-type-not-allowed", what);

    [Fact]
    public async Task An_Office_document_is_known_by_its_main_part_and_one_with_macros_is_refused()
    {
        (await Find(Document())).ShouldBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        (await Find(Package(("[Content_Types].xml", Excel), ("xl/workbook.xml", "")))).ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        (await Find(Document(("word/vbaProject.bin", "")))).ShouldBe("evidence-holds-macros");
        (await Find(Document(("word/activeX/activeX1.xml", "")))).ShouldBe("evidence-holds-macros");
        (await Find(Package(("[Content_Types].xml", Excel), ("xl/workbook.xml", ""), ("xl/macrosheets/sheet1.xml", "")))).ShouldBe("evidence-holds-macros");
        (await Find(Package(("[Content_Types].xml", Word.Replace("main+xml", "macroEnabled.main+xml", StringComparison.Ordinal)), ("word/document.xml", ""))))
            .ShouldBe("evidence-holds-macros");
    }

    [Theory]
    [InlineData("现场照片.JPG", "现场照片.jpg")]
    [InlineData("photo.jpeg", "photo.jpeg")]
    [InlineData("C:\\temp\\..\\照片.jpg", "照片.jpg")]
    [InlineData("../../etc/passwd", "passwd.jpg")]
    [InlineData("setup.exe", "setup.exe.jpg")]
    [InlineData("a\u202Egpj.exe", "agpj.exe.jpg")]
    [InlineData("a\r\nSet-Cookie: x\0.jpg", "aSet-Cookie x.jpg")]
    [InlineData("<\"|?*>.jpg", "evidence.jpg")]
    [InlineData("...", "evidence.jpg")]
    [InlineData("", "evidence.jpg")]
    [InlineData("\uD800x.jpg", "x.jpg")]
    public void A_name_has_no_path_nothing_hidden_and_the_ending_of_what_it_is(string given, string name) =>
        FileName.Clean(given, FileType.Jpeg).ShouldBe(name);

    [Fact]
    public void A_long_name_is_cut_between_characters_and_keeps_its_ending()
    {
        var name = FileName.Clean(new string('长', 115) + "𠀀𠀀𠀀.png", FileType.Png);

        name.Length.ShouldBeLessThanOrEqualTo(FileName.LengthMax);
        name.ShouldEndWith(".png");
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).ShouldBe(name);
    }

    internal const string Word = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private const string Excel = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";

    internal static byte[] Document(params (string Name, string Content)[] more) =>
        Package([("[Content_Types].xml", Word), ("word/document.xml", "<w:document/>"), .. more]);

    private static byte[] Package(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    private static async Task<string> Find(byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        var (type, refusal) = await FileTypes.Find(content, TestContext.Current.CancellationToken);
        return type is { } found ? FileTypes.Codes.Write(found) : refusal!.Code;
    }
}
