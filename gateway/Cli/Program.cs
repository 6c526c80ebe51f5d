using Cluster.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first asks to end in order, with what is known said; the second ends at once.
    pressed.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};
return await App.Run(args, Terminal.OfProcess(), interrupted.Token);
