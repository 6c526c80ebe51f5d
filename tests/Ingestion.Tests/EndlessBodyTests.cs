using System.Diagnostics;

namespace Cluster.Ingestion.Tests;

[Collection<LonelyService.Alone>]
public sealed class EndlessBodyTests(LonelyService given)
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task A_body_that_never_ends_is_refused_at_the_limit_and_takes_no_memory()
    {
        using var transport = given.Service.As("市交通运输局");
        await Send(transport, times: 3);
        var before = Memory();

        await Send(transport, times: 12);

        (Memory() - before).ShouldBeLessThan(192 * MiB);
    }

    private static async Task Send(HttpClient http, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var request = await RawRequest.Start(http, $"POST {Department.Segments}/batch", "Transfer-Encoding: chunked");

            var (answer, sent) = await request.SendChunksUntilAnswered(bytesMax: 256 * MiB);

            answer.ShouldBeTooLarge();
            sent.ShouldBeLessThan(64 * MiB);
        }
    }

    private long Memory()
    {
        using var process = Process.GetProcessById(given.Service.ProcessId);
        return process.WorkingSet64;
    }
}
