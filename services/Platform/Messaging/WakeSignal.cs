namespace Cluster.Messaging;

/// <summary>Wakes a worker of this process that otherwise looks by itself from time to time. Any number may call at once.</summary>
public abstract class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already: one look finds all that is there.
        }
    }

    public Task Wait(TimeSpan limit, CancellationToken cancellation) => _wake.WaitAsync(limit, cancellation);

    public void Dispose()
    {
        _wake.Dispose();
        GC.SuppressFinalize(this);
    }
}
