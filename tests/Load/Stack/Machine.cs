using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace Cluster.Load.Stack;

/// <summary>What the figures were measured on; without it they mean nothing.</summary>
/// <param name="LoadBefore">The load average of the last minute before the start: what else the machine had to do.</param>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGib, string Distribution, string Kernel, string DotNet, string PostgreSql, string RabbitMq,
    double FlushMilliseconds, double LoadBefore)
{
    private const int Flushes = 100;
    private const int PageBytes = 8_192;

    public static double LoadNow => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], null);

    public static async Task<Machine> Describe(RunningStack stack, string folder, double loadBefore)
    {
        await using var postgres = NpgsqlDataSource.Create(stack.Postgres);
        await using var version = postgres.CreateCommand("show server_version");
        await using var broker = await new ConnectionFactory { Uri = new Uri(stack.Broker) }.CreateConnectionAsync();
        return new(
            ValueOf("/proc/cpuinfo", "model name\t: "),
            Environment.ProcessorCount,
            Math.Round(double.Parse(ValueOf("/proc/meminfo", "MemTotal:").Replace("kB", ""), null) / (1 << 20), 1),
            ValueOf("/etc/os-release", "PRETTY_NAME=").Trim('"'),
            ValueOf("/proc/sys/kernel/osrelease", ""),
            RuntimeInformation.FrameworkDescription,
            ((string)(await version.ExecuteScalarAsync())!).Split(' ')[0],
            Encoding.UTF8.GetString((byte[])broker.ServerProperties!["version"]!),
            FlushTime(folder),
            loadBefore);
    }

    public override string ToString() =>
        $"{Cores} × {Processor}, {MemoryGib:0.#} GiB, {Distribution}, Linux {Kernel}, {DotNet}, PostgreSQL {PostgreSql}, RabbitMQ {RabbitMq}, "
        + $"flush of a page {FlushMilliseconds:0.00} ms, load before the start {LoadBefore:0.0}";

    private static string ValueOf(string file, string label) =>
        File.ReadLines(file).First(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();

    /// <summary>The median time to make a page durable, which every commit waits for.</summary>
    private static double FlushTime(string folder)
    {
        var path = Path.Combine(folder, "flush");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var page = new byte[PageBytes];
        var times = new List<double>(Flushes);
        for (var flush = 0; flush < Flushes; flush++)
        {
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, fileOffset: 0);
            RandomAccess.FlushToDisk(file);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Order().ElementAt(Flushes / 2);
    }
}
