using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>Has a test event sent and says what came of it.</summary>
internal sealed class TestWebhook(Terminal terminal) : AsyncCommand<WebhookArguments>
{
    public override async Task<int> ExecuteAsync(CommandContext context, WebhookArguments settings, CancellationToken cancellationToken)
    {
        settings.Check();
        using var cluster = terminal.Connect(settings);
        var test = await cluster.Webhooks.Test(settings.Service, settings.Name, cancellationToken);
        var exit = test.Delivered ? ExitCode.Done : ExitCode.Refused;
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { test.Delivered, test.Status, test.Failure, ExitCode = (int)exit });
        }
        else
        {
            terminal.Out.Line(test.Delivered
                ? Words.Say("webhooks.test-delivered", test.Status)
                : Words.Say("webhooks.test-failed", test.Failure, test.Status?.ToString() ?? "—"));
        }

        return (int)exit;
    }
}
