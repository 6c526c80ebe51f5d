using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>Subscribes, or changes a subscription. The secret of a new one is the only line on standard output, so that a script can keep it.</summary>
internal sealed class PutWebhook(Terminal terminal) : AsyncCommand<PutWebhook.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        settings.Check();
        using var cluster = terminal.Connect(settings);
        var wanted = new WebhookSettings(settings.Url, settings.Resources.Length == 0 ? null : settings.Resources, Enabled: !settings.Disabled);
        var saved = await cluster.Webhooks.Put(settings.Service, settings.Name, wanted, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, saved);
        }
        else if (saved.Secret is { } secret)
        {
            terminal.Error.Line(Words.Say("webhooks.made", settings.Name));
            terminal.Out.Line(secret);
        }
        else
        {
            terminal.Out.Line(Words.Say("webhooks.saved", settings.Name));
        }

        return (int)ExitCode.Done;
    }

    internal sealed class Settings : WebhookArguments
    {
        [CommandArgument(2, "<URL>")]
        [Described("webhooks.url")]
        public required string Url { get; init; }

        [CommandOption("--resource <RESOURCE>")]
        [Described("webhooks.resource")]
        public string[] Resources { get; init; } = [];

        [CommandOption("--disabled")]
        [Described("webhooks.disabled")]
        public bool Disabled { get; init; }
    }
}
