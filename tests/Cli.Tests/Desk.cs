using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Cluster.Cli.Tests;

/// <summary>Where somebody of a department runs the command line: an environment, a folder, and files.</summary>
public sealed class Desk : IDisposable
{
    public const string Secret = "client-secret-0123456789abcdefghijk";
    public const string Segments = "infrastructure/segments";

    private readonly RunningCity _city;
    private readonly string _id = Guid.NewGuid().ToString("N")[..12];

    public Desk(RunningCity city)
    {
        _city = city;
        Folder = Directory.CreateTempSubdirectory("cluster-cli-").FullName;
        Environment["CLUSTER_GATEWAY"] = city.Gateway.ToString().TrimEnd('/');
    }

    public Dictionary<string, string> Environment { get; } = new() { ["LANG"] = "zh_CN.UTF-8" };

    public string Folder { get; }

    /// <summary>Where the profile is kept.</summary>
    public string Home => Path.Combine(Folder, "home");

    public string ClientId => $"client-{_id}";

    public string Organisation => $"测试{_id}局";

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string Key(object name) => $"{_id}-{name}";

    public string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public string File(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public JsonObject Road(object name, decimal lengthKm = 10) => new()
    {
        ["key"] = Key(name), ["kind"] = "road", ["name"] = "东河—固阳", ["status"] = "under-construction", ["lengthKm"] = lengthKm,
    };

    public string Roads(int count, decimal lengthKm = 10) =>
        string.Concat(Enumerable.Range(0, count).Select(number => Road(number, lengthKm).ToJsonString() + "\n"));

    /// <summary>The rows that the department has in the database, by key.</summary>
    public async Task<List<string>> Stored()
    {
        await using var command = _city.Database.CreateCommand("select key || ' ' || trim_scale(length_km) from segments where starts_with(key, $1) order by key");
        command.Parameters.Add(new() { Value = _id });
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync())
        {
            keys.Add(reader.GetString(0)[(_id.Length + 1)..]);
        }

        return keys;
    }

    /// <summary>How many writes the department's pushes have left in the log.</summary>
    public async Task<long> Writes()
    {
        await using var command = _city.Database.CreateCommand("select count(*) from log_writes where client = $1");
        command.Parameters.Add(new() { Value = ClientId });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    internal Task<Ended> Run(params string[] arguments) => Run(Stream.Null, arguments);

    internal Task<Ended> RunWith(string input, params string[] arguments) => Run(new MemoryStream(Encoding.UTF8.GetBytes(input)), arguments);

    internal async Task<Ended> Run(Stream input, params string[] arguments)
    {
        using var console = Screen();
        using var errors = Screen();
        var exit = await Run(console, errors, input, arguments, TestContext.Current.CancellationToken);
        return new Ended(exit, console.Output, errors.Output);
    }

    /// <summary>A command that goes on until it is stopped; what it says is read line by line while it does.</summary>
    internal Running Start(params string[] arguments)
    {
        var said = new AnonymousPipeServerStream(PipeDirection.In);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        return new Running(new StreamReader(said), Speak(new AnonymousPipeClientStream(PipeDirection.Out, said.ClientSafePipeHandle), arguments, stop.Token), stop);
    }

    private async Task<ExitCode> Speak(Stream output, string[] arguments, CancellationToken stop)
    {
        await using var writer = new StreamWriter(output) { AutoFlush = true };
        using var errors = Screen();
        return await Run(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }), errors, Stream.Null, arguments, stop);
    }

    private async Task<ExitCode> Run(IAnsiConsole console, IAnsiConsole errors, Stream input, string[] arguments, CancellationToken stop)
    {
        var terminal = new Terminal(console, errors, () => input, IsInputTyped: false, Environment.GetValueOrDefault, Home, Time);
        string[] impatient = arguments.Contains("--retries") || arguments.Contains("--help") ? [] : ["--retries", "0"];
        return (ExitCode)await App.Run([.. arguments, .. impatient], terminal, stop);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static TestConsole Screen() => new TestConsole().Width(1_000);
}

/// <summary>A command that has not ended yet.</summary>
internal sealed record Running(TextReader Said, Task<ExitCode> Ending, CancellationTokenSource Stopping) : IDisposable
{
    public async Task<ExitCode> Stop()
    {
        await Stopping.CancelAsync();
        return await Ending;
    }

    public void Dispose()
    {
        Said.Dispose();
        Stopping.Dispose();
    }
}

/// <summary>How a command ended and what it said.</summary>
internal sealed record Ended(ExitCode Exit, string Out, string Error)
{
    /// <summary>All of it is one document, or this throws.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    public string Code => Json["error"]!["code"]!.GetValue<string>();

    public IReadOnlyList<string> Rejected =>
        [.. from row in Json["rows"]!.AsArray() from error in row!["errors"]!.AsArray() select $"{row["line"] ?? row["index"]} {error!["field"]} {error["code"]}"];
}
