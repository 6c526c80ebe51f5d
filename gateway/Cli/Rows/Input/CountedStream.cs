namespace Cluster.Cli.Rows.Input;

/// <summary>Says how far it has been read, and lets its first bytes be looked at.</summary>
internal sealed class CountedStream(Stream inner, Action<long> progress) : Stream
{
    private const int PeekBytes = 4096;

    private ReadOnlyMemory<byte> _peeked;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => _position;
        set => (inner.Position, _position, _peeked) = (value, value, default);
    }

    public async Task<ReadOnlyMemory<byte>> Peek(CancellationToken cancellation)
    {
        var buffer = new byte[PeekBytes];
        return _peeked = buffer.AsMemory(0, await inner.ReadAsync(buffer, cancellation));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Math.Min(buffer.Length, _peeked.Length);
        if (read > 0)
        {
            _peeked[..read].CopyTo(buffer);
            _peeked = _peeked[read..];
        }
        else
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }

        _position += read;
        progress(_position);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
