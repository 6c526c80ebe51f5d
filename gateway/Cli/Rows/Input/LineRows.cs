using System.Runtime.CompilerServices;

namespace Cluster.Cli.Rows.Input;

/// <summary>NDJSON, a row a line. A line that is no JSON is refused by its number, and the others go on.</summary>
internal static class LineRows
{
    private const byte LineEnd = (byte)'\n';

    public static async IAsyncEnumerable<InputRow> Read(Stream input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var (length, line, index, isTooLong) = (0, 1, 0, false);
        while (true)
        {
            if (length == buffer.Length)
            {
                // A line without an end: what is there is dropped, and only its end is looked for.
                (length, isTooLong) = buffer.Length >= InputRow.BytesMax ? (0, true) : (length, isTooLong);
                if (!isTooLong)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            var read = await input.ReadAsync(buffer.AsMemory(length), cancellation);
            var (searched, start) = (length, 0);
            length += read;
            for (int end; (end = EndOf(buffer, searched, length, isLast: read == 0)) >= 0; start = searched = end + 1)
            {
                if (RowOf(buffer, Math.Min(start, end), end, index, line, isTooLong) is { } row)
                {
                    index++;
                    yield return row;
                }

                (isTooLong, line) = (false, line + 1);
                if (end >= length)
                {
                    yield break;
                }
            }

            if (read == 0)
            {
                yield break;
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
        }
    }

    /// <summary>The end of the input ends a line, too.</summary>
    private static int EndOf(byte[] buffer, int from, int length, bool isLast)
    {
        var end = from <= length ? buffer.AsSpan(from, length - from).IndexOf(LineEnd) : -1;
        return end >= 0 ? from + end : isLast && from <= length ? length : -1;
    }

    private static InputRow? RowOf(byte[] buffer, int start, int end, int index, int line, bool isTooLong)
    {
        if (isTooLong)
        {
            return InputRow.Refuse(index, line, "row-too-large", InputRow.BytesMax);
        }

        var json = buffer.AsSpan(start, end - start);
        if (line == 1 && json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        return json.Trim(" \t\r"u8).IsEmpty ? null : InputRow.Of(index, line, json);
    }
}
