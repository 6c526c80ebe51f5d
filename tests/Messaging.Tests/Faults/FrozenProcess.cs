using System.Diagnostics;

namespace Cluster.Messaging.Tests.Faults;

/// <summary>SIGSTOP for as long as it lives: the process keeps its connections and does nothing.</summary>
internal sealed class FrozenProcess : IAsyncDisposable
{
    private readonly int _id;

    private FrozenProcess(int id) => _id = id;

    public static async Task<FrozenProcess> Freeze(int id)
    {
        await Signal("STOP", id);
        return new FrozenProcess(id);
    }

    public async ValueTask DisposeAsync() => await Signal("CONT", _id);

    private static async Task Signal(string signal, int id)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }
}
