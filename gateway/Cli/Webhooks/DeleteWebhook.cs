using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>Ends a subscription, with its log.</summary>
internal sealed class DeleteWebhook(Terminal terminal) : AsyncCommand<WebhookArguments>
{
    public override async Task<int> ExecuteAsync(CommandContext context, WebhookArguments settings, CancellationToken cancellationToken)
    {
        settings.Check();
        using var cluster = terminal.Connect(settings);
        await cluster.Webhooks.Delete(settings.Service, settings.Name, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { settings.Name, Deleted = true });
        }
        else
        {
            terminal.Out.Line(Words.Say("webhooks.deleted", settings.Name));
        }

        return (int)ExitCode.Done;
    }
}
