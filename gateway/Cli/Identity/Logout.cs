using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Spectre.Console.Cli;

namespace Cluster.Cli.Identity;

/// <summary>Forgets the profile.</summary>
internal sealed class Logout(Terminal terminal) : Command<GlobalSettings>
{
    public override int Execute(CommandContext context, GlobalSettings settings, CancellationToken cancellationToken)
    {
        var file = new ProfileFile(terminal.Folder);
        var wasThere = file.Delete();
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { SignedOut = wasThere });
        }
        else
        {
            terminal.Out.Line(Words.Say(wasThere ? "logout.done" : "logout.nothing", file.Path));
        }

        return (int)ExitCode.Done;
    }
}
