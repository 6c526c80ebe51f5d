using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.DeadLetters;

/// <summary>Events that a service could not apply.</summary>
internal sealed class ListDeadLetters(Terminal terminal) : AsyncCommand<ListDeadLetters.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ResourceName.CheckService(settings.Service);
        using var cluster = terminal.Connect(settings);
        var letters = await cluster.DeadLetters.List(settings.Service, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { Items = letters });
            return (int)ExitCode.Done;
        }

        if (letters.Count == 0)
        {
            terminal.Out.Line(Words.Say("letters.none"));
            return (int)ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "letters.id", "letters.at", "letters.aggregate", "letters.version", "letters.reason", "letters.replayed" })
        {
            table.AddColumn(new TableColumn(Printed.Plain(Words.Say(heading))));
        }

        foreach (var letter in letters)
        {
            table.AddRow(
                Printed.Plain($"{letter.Id}"), Printed.Plain(Cells.Show(letter.ReceivedAt)), Printed.Plain(letter.Aggregate), Printed.Plain($"{letter.Version}"),
                Printed.Plain($"{letter.Reason}: {letter.Detail}"), Printed.Plain(letter.ReplayedAt is { } at ? Cells.Show(at) : "—"));
        }

        terminal.Out.Write(table);
        return (int)ExitCode.Done;
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE>")]
        [Described("argument.service")]
        public required string Service { get; init; }
    }
}
