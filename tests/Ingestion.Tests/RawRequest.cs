using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Ingestion.Tests;

/// <summary>A request by hand, for what a well-behaved client does not send.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _connection;
    private readonly NetworkStream _stream;

    private RawRequest(TcpClient connection) => (_connection, _stream) = (connection, connection.GetStream());

    /// <summary>Sends the head of a request with the client's credential; the body is up to the test.</summary>
    public static async Task<RawRequest> Start(HttpClient http, string line, params string[] headers)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port);
        var request = new RawRequest(connection);
        string[] head =
        [
            $"{line} HTTP/1.1", $"Host: {http.BaseAddress.Authority}", $"Authorization: {http.DefaultRequestHeaders.Authorization}",
            "Content-Type: application/json", "Connection: close", .. headers, "", "",
        ];
        await request.Send(Encoding.UTF8.GetBytes(string.Join("\r\n", head)));
        return request;
    }

    public Task Send(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>Sends chunks until the server answers or hangs up, at most so many bytes; tells how many went out.</summary>
    public async Task<(RawAnswer Answer, long Sent)> SendChunksUntilAnswered(long bytesMax)
    {
        var answer = Receive();
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");
        var sent = 0L;
        try
        {
            while (!answer.IsCompleted && sent < bytesMax)
            {
                await Send(chunk);
                sent += 0x10000;
            }
        }
        catch (IOException)
        {
            // The server hung up; what it said before is the answer.
        }

        return (await answer, sent);
    }

    /// <summary>No more will come, while the sender still listens.</summary>
    public void End() => _connection.Client.Shutdown(SocketShutdown.Send);

    public async Task<RawAnswer> Receive()
    {
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _stream.ReadAsync(buffer) is var read and > 0)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // The server hung up on what it did not want to read; what it said before is the answer.
        }

        return RawAnswer.Of(Encoding.UTF8.GetString(received.ToArray()));
    }

    public void Dispose() => _connection.Dispose();
}

/// <param name="Status">0 when the server said nothing.</param>
internal sealed record RawAnswer(int Status, JsonNode? Json)
{
    public void ShouldBeTooLarge()
    {
        Status.ShouldBe(413);
        (Json!["code"]!.GetValue<string>(), Json["limit"]!.GetValue<int>()).ShouldBe(("body-too-large", 16 * 1024 * 1024));
        Json["message"]!["zh"]!.GetValue<string>().ShouldContain("16777216");
        Json["message"]!["en"]!.GetValue<string>().ShouldContain("16777216");
    }

    public static RawAnswer Of(string text)
    {
        var (start, end) = (text.IndexOf('{'), text.LastIndexOf('}'));
        return new RawAnswer(text.Length == 0 ? 0 : int.Parse(text.AsSpan(9, 3)), start < 0 ? null : JsonNode.Parse(text[start..(end + 1)]));
    }
}
