using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cluster.Fixtures;
using Cluster.Ingestion.Files;

namespace Cluster.Ingestion.Tests.Files;

/// <summary>What the largest file costs a service that does nothing else.</summary>
public sealed class LargeFileTests(ITestOutputHelper output)
{
    private const int MemoryMaxMiB = 512;

    /// <summary>Twice what is promised, as all other tests run beside this one.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task Fifty_thousand_rows_are_checked_in_seconds_and_in_memory_that_does_not_follow_them(string format)
    {
        await using var service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var database = service.OpenDatabase();
        using var transport = new Department(service, service, database);
        var idle = PeakMiB(service);
        await Check(transport, format, 500); // compiled, as in a service that has been up

        var (elapsed, answer) = await Check(transport, format, FileRows.RowsMax);

        output.WriteLine($"{format}: {elapsed.TotalSeconds:F1} s, peak {PeakMiB(service)} MiB (idle {idle} MiB)");
        answer.Count("created").ShouldBe(FileRows.RowsMax);
        elapsed.ShouldBeLessThan(TimeMax);
        PeakMiB(service).ShouldBeLessThan(MemoryMaxMiB);
    }

    [Fact]
    public async Task The_largest_workbook_comes_back_marked()
    {
        await using var service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var database = service.OpenDatabase();
        using var transport = new Department(service, service, database);
        await Check(transport, "xlsx", 500);
        transport.Http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        var (elapsed, answer) = await Check(transport, "xlsx", FileRows.RowsMax, kind: "水路");

        output.WriteLine($"marked: {elapsed.TotalSeconds:F1} s, peak {PeakMiB(service)} MiB");
        answer.Text.ShouldStartWith("PK");
        elapsed.ShouldBeLessThan(TimeMax);
        PeakMiB(service).ShouldBeLessThan(MemoryMaxMiB);
    }

    private static async Task<(TimeSpan Elapsed, ApiAnswer Answer)> Check(Department department, string format, int rows, string kind = "公路")
    {
        var roads = Enumerable.Range(0, rows).Select(i => new[]
        {
            department.Key(i), kind, $"东河—固阳第 {i} 段", "在建", $"{(i % 500) + 1.25m}", "G6", "东河区、固阳县", "2025-09-30", "1,234.5", "一标段路基完成，二标段桥梁下部施工",
        });
        string[] header = ["线段编码", "类别", "名称", "状态", "里程(km)", "路线编号", "途经地", "状态日期", "投资(万元)", "说明"];
        if (format == "ndjson")
        {
            var lines = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, rows).Select(i => department.Road(i).ToJsonString())));
            var timer = Stopwatch.StartNew();
            var results = await department.PushLines(lines, "?mode=validate");
            return (timer.Elapsed, results);
        }

        var file = format == "xlsx"
            ? Workbook.Of([Workbook.Row(header), .. roads.Select(r => Workbook.Row(r[..4]) + Workbook.N(r[4]) + Workbook.Row(r[5..7]) + Workbook.N("45930", Workbook.Day) + Workbook.Row(r[8..]))]).Bytes()
            : Encoding.UTF8.GetBytes(string.Join('\n', roads.Prepend(header).Select(r => string.Join('\t', r))));
        var watch = Stopwatch.StartNew();
        var answer = await department.PushFile(file, "application/octet-stream", "?mode=validate");
        return (watch.Elapsed, answer);
    }

    private static long PeakMiB(RunningService service) => long.Parse(
        File.ReadLines($"/proc/{service.ProcessId}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;
}
