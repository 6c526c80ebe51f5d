using System.Buffers;
using System.Text;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>
/// Which encoding (编码) a text file is in. UTF-8 tells itself; what is not UTF-8 and is GB18030 throughout is that. A UTF-8 file with a few
/// broken bytes stays UTF-8: its broken characters refuse their rows, where reading it as GB18030 would make nonsense of all others.
/// </summary>
internal static class TextEncoding
{
    private const int BlockBytes = 64 * 1024;
    private const int SoundPerBroken = 10;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private static readonly Encoding StrictGb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly Dictionary<string, Encoding> Declared = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = Utf8, ["utf8"] = Utf8, ["gb18030"] = Gb18030, ["gbk"] = Gb18030, ["gb2312"] = Gb18030, ["utf-16"] = Encoding.Unicode,
    };

    public static Encoding Of(Stream content, string? charset)
    {
        if (charset is not null)
        {
            return Declared.GetValueOrDefault(charset) ?? throw new RefusedException(
                Problem.Of(FileRefusals.UnsupportedCharset, charset).With("field", "Content-Type").With("allowed", Declared.Keys.ToArray()));
        }

        if (Mark(content) is { } marked)
        {
            return marked;
        }

        var (sound, broken) = CountUtf8(content);
        return broken == 0 || sound > broken * SoundPerBroken ? Utf8
            : IsGb18030(content) ? Gb18030
            : throw new RefusedException(Problem.Of(FileRefusals.UnknownEncoding).With("field", "$"));
    }

    /// <summary>What a byte order mark says; a spreadsheet's "Unicode text" is UTF-16.</summary>
    private static Encoding? Mark(Stream content)
    {
        content.Position = 0;
        Span<byte> first = stackalloc byte[3];
        return content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) switch
        {
            _ when first.StartsWith("\uFEFF"u8) => Utf8,
            >= 2 when first is [0xFF, 0xFE, ..] => Encoding.Unicode,
            >= 2 when first is [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    /// <returns>How many characters of more than one byte are well formed, and how many are not.</returns>
    private static (long Sound, long Broken) CountUtf8(Stream content)
    {
        var (sound, broken) = (0L, 0L);
        ReadBlocks(content, (block, isLast) =>
        {
            var at = 0;
            while (at < block.Length)
            {
                var ascii = block[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                if (ascii < 0)
                {
                    return block.Length;
                }

                at += ascii;
                var status = Rune.DecodeFromUtf8(block[at..], out _, out var consumed);
                if (status == OperationStatus.NeedMoreData && !isLast)
                {
                    return at;
                }

                at += consumed;
                (sound, broken) = status == OperationStatus.Done ? (sound + 1, broken) : (sound, broken + 1);
            }

            return at;
        });
        return (sound, broken);
    }

    private static bool IsGb18030(Stream content)
    {
        content.Position = 0;
        using var reader = new StreamReader(content, StrictGb18030, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var block = new char[BlockBytes];
        try
        {
            while (reader.Read(block, 0, block.Length) > 0)
            {
                // Only whether it can be read.
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private delegate int BlockReader(ReadOnlySpan<byte> block, bool isLast);

    /// <summary>Block by block; what one leaves unread comes again with the next.</summary>
    private static void ReadBlocks(Stream content, BlockReader read)
    {
        content.Position = 0;
        var block = new byte[BlockBytes];
        var kept = 0;
        for (var isLast = false; !isLast;)
        {
            var filled = kept + content.ReadAtLeast(block.AsSpan(kept), block.Length - kept, throwOnEndOfStream: false);
            isLast = filled < block.Length;
            var used = read(block.AsSpan(0, filled), isLast);
            block.AsSpan(used, filled - used).CopyTo(block);
            kept = filled - used;
        }
    }
}
