using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cluster.Cli.Rows.Input;

/// <summary>As many rows as one call takes.</summary>
internal sealed class Part(int number)
{
    public const int RowsMax = 10_000;

    /// <summary>Half of what a call may have: what is around the rows has its room.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    private long _bytes;

    /// <summary>From 1.</summary>
    public int Number => number;

    public List<InputRow> Rows { get; } = [];

    public IEnumerable<InputRow> Good => Rows.Where(r => r.Refused is null);

    public bool HasRoom => Rows.Count < RowsMax && _bytes < BytesMax - InputRow.BytesMax;

    public static async IAsyncEnumerable<Part> Of(IAsyncEnumerable<InputRow> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var part = new Part(1);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (!part.HasRoom)
            {
                yield return part;
                part = new Part(part.Number + 1);
            }

            part.Add(row);
        }

        if (part.Rows.Count > 0)
        {
            yield return part;
        }
    }

    /// <summary>Of what is sent: the wishes and the rows as they are written.</summary>
    public string Digest(string wishes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(wishes));
        foreach (var row in Good)
        {
            hash.AppendData("\n"u8);
            hash.AppendData(JsonMarshal.GetRawUtf8Value(row.Row));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Add(InputRow row)
    {
        Rows.Add(row);
        _bytes += row.Refused is null ? JsonMarshal.GetRawUtf8Value(row.Row).Length : 0;
    }
}
