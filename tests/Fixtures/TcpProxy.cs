using System.Net;
using System.Net.Sockets;

namespace Cluster.Fixtures;

/// <summary>Stands between a service and a server so that a test can hold back one direction, or cut the line at a chosen moment.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _open = [];
    private readonly Lock _lock = new();
    private readonly string _host;
    private readonly int _target;
    private volatile TaskCompletionSource? _held;

    private TcpProxy(string host, int target, int port) => (_host, _target, _listener) = (host, target, new TcpListener(IPAddress.Loopback, port));

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sees each chunk that the server sends; true cuts the line before the client gets it.</summary>
    public Func<ReadOnlyMemory<byte>, bool>? CutBeforeReply { get; set; }

    /// <summary>Sees each chunk that the client sends.</summary>
    public Action<ReadOnlyMemory<byte>>? OnRequest { get; set; }

    /// <param name="target">The server's port.</param>
    /// <param name="port">Where it listens; 0 for any.</param>
    /// <param name="host">Where the server is: a container's need not be on the loopback address, where the proxy always listens.</param>
    public static TcpProxy To(int target, int port = 0, string host = "127.0.0.1")
    {
        var proxy = new TcpProxy(host, target, port);
        proxy._listener.Start();
        _ = proxy.Accept();
        return proxy;
    }

    /// <summary>From now on nothing that the client says reaches the server; what the server says still arrives.</summary>
    public void HoldRequests() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void CutAll()
    {
        lock (_lock)
        {
            _open.ForEach(c => c.Dispose());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _held?.TrySetResult();
        CutAll();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var server = new TcpClient();
                await server.ConnectAsync(_host, _target, _stop.Token);
                lock (_lock)
                {
                    _open.AddRange([client, server]);
                }

                _ = Pump(client, server, fromClient: true);
                _ = Pump(server, client, fromClient: false);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The test is over, or the server is down: the client sees a closed line, which is what it should see.
            }
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool fromClient)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is var read and > 0)
            {
                var chunk = buffer.AsMemory(0, read);
                if (fromClient)
                {
                    OnRequest?.Invoke(chunk);
                    if (_held is { } held)
                    {
                        await held.Task;
                    }
                }
                else if (CutBeforeReply?.Invoke(chunk) == true)
                {
                    break;
                }

                await to.GetStream().WriteAsync(chunk, _stop.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; so is the other, below.
        }

        from.Dispose();
        to.Dispose();
    }
}
