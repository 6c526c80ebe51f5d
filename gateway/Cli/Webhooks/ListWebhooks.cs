using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>The organisation's subscriptions at a service, and how they do.</summary>
internal sealed class ListWebhooks(Terminal terminal) : AsyncCommand<ListWebhooks.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ResourceName.CheckService(settings.Service);
        using var cluster = terminal.Connect(settings);
        var found = (await cluster.Webhooks.List(settings.Service, cancellationToken)).Items;
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { Items = found });
            return (int)ExitCode.Done;
        }

        if (found.Count == 0)
        {
            terminal.Out.Line(Words.Say("webhooks.none"));
            return (int)ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "webhooks.name-heading", "webhooks.url-heading", "webhooks.resources-heading", "webhooks.state-heading", "webhooks.pending", "webhooks.dead" })
        {
            table.AddColumn(new TableColumn(Printed.Plain(Words.Say(heading))));
        }

        foreach (var webhook in found)
        {
            table.AddRow(
                Printed.Plain(webhook.Name), Printed.Plain(webhook.Url), Printed.Plain(webhook.Resources is { } some ? string.Join("、", some) : "—"),
                Printed.Plain(StateOf(webhook)), Printed.Plain($"{webhook.Pending}"), Printed.Plain($"{webhook.Dead}"));
        }

        terminal.Out.Write(table);
        return (int)ExitCode.Done;
    }

    private static string StateOf(Webhook webhook) => webhook switch
    {
        { DisabledFor: not null } => Words.Say("webhooks.gone"),
        { Enabled: false } => Words.Say("webhooks.disabled-state"),
        { FailingSince: { } since } => Words.Say("webhooks.failing", Cells.Show(since)),
        _ => Words.Say("webhooks.well"),
    };

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE>")]
        [Described("argument.service")]
        public required string Service { get; init; }
    }
}
