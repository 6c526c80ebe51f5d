using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cluster.Backing.Tests;

/// <summary>Both servers after a run that left data in them and was killed, taken over by this one.</summary>
public sealed class CrashedRun : IAsyncLifetime
{
    public const string Queue = "kept";

    private readonly TemporaryFolder _folder = new();
    private NativePostgres? _postgres;
    private NativeRabbitMq? _rabbitMq;

    public NativePostgres Postgres => _postgres!;

    public NativeRabbitMq RabbitMq => _rabbitMq!;

    public bool ServersOutlivedTheirRun { get; private set; }

    public async ValueTask InitializeAsync()
    {
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Cluster.Servers"), ["serve", _folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var settings = new Dictionary<string, string>();
        while (await run.StandardOutput.ReadLineAsync() is { Length: > 0 } line)
        {
            settings.Add(line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]);
        }

        await using (var connection = new NpgsqlConnection(settings["CLUSTER_TEST_POSTGRES"]))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("CREATE TABLE kept AS SELECT 1 AS value", connection);
            await command.ExecuteNonQueryAsync();
        }

        await PublishAsync(settings["CLUSTER_TEST_RABBITMQ"]);

        run.Kill();
        await run.WaitForExitAsync();
        ServersOutlivedTheirRun = await AnswersAsync(settings["CLUSTER_TEST_RABBITMQ"]);

        var starting = (
            Postgres: NativePostgres.StartAsync(_folder["postgres"], NullLogger.Instance),
            RabbitMq: NativeRabbitMq.StartAsync(_folder["rabbitmq"], NullLogger.Instance));
        _postgres = await starting.Postgres;
        _rabbitMq = await starting.RabbitMq;
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await RabbitMq.DisposeAsync();
        _folder.Dispose();
    }

    public static async Task PublishAsync(string address)
    {
        await using var connection = await ConnectAsync(address);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, "body"u8.ToArray());
    }

    public static async Task<uint> CountAsync(string address)
    {
        await using var connection = await ConnectAsync(address);
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(Queue);
    }

    public static async Task<bool> AnswersAsync(string address)
    {
        try
        {
            await using var connection = await ConnectAsync(address);
            // The client learns of a virtual host that is not there only with its first question.
            await using var channel = await connection.CreateChannelAsync();
            return channel.IsOpen;
        }
        catch (Exception refused) when (refused is BrokerUnreachableException or OperationInterruptedException)
        {
            return false;
        }
    }

    private static Task<IConnection> ConnectAsync(string address) =>
        new ConnectionFactory { Uri = new(address), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
}
