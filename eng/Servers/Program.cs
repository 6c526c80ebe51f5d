using System.Runtime.InteropServices;
using Cluster.Backing;
using Microsoft.Extensions.Logging;

// The native servers of one folder, for the scripts beside this project.
using var logging = LoggerFactory.Create(log => log
    .AddFilter("server", LogLevel.Warning)
    .AddSimpleConsole(options => options.SingleLine = true)
    .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
var log = logging.CreateLogger("server");

try
{
    switch (args)
    {
        case ["serve", var folder]:
            await ServeAsync(folder);
            return 0;
        case ["stop", var folder]:
            await StopAsync(folder);
            return 0;
        case ["erase", var folder]:
            await StopAsync(folder);
            foreach (var place in NativePostgres.Places(Postgres(folder)).Append(RabbitMq(folder)).Where(Directory.Exists))
            {
                Directory.Delete(place, recursive: true);
            }

            return 0;
        default:
            await Console.Error.WriteLineAsync("Usage: Cluster.Servers serve|stop|erase <folder>");
            return 2;
    }
}
catch (BackingException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

static string Postgres(string folder) => Path.Combine(folder, "postgres");

static string RabbitMq(string folder) => Path.Combine(folder, "rabbitmq");

// Prints what tests need to know, one variable a line and an empty line at the end; stays until it is told to stop.
async Task ServeAsync(string folder)
{
    var starting = (Postgres: NativePostgres.StartAsync(Postgres(folder), log), RabbitMq: NativeRabbitMq.StartAsync(RabbitMq(folder), log));
    await using var postgres = await starting.Postgres;
    await using var rabbitMq = await starting.RabbitMq;

    TaskCompletionSource stop = new();
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

    Console.WriteLine($"CLUSTER_TEST_POSTGRES={postgres.ConnectionString}");
    Console.WriteLine($"CLUSTER_TEST_RABBITMQ={rabbitMq.ConnectionString}");
    Console.WriteLine($"CLUSTER_TEST_RABBITMQ_FOLDER={rabbitMq.Folder}");
    Console.WriteLine();
    await Task.WhenAny(stop.Task, Task.Run(Console.In.ReadToEndAsync));

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}

static async Task StopAsync(string folder)
{
    await NativePostgres.StopLeftoverAsync(Postgres(folder));
    await NativeRabbitMq.StopLeftoverAsync(RabbitMq(folder));
}
