using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>A new secret, alone on standard output; the old one signs as well for a day.</summary>
internal sealed class RotateSecret(Terminal terminal) : AsyncCommand<WebhookArguments>
{
    public override async Task<int> ExecuteAsync(CommandContext context, WebhookArguments settings, CancellationToken cancellationToken)
    {
        settings.Check();
        using var cluster = terminal.Connect(settings);
        var rotated = await cluster.Webhooks.Rotate(settings.Service, settings.Name, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, rotated);
        }
        else
        {
            terminal.Error.Line(Words.Say("webhooks.rotated", Cells.Show(rotated.OldValidUntil)));
            terminal.Out.Line(rotated.Secret);
        }

        return (int)ExitCode.Done;
    }
}
