using Cluster.Client;

namespace Cluster.Cli.Tests.Samples;

public static class FirstPush
{
    public static async Task<BatchResult> Push(Uri gateway, string clientId, string clientSecret)
    {
        using var cluster = new ClusterClient(new ClusterClientOptions
        {
            Gateway = gateway,
            ClientId = clientId,
            ClientSecret = clientSecret,
        });

        // 令牌、Idempotency-Key、断线和 503 的重发都由客户端完成。
        // The client takes the token, makes the Idempotency-Key and repeats after a broken connection or a 503 under the same key.
        var result = await cluster.Infrastructure.PushSegments(new BatchRequest<Segment>(
        [
            new Segment { Key = "demo-csharp-1", Kind = "road", Name = "包头北绕城", LengthKm = 28m, Status = "planned" },
            new Segment { Key = "demo-csharp-2", Kind = "road", Name = "里程有误", LengthKm = -1m, Status = "planned" },
        ]));

        foreach (var row in result.Rows)
        {
            Console.WriteLine($"{row.Key}: {row.Outcome}");
            foreach (var fault in row.Errors)
            {
                Console.WriteLine($"  {fault.Field} {fault.Code}: {fault.Message.Zh}");
            }
        }

        var stored = await cluster.Infrastructure.GetSegment("demo-csharp-1");
        Console.WriteLine($"{stored.Name} {stored.LengthKm} km");
        return result;
    }
}
