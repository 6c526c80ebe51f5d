using System.Diagnostics;
using System.Globalization;

namespace Cluster.Backing;

/// <summary>`rabbitmqctl` for one native node, also from another process than the one that started it.</summary>
public sealed class RabbitMqControl
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string _node;
    private readonly int _mapperPort;

    internal RabbitMqControl(string folder, string mark, int mapperPort) =>
        (_folder, _node, _mapperPort) = (folder, $"{mark}@localhost", mapperPort);

    /// <summary>The node whose data are in this folder.</summary>
    public static RabbitMqControl Of(string folder)
    {
        folder = Path.GetFullPath(folder);
        var file = MapperPortFile(folder);
        return File.Exists(file)
            ? new(folder, FolderMark.Of(folder), int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture))
            : throw new BackingException($"No RabbitMQ node was ever started in {folder}.");
    }

    public Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Programs.RabbitMq("rabbitmqctl"), arguments) { WorkingDirectory = _folder };
        AddEnvironment(start);
        return Commands.RunAsync(start, Limit, CancellationToken.None);
    }

    /// <summary>A virtual host in which the node's own login may do everything; one call, since each starts a virtual machine.</summary>
    public Task AddVirtualHostAsync(string name) => RunAsync(
        "eval",
        $"""
        rabbit_vhost:add(<<"{name}">>, <<"cluster">>),
        rabbit_auth_backend_internal:set_permissions(<<"cluster">>, <<"{name}">>, <<".*">>, <<".*">>, <<".*">>, <<"cluster">>).
        """);

    public Task DeleteVirtualHostAsync(string name) => RunAsync("delete_vhost", name);

    /// <summary>The broker leaves its node: connections are closed and none is taken.</summary>
    public Task StopApplicationAsync() => RunAsync("stop_app");

    public Task StartApplicationAsync() => RunAsync("start_app");

    /// <summary>The memory alarm: publishers are blocked, consumers go on.</summary>
    public Task RaiseMemoryAlarmAsync() => RunAsync("set_vm_memory_high_watermark", "0.0001");

    public Task ClearMemoryAlarmAsync() => RunAsync("set_vm_memory_high_watermark", "0.4");

    internal void Save() => File.WriteAllText(MapperPortFile(_folder), _mapperPort.ToString(CultureInfo.InvariantCulture));

    internal void AddEnvironment(ProcessStartInfo start)
    {
        start.Environment["HOME"] = _folder;
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = "/dev/null";
        start.Environment["RABBITMQ_NODENAME"] = _node;
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        start.Environment["ERL_EPMD_PORT"] = _mapperPort.ToString(CultureInfo.InvariantCulture);
    }

    private static string MapperPortFile(string folder) => Path.Combine(folder, "epmd-port");
}
