using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Jobs;

/// <summary>The pushes of the last week that nobody waited for.</summary>
internal sealed class ListJobs(Terminal terminal) : AsyncCommand<ListJobs.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ResourceName.CheckService(settings.Service);
        using var cluster = terminal.Connect(settings);
        var jobs = await cluster.Jobs.List(settings.Service, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, jobs);
            return (int)ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "jobs.id", "jobs.resource", "jobs.state", "jobs.rows", "jobs.accepted", "jobs.status" })
        {
            table.AddColumn(new TableColumn(Printed.Plain(Words.Say(heading))));
        }

        foreach (var job in jobs.Items)
        {
            table.AddRow(
                Printed.Plain($"{job.Id}"), Printed.Plain(job.Resource), Printed.Plain(WordOf(job.State)),
                Printed.Plain($"{job.RowsDone}/{job.RowsTotal?.ToString() ?? "?"}"), Printed.Plain(Cells.Show(job.AcceptedAt)),
                Printed.Plain(job.Status?.ToString() ?? "—"));
        }

        terminal.Out.Write(table);
        return (int)ExitCode.Done;
    }

    private static string WordOf(string state) => state switch
    {
        "waiting" => Words.Say("jobs.waiting"),
        "running" => Words.Say("jobs.running"),
        "finished" => Words.Say("jobs.finished"),
        var other => other,
    };

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE>")]
        [Described("argument.service")]
        public required string Service { get; init; }
    }
}
