using System.Text;
using Cluster.Ingestion.Files;

namespace Cluster.Ingestion.Tests.Files;

public sealed class CsvFileTests
{
    private const string Header = "key,kind,name,status";
    private const string Row = "a,road,东河—固阳,open";
    private const string Json = """{"key":"a","kind":"road","name":"\u4E1C\u6CB3\u2014\u56FA\u9633","status":"open"}""";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes($"{Header}\n{Row}") },
        { "utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{Header}\r\n{Row}\r\n")] },
        { "gb18030", Gb18030.GetBytes($"{Header}\n{Row}") },
        { "gb18030", Gb18030.GetBytes($"线段编码,类别,名称,状态\n{Row}") },
        { "utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"{Header}\n{Row}".Replace(',', '\t'))] },
        { "utf-16BE", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes($"{Header}\n{Row}")] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void An_encoding_is_detected(string name, byte[] bytes)
    {
        var file = FileOf.Csv(bytes);

        (file.Reading.Encoding, file.Rows().ShouldHaveSingleItem()).ShouldBe((name, Json));
    }

    [Fact]
    public void Characters_of_four_bytes_survive() =>
        FileOf.Csv(Gb18030.GetBytes($"{Header}\na,road,㐂𠮷村,open")).Rows().ShouldHaveSingleItem().ShouldContain("\\u3402\\uD842\\uDFB7\\u6751");

    [Fact]
    public void A_declared_charset_is_taken_at_its_word()
    {
        var bytes = Gb18030.GetBytes($"{Header}\na,road,联通,open");

        FileOf.Csv(bytes, "gbk").Rows().ShouldHaveSingleItem().ShouldContain("\\u8054\\u901A");
        FileOf.Refused(() => FileOf.Csv(bytes, "klingon")).ShouldBe("charset-unsupported");
    }

    /// <summary>Reading the whole file as something else would make nonsense of every row without anybody being told.</summary>
    [Theory]
    [InlineData(new byte[] { 0xE4, 0xB8 })] // the beginning of a character
    [InlineData(new byte[] { 0xC0, 0xAF })] // overlong
    [InlineData(new byte[] { 0xFF })]
    public void Broken_bytes_in_a_file_of_UTF8_are_the_fault_of_their_row(byte[] broken)
    {
        var rows = FileOf.Csv([.. Encoding.UTF8.GetBytes($"{Header}\n{string.Concat(Enumerable.Repeat(Row + "\n", 10))}b,road,东"), .. broken, .. "河,open"u8]).Rows();

        rows[0].ShouldBe(Json);
        rows[10].ShouldContain("\\uFFFD");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        FileOf.Refused(() => FileOf.Csv([0x80, 0xFF, 0x00, 0x81])).ShouldBe("encoding-unknown");

    [Theory]
    [InlineData("key;kind;name;status\na;road;东河—固阳;open")]
    [InlineData("key\tkind\tname\tstatus\na\troad\t东河—固阳\topen")]
    [InlineData("sep=;\nkey;kind;name;status\na;road;东河—固阳;open")]
    [InlineData("\"key\",\"kind\",\"name\",\"status\"\n\"a\",\"road\",\"东河—固阳\",\"open\"")]
    [InlineData("key,kind,name,status\ra,road,东河—固阳,open\r")]
    [InlineData("\n\n,,,\nkey,kind,name,status\n\n,,,\na,road,东河—固阳,open\n,,,\n\n")] // formatted but empty
    [InlineData("线段编码,类别,名称,状态\na,road,东河—固阳,open")]
    [InlineData("线段编码 *,类 别,名称（全称）,状态[代码]\na,road,东河—固阳,open")]
    [InlineData("The segment's key,Kind,NAME,the status\na,road,东河—固阳,open")]
    [InlineData("ｋｅｙ,ｋｉｎｄ,ｎａｍｅ,ｓｔａｔｕｓ\na,road,东河—固阳,open")]
    [InlineData("2025年路网一览表,,,\n单位：公里,,,\nkey,kind,name,status\na,road,东河—固阳,open")]
    [InlineData("线段编码,基本情况,,状态\n,类别,名称,\na,road,东河—固阳,open")] // merged over two rows
    [InlineData("status,name,kind,key\nopen,东河—固阳,road,a")]
    public void A_header_is_found(string text)
    {
        var names = FileOf.Csv(text).Rows().ShouldHaveSingleItem();

        foreach (var member in Json.Trim('{', '}').Split(','))
        {
            names.ShouldContain(member);
        }
    }

    [Theory]
    [InlineData("a,\"b\"\"c\",d", "b\"c")]
    [InlineData("a,\"b,c\",d", "b,c")]
    [InlineData("a,\"b\nc\",d", "b\nc")]
    [InlineData("a,5\" 管,d", "5\" 管")]
    public void Quotes_are_read(string record, string name) =>
        System.Text.Json.JsonDocument.Parse(FileOf.Csv($"key,name,kind,status\n{record},x").Rows()[0]).RootElement.GetProperty("name").GetString().ShouldBe(name);

    [Fact]
    public void A_row_knows_the_line_where_it_begins() =>
        FileOf.Csv($"{Header},note\n{Row},\"x\ny\"\n\n{Row},\n").Parts().Single().Lines.ShouldBe([2, 5]);

    [Theory]
    [InlineData("里程(km)", "12.5", "12.5")]
    [InlineData("里程（公里）", "12.5", "12.5")]
    [InlineData("里程(单位:km)", "12.5", "12.5")]
    [InlineData("lengthKm(m)", "12500", "12.500")]
    [InlineData("投资(亿元)", "1.5", "15000.0")]
    [InlineData("投资(元)", "12345", "1.2345")]
    public void A_unit_that_converts_exactly_is_converted(string heading, string given, string value) =>
        FileOf.Csv($"{Header},{heading}\n{Row},{given}").Rows()[0].ShouldEndWith($":{value}}}");

    [Theory]
    [InlineData("单位：亿元\n", "", "15000.0")]
    [InlineData("单位:万元\n", "", "1.5")]
    [InlineData("单位:包头市交通运输局\n", "", "1.5")]
    [InlineData("单位：亿元\n", ",,,,万元\n", "1.5")]
    [InlineData("", ",,,,亿元\n", "15000.0")]
    public void A_unit_line_holds_for_its_figures(string above, string below, string value) =>
        FileOf.Csv($"{above}{Header},投资\n{below}{Row},1.5").Rows().ShouldHaveSingleItem().ShouldEndWith($":{value}}}");

    [Fact]
    public void Subtotals_and_notes_are_left_out_and_said_so()
    {
        var file = FileOf.Csv($"{Header},里程,x\n合 计,,,,100\n其中：公路,,,,60\n{Row},60,y\n小计（公路）,,,,60\n填表人：张三,,审核人：李四\n");

        file.Rows().ShouldHaveSingleItem();
        file.Reading.Skipped.Select(s => $"{s.Line} {s.Reason}").ShouldBe(["2 subtotal", "3 subtotal", "5 subtotal", "6 note"]);
        (file.Reading.HeaderLine, file.Reading.IgnoredColumns.ShouldHaveSingleItem(), file.Reading.Columns["lengthKm"]).ShouldBe((1, "x", "E"));
    }

    [Theory]
    [InlineData("", "header-not-found")]
    [InlineData("\n\n\n", "header-not-found")]
    [InlineData("甲,乙,丙\n1,2,3", "header-not-found")]
    [InlineData("{\"rows\":[]}", "header-not-found")]
    [InlineData("key,name,status\na,b,open", "columns-missing")]
    [InlineData("key,kind,name,status\n", "no-rows")]
    [InlineData("key,kind,name,status\n合计,,,\n", "no-rows")]
    [InlineData("key,kind,name,名称,status\na,road,b,c,open", "column-twice")]
    [InlineData("key,kind,name,status,投资(万美元)\na,road,b,open,1", "unit-differs")]
    [InlineData("key,kind,name,status\na,road,\"b,open\nc,road,d,open\n", "csv-quotes-broken")]
    [InlineData("key,kind,name,status\na,road,\"b\"x,open\n", "csv-quotes-broken")]
    public void What_cannot_be_read_is_refused_as_a_whole(string text, string code) => FileOf.Refused(() => FileOf.Csv(text)).ShouldBe(code);

    [Fact]
    public void Limits_are_kept()
    {
        FileOf.Refused(() => FileOf.Csv($"{Header}\na,road,{new string('x', 300_000)},open")).ShouldBe("csv-record-too-long");
        FileOf.Refused(() => FileOf.Csv($"{Header}{new string(',', 600)}\n{Row}")).ShouldBe("too-many-columns");
        FileOf.Refused(() => FileOf.Csv($"{Header}\n{string.Concat(Enumerable.Repeat(Row + "\n", FileRows.RowsMax + 1))}")).ShouldBe("too-many-rows");
    }
}
