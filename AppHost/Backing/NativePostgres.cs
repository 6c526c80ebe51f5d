using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Backing;

/// <summary>PostgreSQL with checksums, UTF-8 and scram passwords; durable like a production server.</summary>
public sealed class NativePostgres : NativeServer
{
    private const string Superuser = "postgres";

    private readonly ServerAccount _account = new();

    private NativePostgres(ServerFolder folder, ILogger log)
        : base(folder, log)
    {
    }

    public override string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = Superuser,
        Password = Home.Secret(),
        Database = "postgres",
    }.ConnectionString;

    private protected override string Name => "PostgreSQL";

    private protected override Signal StopSignal => Signal.Interrupt;

    private string Data => Home.File("data");

    /// <summary>Claims the folder; the server's address is known from then on, the server itself comes with its start.</summary>
    public static async Task<NativePostgres> ClaimAsync(string folder, ILogger log, CancellationToken cancel = default) =>
        new(ServerFolder.Claim(await ReachableAsync(folder, log, cancel)), log);

    public static async Task<NativePostgres> StartAsync(string folder, ILogger log, CancellationToken cancel = default) =>
        await StartedAsync(await ClaimAsync(folder, log, cancel), cancel);

    /// <summary>The database of one service with a login that reaches this database only; answers its connection string.</summary>
    public Task<string> EnsureDatabaseAsync(string name, CancellationToken cancel = default) =>
        PostgresDatabase.EnsureAsync(ConnectionString, name, cancel);

    /// <summary>An immediate shutdown (`pg_ctl -m immediate`): connections are cut, the next start recovers from the log.</summary>
    public async Task StopImmediatelyAsync(CancellationToken cancel = default)
    {
        MarkedProcesses.Send(ProcessId, Signal.Quit);
        await WaitForExitAsync(cancel);
    }

    public static async Task StopLeftoverAsync(string folder, CancellationToken cancel = default)
    {
        foreach (var place in Places(folder).Where(Directory.Exists))
        {
            await StopLeftoverAsync(place, Signal.Interrupt, cancel);
        }
    }

    /// <summary>Where the data of this folder may be: there, or in the account's home where it cannot be reached.</summary>
    public static IReadOnlyList<string> Places(string folder) =>
        [Path.GetFullPath(folder), Path.Combine(ServerAccount.Home, FolderMark.Of(folder))];

    private protected override async Task PrepareAsync(CancellationToken cancel)
    {
        if (Directory.Exists(Data))
        {
            return;
        }

        // Made beside and renamed when complete: a crash in between leaves nothing that looks like a database.
        var half = Home.File("data.new");
        var secret = Home.File("secret.initdb");
        if (Directory.Exists(half))
        {
            Directory.Delete(half, recursive: true);
        }

        Directory.CreateDirectory(half, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        SecretFile.Write(secret, Home.Secret());
        await _account.OwnAsync(half, cancel);
        await _account.OwnAsync(secret, cancel);
        await Commands.RunAsync(
            _account.Start(
                Programs.Postgres("initdb"), "--pgdata", half, "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
                "--username", Superuser, "--auth=scram-sha-256", "--pwfile", secret, "--no-instructions"),
            TimeSpan.FromSeconds(60),
            cancel);
        File.Delete(secret);
        Directory.Move(half, Data);
    }

    private protected override ProcessStartInfo Launch() => _account.Start(Programs.Postgres("postgres"), ["-D", Data, .. Settings()]);

    public override async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new BackingException($"{Folder}/secret is not the password of the data beside it: restore it, or start with `eng/up --fresh`.", refused);
        }
        catch (NpgsqlException notYet) when (notYet.InnerException is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private IEnumerable<string> Settings() =>
        new[]
        {
            $"port={Port}",
            $"cluster_name={Home.Mark}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=300",
            "shared_buffers=256MB",
            "max_wal_size=2GB",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "log_min_messages=warning",
            "timezone=UTC",
            "log_timezone=UTC",
        }.SelectMany(setting => new[] { "-c", setting });

    private static async Task<string> ReachableAsync(string folder, ILogger log, CancellationToken cancel)
    {
        var places = Places(folder);
        Directory.CreateDirectory(places[0]);
        if (await new ServerAccount().ReachesAsync(places[0], cancel))
        {
            return places[0];
        }

        log.LogWarning("The account postgres cannot enter {Folder}: PostgreSQL's data are in {Elsewhere} instead.", places[0], places[1]);
        return places[1];
    }
}
