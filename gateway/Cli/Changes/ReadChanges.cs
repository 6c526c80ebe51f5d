using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Cluster.Client;
using Spectre.Console.Cli;

namespace Cluster.Cli.Changes;

/// <summary>What has changed since a cursor, to the end or on and on; the cursor is for the next time.</summary>
internal sealed class ReadChanges(Terminal terminal) : AsyncCommand<ReadChanges.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ResourceName.CheckService(settings.Service);
        var every = TimeSpan.FromSeconds(settings.EverySeconds is > 0 and <= 3600 ? settings.EverySeconds : throw Failure.Of(ExitCode.Usage, "bad-interval"));
        using var cluster = terminal.Connect(settings);
        using var turns = new PeriodicTimer(every, terminal.Time);
        using var document = settings is { Json: true, Follow: false } ? new JsonDocumentWriter(terminal.Raw, "items") : null;
        var after = settings.After;
        while (true)
        {
            var page = await cluster.Log.ReadChanges(settings.Service, after, settings.Resource, settings.PageSize, cancellationToken);
            foreach (var change in page.Items)
            {
                Show(change, settings, document);
            }

            after = page.Next;
            if (!page.More && !settings.Follow)
            {
                break;
            }

            if (!page.More)
            {
                terminal.Raw.Flush();
                await turns.WaitForNextTickAsync(cancellationToken);
            }
        }

        document?.End(new { Next = after });
        if (document is null)
        {
            terminal.Error.Line(Words.Say("changes.next", after));
        }

        return (int)ExitCode.Done;
    }

    private void Show(Change change, Settings settings, JsonDocumentWriter? document)
    {
        if (document is not null)
        {
            document.Add(change);
        }
        else if (settings.Json)
        {
            Json.WriteLine(terminal.Raw, change);
        }
        else
        {
            terminal.Out.Line($"{Cells.Show(change.At)}  {change.Aggregate}  v{change.Version}  {change.Organisation}  {Cells.Show(change.Body)}");
        }
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE>")]
        [Described("argument.service")]
        public required string Service { get; init; }

        [CommandOption("--resource <RESOURCE>")]
        [Described("changes.resource")]
        public string? Resource { get; init; }

        [CommandOption("--after <CURSOR>")]
        [Described("changes.after")]
        public string? After { get; init; }

        [CommandOption("--page-size <COUNT>")]
        [Described("list.page-size")]
        public int? PageSize { get; init; }

        [CommandOption("--follow")]
        [Described("changes.follow")]
        public bool Follow { get; init; }

        [CommandOption("--every <SECONDS>")]
        [Described("changes.every")]
        public int EverySeconds { get; init; } = 2;
    }
}
