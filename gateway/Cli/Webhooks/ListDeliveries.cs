using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>What was sent to a subscriber and what became of it, the newest first.</summary>
internal sealed class ListDeliveries(Terminal terminal) : AsyncCommand<ListDeliveries.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        settings.Check();
        using var cluster = terminal.Connect(settings);
        var page = await cluster.Webhooks.ReadDeliveries(
            settings.Service, settings.Name, settings.State, settings.After, settings.PageSize, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, page);
            return (int)ExitCode.Done;
        }

        if (page.Items.Count == 0)
        {
            terminal.Out.Line(Words.Say("deliveries.none"));
            return (int)ExitCode.Done;
        }

        terminal.Out.Write(TableOf(page.Items));
        if (page.Next is { } next)
        {
            terminal.Error.Line(Words.Say("deliveries.next", next));
        }

        return (int)ExitCode.Done;
    }

    private static Table TableOf(IReadOnlyList<WebhookDelivery> deliveries)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "deliveries.id", "deliveries.subject", "deliveries.state", "deliveries.attempts", "deliveries.result", "deliveries.last-at", "deliveries.next-at" })
        {
            table.AddColumn(new TableColumn(Printed.Plain(Words.Say(heading))));
        }

        foreach (var delivery in deliveries)
        {
            table.AddRow(
                Printed.Plain($"{delivery.Id}"), Printed.Plain($"{delivery.Subject} v{delivery.Version}"), Printed.Plain(delivery.State),
                Printed.Plain($"{delivery.Attempts}"), Printed.Plain($"{delivery.LastFailure} {delivery.LastStatus}".Trim()),
                Printed.Plain(TimeOf(delivery.LastAttemptAt)), Printed.Plain(TimeOf(delivery.NextAttemptAt)));
        }

        return table;
    }

    private static string TimeOf(DateTimeOffset? time) => time is { } at ? Cells.Show(at) : "—";

    internal sealed class Settings : WebhookArguments
    {
        [CommandOption("--state <pending|delivered|dead>")]
        [Described("deliveries.of-state")]
        public string? State { get; init; }

        [CommandOption("--after <CURSOR>")]
        [Described("deliveries.after")]
        public string? After { get; init; }

        [CommandOption("--page-size <COUNT>")]
        [Described("list.page-size")]
        public int? PageSize { get; init; }
    }
}
