using System.Text.Json;
using Spectre.Console;

namespace Cluster.Cli.Completion;

/// <summary>A command as the shell needs to know it.</summary>
/// <param name="Path">The words before it and its own: dead-letters list.</param>
/// <param name="Description">One line.</param>
/// <param name="Options">With their hyphens.</param>
/// <param name="Arguments">By name: SERVICE/RESOURCE, FILE.</param>
/// <param name="Commands">Below it.</param>
internal sealed record CommandNode(
    string Path, string Description, IReadOnlyList<CommandOption> Options, IReadOnlyList<string> Arguments, IReadOnlyList<CommandNode> Commands)
{
    public string Name => Path.Split(' ')[^1];

    public IEnumerable<CommandNode> WithAllBelow => Commands.SelectMany(c => c.WithAllBelow).Prepend(this);
}

internal sealed record CommandOption(string Name, string Description, bool TakesValue);

/// <summary>The table of the commands, as the parser describes itself.</summary>
internal static class CommandTree
{
    public static async Task<CommandNode> Read(CancellationToken cancellation)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = int.MaxValue;
        var itself = new Terminal(console, console, () => Stream.Null, IsInputTyped: false, _ => null, "", TimeProvider.System);
        await App.Make(itself).RunAsync(["--help-dump-opencli"], cancellation);
        using var description = JsonDocument.Parse(text.ToString());
        return NodeOf(description.RootElement.GetProperty("command"), "");
    }

    private static CommandNode NodeOf(JsonElement command, string path) => new(
        path, TextOf(command, "description"),
        [
            .. from option in Members(command, "options")
               from name in Members(option, "aliases").Select(a => a.GetString()!).Prepend(TextOf(option, "name"))
               select new CommandOption(name, TextOf(option, "description"), Members(option, "arguments").Any()),
        ],
        [.. Members(command, "arguments").Select(a => TextOf(a, "name"))],
        [.. Members(command, "commands").Select(c => NodeOf(c, $"{path} {TextOf(c, "name")}".Trim()))]);

    private static JsonElement.ArrayEnumerator Members(JsonElement of, string name) => of.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static string TextOf(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString()! : "";
}
