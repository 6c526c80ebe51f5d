using System.Text;
using Cluster.Ingestion.Files;
using Cluster.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests.Files;

/// <summary>Whatever bytes come, they are read or refused.</summary>
public sealed class CsvProperties
{
    private static readonly byte[] Sound = Encoding.UTF8.GetBytes(
        "单位：亿元\nkey,kind,name,status,里程(km),通车日期,途经地,投资\n合计,,,,1\na,road,\"东\n河\",open,\"1,234.5\",2025年9月30日,东河、固阳,—\n");

    private static readonly byte[][] Pieces =
    [
        [0], [0xFF], [0xFE, 0xFF], [0x81, 0x30], [0xE4, 0xB8], [0xED, 0xA0, 0x80], .. new[] { "\"", "\"\"", ",", "\n", "\r", ";", "\t", "key", "(", ")", "1e999", "2020.1", "\u0300" }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fuzz(2_000)]
    public void Any_bytes_are_read_or_refused(byte[] bytes) => ReadOrRefuse(bytes);

    [Fuzz(3_000)]
    public Property A_file_with_pieces_put_in_anywhere_is_read_or_refused() => Prop.ForAll(
        Arb.From(
            from places in Gen.Choose(0, Sound.Length).ArrayOf(5)
            from pieces in Gen.Elements(Pieces).ArrayOf(5)
            select places.Zip(pieces).Aggregate(Sound, (bytes, cut) => [.. bytes.AsSpan(0, cut.First), .. cut.Second, .. bytes.AsSpan(cut.First)])),
        ReadOrRefuse);

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            FileOf.Csv(bytes).Rows().Length.ShouldBeGreaterThan(0);
        }
        catch (RefusedException refused)
        {
            refused.Problem.Extensions["code"].ShouldNotBeNull();
        }
    }
}
