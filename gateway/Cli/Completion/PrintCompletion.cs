using Cluster.Cli.Languages;
using Spectre.Console.Cli;

namespace Cluster.Cli.Completion;

/// <summary>The script that completes commands, options and resources in a shell, written from the table of the commands.</summary>
internal sealed class PrintCompletion(Terminal terminal) : AsyncCommand<PrintCompletion.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var commands = await CommandTree.Read(cancellationToken);
        terminal.Raw.Write(settings.Shell switch
        {
            "bash" => Scripts.Bash(commands),
            "zsh" => Scripts.Zsh(commands),
            "fish" => Scripts.Fish(commands),
            _ => throw Failure.Of(ExitCode.Usage, "unknown-shell", settings.Shell),
        });
        return (int)ExitCode.Done;
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<bash|zsh|fish>")]
        [Described("completion.shell")]
        public required string Shell { get; init; }
    }
}
