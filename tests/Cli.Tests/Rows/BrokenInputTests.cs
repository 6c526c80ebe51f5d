using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Cli.Tests.Rows;

/// <summary>What a tired person or a hostile one gives to be pushed.</summary>
public sealed class BrokenInputTests(RunningCity city)
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task A_file_that_is_not_there_and_a_folder_are_told()
    {
        using var desk = await city.NewDesk();

        var missing = await desk.Run("push", Desk.Segments, Path.Combine(desk.Folder, "nowhere.csv"), "--json");
        var folder = await desk.Run("push", Desk.Segments, desk.Folder, "--format", "csv", "--json");

        (missing.Exit, missing.Code).ShouldBe((ExitCode.Usage, "file-missing"));
        (folder.Exit, folder.Code).ShouldBe((ExitCode.Usage, "file-is-folder"));
    }

    [Theory]
    [InlineData("roads.csv", "")]
    [InlineData("roads.xlsx", "")]
    [InlineData("roads.json", "")]
    [InlineData("roads.json", "[]")]
    [InlineData("roads.json", "{}")]
    [InlineData("roads.json", "\"rows\"")]
    [InlineData("roads.ndjson", "")]
    [InlineData("roads.ndjson", " \n\n \r\n")]
    public async Task A_file_without_rows_is_refused(string name, string content)
    {
        using var desk = await city.NewDesk();

        var ended = await desk.Run("push", Desk.Segments, desk.File(name, content), "--json");

        ended.Exit.ShouldBe(ExitCode.Refused, ended.Error);
        ended.Code.ShouldBeOneOf("input-empty", "no-rows-in-json", "malformed-input");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("json")]
    [InlineData("ndjson")]
    public async Task A_binary_is_refused_whatever_it_is_called(string format)
    {
        using var desk = await city.NewDesk();
        var noise = new byte[100_000];
        new Random(5).NextBytes(noise);

        var ended = await desk.Run("push", Desk.Segments, desk.File("noise.bin", [0x7F, .. "ELF"u8, 0, .. noise]), "--format", format, "--json");

        ended.Exit.ShouldBe(ExitCode.Refused, ended.Error);
        ended.Code.ShouldNotBeEmpty();
        (await desk.Stored()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_format_that_cannot_be_told_is_asked_for()
    {
        using var desk = await city.NewDesk();

        (await desk.Run("push", Desk.Segments, desk.File("roads.dat", "x"), "--json")).Code.ShouldBe("format-missing");
        (await desk.RunWith("x", "push", Desk.Segments, "-", "--json")).Code.ShouldBe("format-missing");
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.999)]
    public async Task A_json_file_that_was_cut_changes_nothing_however_long_it_is(double at)
    {
        using var desk = await city.NewDesk();
        var whole = new JsonArray([.. Enumerable.Range(0, 12_000).Select(number => desk.Road(number))]).ToJsonString();
        var file = desk.File("roads.json", whole[..(int)(whole.Length * at)]);

        var ended = await desk.Run("push", Desk.Segments, file, "--json");

        (ended.Exit, ended.Code).ShouldBe((ExitCode.Refused, "malformed-input"));
        (await desk.Stored()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_was_cut_tells_which_rows_are_in_and_from_where_on_none_is()
    {
        using var desk = await city.NewDesk();
        var whole = "[" + string.Join(',', Enumerable.Range(0, 10_500).Select(number => desk.Road(number).ToJsonString()));

        var ended = await desk.RunWith(whole + ",{\"key\":", "push", Desk.Segments, "--format", "json", "--json");

        ended.Exit.ShouldBe(ExitCode.SomeRefused, ended.Error);
        ended.Json["created"]!.GetValue<int>().ShouldBe(10_000);
        ended.Code.ShouldBe("malformed-input");
        ended.Json["error"]!["message"]!["en"]!.GetValue<string>().ShouldContain("at row 10501");
        (await desk.Stored()).Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_bad_line_is_told_by_its_number_and_does_not_keep_its_neighbours_out()
    {
        using var desk = await city.NewDesk();
        byte[] content =
        [
            .. "\uFEFF"u8, .. Bytes(desk.Road("a").ToJsonString()), .. "\r\n\n{\"key\": \n"u8, .. "{\"key\":\"\xFF\"}\n"u8[..8], 0xFF, .. "\"}\n"u8,
            .. "{\"key\":\"a\",\"key\":\"b\"}\n"u8, .. Bytes(new string('[', 40) + "\n"), .. "7\n"u8, .. Bytes(desk.Road("b").ToJsonString()),
        ];

        var ended = await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", content), "--json");

        ended.Exit.ShouldBe(ExitCode.SomeRefused, ended.Error);
        ended.Rejected.ShouldBe(
            ["3 $ line-not-json", "4 $ invalid-utf8", "5 $ line-not-json", "6 $ line-not-json", "7 $ row-not-an-object"]);
        (await desk.Stored()).ShouldBe(["a 10", "b 10"]);
    }

    [Fact]
    public async Task A_line_without_an_end_is_refused_in_memory_that_does_not_grow()
    {
        using var desk = await city.NewDesk();
        using var input = new LongInput(512 * Mebibyte, before: desk.Roads(1), filler: (byte)'x', after: "\n" + desk.Road("last").ToJsonString());

        var ended = await desk.Run(input, "push", Desk.Segments, "-", "--format", "ndjson", "--json");

        ended.Rejected.ShouldBe(["2 $ row-too-large"]);
        (await desk.Stored()).ShouldBe(["0 10", "last 10"]);
        input.MemoryPeakBytes.ShouldBeLessThan(64 * Mebibyte);
    }

    [Theory]
    [InlineData("json", "[\"", 'x')]
    [InlineData("json", "[", ' ')]
    [InlineData("csv", "key,name\n", 'x')]
    [InlineData("xlsx", "PK", 'x')]
    public async Task An_input_without_an_end_is_refused_before_it_fills_the_memory(string format, string before, char filler)
    {
        using var desk = await city.NewDesk();
        using var input = new LongInput(long.MaxValue, before, (byte)filler, after: "");

        var ended = await desk.Run(input, "push", Desk.Segments, "-", "--format", format, "--json");

        ended.Exit.ShouldBe(ExitCode.Refused);
        ended.Code.ShouldBeOneOf("row-too-large", "body-too-large");
        input.MemoryPeakBytes.ShouldBeLessThan(96 * Mebibyte);
    }

    [Fact]
    public async Task Many_rows_take_no_more_memory_than_a_few()
    {
        using var desk = await city.NewDesk();
        var row = desk.Road("same").ToJsonString() + "\n";
        using var input = new LongInput(24 * Mebibyte, "", 0, "", pattern: row);

        var ended = await desk.Run(input, "push", Desk.Segments, "-", "--format", "ndjson", "--validate");

        ended.Exit.ShouldBe(ExitCode.Refused); // one key again and again
        ended.Out.ShouldContain("--json 给出全部");
        input.MemoryPeakBytes.ShouldBeLessThan(160 * Mebibyte);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>An input as long as it is wanted, that watches how much is kept of it while it is read.</summary>
    private sealed class LongInput(long length, string before, byte filler, string after, string? pattern = null) : Stream
    {
        private readonly long _floor = GC.GetTotalMemory(forceFullCollection: true);
        private readonly byte[] _before = Bytes(before);
        private readonly byte[] _after = Bytes(after);
        private readonly byte[] _pattern = pattern is null ? [filler] : Bytes(pattern);
        private long _position;
        private long _looked;

        public long MemoryPeakBytes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position - _looked > 4 * Mebibyte)
            {
                _looked = _position;
                MemoryPeakBytes = Math.Max(MemoryPeakBytes, GC.GetTotalMemory(forceFullCollection: true) - _floor);
            }

            var read = 0;
            for (; read < count; read++, _position++)
            {
                var rest = _position - _before.Length;
                if (rest >= length && rest - length >= _after.Length)
                {
                    break;
                }

                buffer[offset + read] = rest < 0 ? _before[_position] : rest < length ? _pattern[rest % _pattern.Length] : _after[rest - length];
            }

            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
