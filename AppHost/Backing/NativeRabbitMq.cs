using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Cluster.Backing;

/// <summary>A RabbitMQ node with its own name, cookie and port mapper: it shares nothing with a node that the system runs.</summary>
public sealed class NativeRabbitMq : NativeServer
{
    /// <summary>The login and the first virtual host.</summary>
    private const string Own = "cluster";

    private const long DiskFreeLimit = 2L << 30;

    private readonly int _distributionPort = FreePort.Next();
    private readonly int _mapperPort = FreePort.Next();

    private NativeRabbitMq(ServerFolder folder, ILogger log)
        : base(folder, log) => Control = new(Folder, Home.Mark, _mapperPort);

    public override string ConnectionString => ConnectionStringOf(Own);

    /// <summary>The node's own command line tool.</summary>
    public RabbitMqControl Control { get; }

    private protected override string Name => "RabbitMQ";

    private protected override Signal StopSignal => Signal.Terminate;

    /// <summary>Claims the folder; the server's address is known from then on, the server itself comes with its start.</summary>
    public static NativeRabbitMq Claim(string folder, ILogger log) => new(ServerFolder.Claim(folder), log);

    public static Task<NativeRabbitMq> StartAsync(string folder, ILogger log, CancellationToken cancel = default) =>
        StartedAsync(Claim(folder, log), cancel);

    public string ConnectionStringOf(string virtualHost) =>
        $"amqp://{Own}:{Home.Secret()}@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}";

    public static Task StopLeftoverAsync(string folder, CancellationToken cancel = default) =>
        Directory.Exists(folder) ? StopLeftoverAsync(folder, Signal.Terminate, cancel) : Task.CompletedTask;

    private protected override Task PrepareAsync(CancellationToken cancel)
    {
        SecretFile.Write(Home.File("rabbitmq.conf"), Configuration());
        File.WriteAllText(Home.File("advanced.config"), "[].\n");
        File.WriteAllText(Home.File("enabled_plugins"), "[].\n");
        Control.Save();

        // Erlang would start the system's port mapper and leave it running; ours ends with the node, and its name bears the mark.
        var mapper = Home.File($"epmd-{Home.Mark}");
        File.Delete(mapper);
        File.CreateSymbolicLink(mapper, Programs.OnPath("epmd"));
        ProcessStartInfo start = new("setsid", [mapper, "-port", _mapperPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Commands.StartOrExplain(start).Dispose();
        return Task.CompletedTask;
    }

    private protected override ProcessStartInfo Launch()
    {
        ProcessStartInfo start = new("setsid", [Programs.RabbitMq("rabbitmq-server"), "-cluster", Home.Mark]) { WorkingDirectory = Folder };
        Control.AddEnvironment(start);
        start.Environment["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}";
        start.Environment["RABBITMQ_CONFIG_FILE"] = Home.File("rabbitmq.conf");
        start.Environment["RABBITMQ_ADVANCED_CONFIG_FILE"] = Home.File("advanced.config");
        start.Environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = Home.File("enabled_plugins");
        start.Environment["RABBITMQ_MNESIA_BASE"] = Home.File("data");
        start.Environment["RABBITMQ_LOG_BASE"] = Home.File("log");
        start.Environment["RABBITMQ_PID_FILE"] = Home.File("pid");
        start.Environment["RABBITMQ_LOGS"] = "-";
        start.Environment["RABBITMQ_LOG"] = "info,-color";
        return start;
    }

    /// <summary>The listener opens when the node has finished booting.</summary>
    public override async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancel);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    private string Configuration()
    {
        // A disk that is smaller than the limit would raise the alarm, and block every publisher, from the first second.
        var limit = new DriveInfo(Folder).AvailableFreeSpace > 2 * DiskFreeLimit ? DiskFreeLimit : DiskFreeLimit / 10;
        return $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_vhost = {Own}
            default_user = {Own}
            default_pass = {Home.Secret()}
            disk_free_limit.absolute = {limit}

            """;
    }
}
