using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Ingestion.Files;
using Npgsql;

namespace Cluster.Ingestion.Tests.Lists;

/// <summary>What the largest file costs a service that does nothing else, and that there is a largest one.</summary>
public sealed class LargeExportTests(ITestOutputHelper output)
{
    private const int MemoryMaxMiB = 512;

    /// <summary>Twice what it takes, as all other tests run beside this one.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    private const string RowsSql = """
        insert into segments (key, owner, kind, route, name, touches, length_km, technical_class, status, status_date, investment_wan, note, version)
        select $1 || i, $2, 'road', 'G6', '东河—固阳第' || i || '段', array['东河区', '固阳县'], i % 500 + 1.25, 'class-1', 'under-construction',
               '2025-09-30', 1234.5, '一标段路基完成，二标段桥梁下部施工', 1
        from generate_series(1, $3) i
        """;

    [Fact]
    public async Task The_largest_export_takes_memory_that_does_not_follow_it_and_one_row_more_is_refused()
    {
        await using var service = await RunningService.Start("infrastructure", "Cluster.Infrastructure");
        await using var database = service.OpenDatabase();
        using var transport = new Department(service, service, database);
        await Fill(database, transport, ExportFormat.RowsMax);
        await Take(transport, "csv&key=none");
        await Take(transport, "xlsx&key=none");
        var idle = PeakMiB(service);

        foreach (var query in new[] { "csv", "csv&sort=-lengthKm,name", "xlsx" })
        {
            var (elapsed, bytes) = await Take(transport, query);
            output.WriteLine($"{query}: {elapsed.TotalSeconds:F1} s, {bytes / 1024 / 1024} MiB, peak {PeakMiB(service)} MiB (idle {idle} MiB)");
            elapsed.ShouldBeLessThan(TimeMax);
        }

        PeakMiB(service).ShouldBeLessThan(MemoryMaxMiB);
        await Fill(database, transport, 1, "one-more-");
        foreach (var format in ExportFormat.All)
        {
            using var answer = await transport.Http.GetAsync($"{Department.Segments}?format={format.Extension}");
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            (answer.StatusCode, problem["code"]!.GetValue<string>(), problem["limit"]!.GetValue<int>())
                .ShouldBe((HttpStatusCode.UnprocessableEntity, "too-many-rows-to-export", ExportFormat.RowsMax));
        }
    }

    private static async Task Fill(NpgsqlDataSource database, Department department, int rows, string name = "")
    {
        await using var command = database.CreateCommand(RowsSql);
        command.CommandTimeout = 120;
        command.Parameters.Add(new() { Value = department.Key(name) });
        command.Parameters.Add(new() { Value = department.Name });
        command.Parameters.Add(new() { Value = rows });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(TimeSpan Elapsed, long Bytes)> Take(Department department, string query)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await department.Http.GetAsync($"{Department.Segments}?format={query}", HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await answer.Content.CopyToAsync(Stream.Null);
        return (watch.Elapsed, answer.Content.Headers.ContentLength!.Value);
    }

    private static long PeakMiB(RunningService service) => long.Parse(
        File.ReadLines($"/proc/{service.ProcessId}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;
}
